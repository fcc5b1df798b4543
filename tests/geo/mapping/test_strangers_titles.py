"""What titles and notes around other people's tables say of all their figures and rows."""

import pytest

from geo.situation import situation_of
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, opened, plan_of


def customers(folder, text: str) -> str:
    return customers_of(opened(folder, text))


def customers_of(dataset) -> str:
    return f"{situation_of(dataset, View(date=parse_date(DAY))).totals['customers']}".replace(",", "")


@pytest.mark.parametrize("line", [
    "Customers without power (thousands)", "Customers without power (in thousands)", "Unit: thousand customers",
    "All figures in '000s", "Знеструмлені споживачі (тис.)", "Одиниця виміру: тис. абонентів", "Обесточено, тыс. абонентов",
    "Odbiorcy bez prądu (w tys.)", "Kunden ohne Strom, Tsd.", "Clientes sin luz (en miles)", "Clientes sem energia (em milhares)",
    "单位：千户", "الوحدة: ألف مشترك",
])  # fmt: skip
def test_a_title_that_says_thousands_multiplies_the_figures_and_is_told(tmp_path, line: str) -> None:
    text = f"{line};;\nArea;Date;Customers out\nAland;{DAY};40,5\nBland;{DAY};7\n"
    assert customers(tmp_path, text) == "47500"
    assert any("read in thousands, as line 1 says" in str(told) for told in plan_of(tmp_path, text).told)


def test_a_note_below_that_says_millions_multiplies_them_too(tmp_path) -> None:
    text = f"Area;Date;Customers out\nAland;{DAY};1,5\nBland;{DAY};2\nFigures in millions of customers;;\n"
    assert customers(tmp_path, text) == "3500000"


@pytest.mark.parametrize("line", [
    "Thousands without power after the storm", "Over 30 thousand customers without power", "Power out in thousands of homes",
    "Понад 50 тис. абонентів без світла", "Blackout in millions of homes after storm Babet", "Damage (in thousands of dollars)",
    "Збитки (тис. грн)", "Кілька тисяч абонентів без світла", "Storm of the millions",
])  # fmt: skip
def test_a_title_that_speaks_of_thousands_but_not_of_all_figures_changes_none(tmp_path, line: str) -> None:
    assert customers(tmp_path, f"{line};;\nArea;Date;Customers out\nAland;{DAY};40\nBland;{DAY};7\n") == "47"


def test_a_figure_that_says_its_own_multiple_is_not_multiplied_twice(tmp_path) -> None:
    text = f"Customers without power (thousands);;\nArea;Date;Customers out\nAland;{DAY};40\nBland;{DAY};1.2 million\n"
    assert customers(tmp_path, text) == "1240000"


def test_counts_of_many_hands_are_read_as_they_are_written_in_chinese_and_japanese(tmp_path) -> None:
    text = f"Area;Date;停电户数\nAland;{DAY};12.6万户\nBland;{DAY};8500户\nCland;{DAY};0户\n"
    dataset = opened(tmp_path, text)
    assert customers_of(dataset) == "134500"
    assert {one.code: one.state.word for one in situation_of(dataset, View(date=parse_date(DAY))).regions}["C"] == "power_on"


@pytest.mark.parametrize("word", ["소계", "Subtotal", "zusammen", "Σ", "all of it"])
def test_rows_that_add_up_the_places_of_their_region_count_nobody_twice(tmp_path, word: str) -> None:
    rows = "".join(f"{area};{town};{DAY};{n}\n" for area, parts in {"Aland": (4, 6, 10), "Bland": (1, 2, 3)}.items()
                   for town, n in zip(("North", "South", word), parts, strict=True))  # fmt: skip
    assert customers(tmp_path, "Area;District;Date;Customers out\n" + rows) == "13"


def test_one_place_that_happens_to_have_as_many_as_its_neighbours_is_counted(tmp_path) -> None:
    rows = f"Aland;North;{DAY};4\nAland;South;{DAY};6\nAland;East;{DAY};10\nBland;North;{DAY};5\nBland;East;{DAY};9\n"
    assert customers(tmp_path, "Area;District;Date;Customers out\n" + rows) == "34"
