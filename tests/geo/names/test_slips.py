from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from geo.names.slips import near, spellings_of

WORDS = st.text(alphabet="abcdeіїхя 1", max_size=12)


@settings(deadline=None)
@given(st.sets(WORDS, max_size=40), WORDS, st.integers(1, 2))
def test_what_is_found_is_what_comparing_with_each_would_find(
    keys: set[str], key: str, slips: int
) -> None:
    near_by_each = {
        (one, OSA.distance(one, key)) for one in keys if OSA.distance(one, key) <= slips
    }
    assert set(near(spellings_of(keys), key, slips=slips)) == near_by_each


def test_letters_in_each_others_place_are_one_slip() -> None:
    assert near(spellings_of(["kharkiv", "kherson"]), "khrakiv", slips=1) == [("kharkiv", 1)]
