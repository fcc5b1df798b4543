import pytest

from geo.names.transliteration import plain_form, skeleton, stem, unmixed


@pytest.mark.parametrize("names", [
    "Kharkiv|Харків|Charkiw|Harkiv", "Chernihiv|Чернігів|Tschernihiw|Czernihiw|Tchernihiv", "Berdiansk|Berdyansk|Бердянск",
    "Luhansk|Lugansk|Луганськ|Ługańsk", "Donetsk|Донецьк|Donezk|Donieck", "Izium|Izyum|Ізюм", "Kryvyi Rih|Кривий Ріг|Kryvyj Rih",
    "Mykolaiv|Mykolayiv|Mykolajiw|Миколаїв", "Henichesk|Genitschesk|Генічеськ",
])  # fmt: skip
def test_the_transliterations_of_a_name_share_a_skeleton(names: str) -> None:
    assert len({skeleton(plain_form(name)) for name in names.split("|")}) == 1


@pytest.mark.parametrize(("one", "other"), [("Belgorod", "Bilhorod"), ("Voronezh", "Voronizh"), ("Pinsk", "Minsk")])
def test_names_that_differ_in_their_vowels_stay_two(one: str, other: str) -> None:
    assert skeleton(plain_form(one)) != skeleton(plain_form(other))


@pytest.mark.parametrize(("written", "meant"), [
    ("Хeрсон", "Херсон"), ("Зaпopiжжя", "Запоріжжя"), ("Оdеsа", "Odesa"), ("Kherson", "Kherson"), ("Львів Lviv", "Львів Lviv"),
])  # fmt: skip
def test_letters_of_the_other_script_are_put_right(written: str, meant: str) -> None:
    assert unmixed(written) == meant


def test_a_stem_is_what_all_declined_forms_share() -> None:
    endings = frozenset({"a", "oi", "i", "u"})
    assert {stem(plain_form(form), endings) for form in ("Запорізька", "Запорізької", "Запорізькій")} == {"zaporizk"}
    assert stem("ab a", endings) == "aba", "enough of a word is left"
