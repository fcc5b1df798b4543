import pytest

from geo.names.transliteration import divided, plain_form, skeleton, stem, unmixed


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


@pytest.mark.parametrize(("one", "other"), [
    ("경주", "광주"), ("बिहार", "बहार"), ("がら", "から"), ("ชุม", "ชม"), ("ဘားအံ", "ဘိုးအံ"),
])  # fmt: skip
def test_signs_that_are_no_accents_tell_names_apart(one: str, other: str) -> None:
    assert plain_form(one) != plain_form(other)
    assert len(plain_form(one).split()) == 1


@pytest.mark.parametrize(("written", "plain"), [
    ("Ха\u0301рків", "харків"), ("Ки\u0301ївська о\u0301бласть", "київська область"), ("Ｋｙｉｖ", "kyiv"), ("İzmir", "izmir"),
    ("مُحَافَظَة", "محافظة"), ("Kharkiv\u2026", "kharkiv"), ("Đà Nẵng", "đa nang"), ("Kamʼianske", "kamianske"),
])  # fmt: skip
def test_accents_full_width_and_points_are_set_aside(written: str, plain: str) -> None:
    assert plain_form(written) == plain


def test_a_word_is_divided_at_each_ending_that_it_may_have() -> None:
    endings = frozenset({"i", "ovi", "a"})
    assert list(divided("харкові", endings)) == [("hark", "ovi"), ("harkov", "i")]
    assert list(divided("біла харк", endings)) == [("bilhark", "")]
