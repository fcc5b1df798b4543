"""What a reader may have meant whose name is not known."""

import pytest

from geo.names import candidates
from geo.names.closest import closest


@pytest.mark.long
@pytest.mark.parametrize(("written", "meant"), [
    ("Zapordshye", "Zaporizhzhia"), ("Kremenjug", "Kremenchuk"), ("Мелитполис", "Melitopol"),
])  # fmt: skip
def test_the_nearest_names_hold_what_was_meant(ukraine, written, meant):
    assert meant in " ".join(place.name for place in closest(ukraine.places, written))


def test_the_nearest_names_lie_in_the_dataset_and_are_few(ukraine):
    found = closest(ukraine.places, "Qwrtzx", most=3)
    assert len(found) <= 3
    assert all(place.code for place in found)


def test_a_name_that_is_like_nothing_has_no_nearest(ukraine):
    assert candidates(ukraine.places, "12345") == ()
    assert closest(ukraine.places, "12345") == ()
