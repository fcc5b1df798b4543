"""A country as people write it, in any language."""

import pytest

from geo.countries import find_country
from geo.errors import UsageError


@pytest.mark.parametrize(("written", "code"), [
    ("NG", "NG"), ("nga", "NG"), ("Nigeria", "NG"), ("Нігерія", "NG"), ("Nigéria", "NG"), ("Нигерия", "NG"),
    ("Allemagne", "DE"), ("日本", "JP"), ("مصر", "EG"), ("Côte d'Ivoire", "CI"), ("ivory coast", "CI"), ("UK", "GB"),
    ("Sudan", "SD"), ("South Sudan", "SS"), ("Guinea", "GN"), ("Niger", "NE"), ("Palestine", "PS"), ("Kosovo", "XK"),
    ("South Korea", "KR"), ("Congo (Kinshasa)", "CD"), ("Puerto Rico", "PR"), ("DRC", "CD"),
])
def test_a_code_or_a_name_in_any_language_is_the_country(written: str, code: str):
    assert find_country(written).code == code


@pytest.mark.parametrize(("written", "offered"), [
    ("Congo", ("CD", "CG")), ("Korea", ("KP", "KR")), ("Georgia", ("GE", "US")), ("Virgin Islands", ("VG", "VI")),
])
def test_a_name_of_several_asks_which(written: str, offered: tuple[str, ...]):
    with pytest.raises(UsageError) as told:
        find_country(written)
    assert all(f"({code})" in str(told.value) for code in offered)
    assert "--country" in str(told.value)


@pytest.mark.parametrize("written", ["Nigerai", "Nigerea"])
def test_an_unknown_name_offers_the_nearest(written: str):
    with pytest.raises(UsageError, match=r"There is no country .*Nigeria \(NG\)"):
        find_country(written)


@pytest.mark.parametrize("written", ["", "  ", "-", "???"])
def test_no_name_is_no_country(written: str):
    with pytest.raises(UsageError, match="There is no country"):
        find_country(written)
