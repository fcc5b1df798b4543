"""What never went out is on; hours of a schedule are no outage; what is planned without a word for power is none of it."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def extents(text: str, rules: Rules) -> list[str]:
    """Extent of each record of a text."""
    return [one["extent"] for one in records_of(text, rules)]


@pytest.mark.parametrize("text", [
    "LUBNY, Jan 14 (Reuters) - Claims that Lubny was cut off are false, its mayor Ivan Kit said. The lights in the town never "
    "went out.",
    "Hadiach kept its supply all day on Tuesday, the regional administration said.",
    "У Гадячі світло не гасло, сказав мер Іван Кіт у понеділок.",
    "В Гадяче свет ни разу не погас, сказал мэр Иван Кот в понедельник.",
    "Гадяч зберіг електропостачання, сказав мер Іван Кіт у понеділок.",
    "Гадяч сохранил электроснабжение, сказал мэр Иван Кот в понедельник.",
])  # fmt: skip
def test_what_never_went_out_is_on(text: str, rules: Rules):
    assert extents(text, rules) == ["none"]


@pytest.mark.parametrize("text", [
    "Збоїв в електропостачанні у Лубнах немає, сказали у понеділок в обленерго.",
    "Нарушений электроснабжения в Лубнах нет, сказали в понедельник в облэнерго.",
    "У Лубнах порушень електропостачання немає, сказали у понеділок в обленерго.",
])  # fmt: skip
def test_no_breaches_of_supply_are_no_outage(text: str, rules: Rules):
    assert extents(text, rules) == ["none"]


def test_not_a_single_house_with_power_is_a_loss(rules: Rules):
    assert extents("In Hadiach not a single house has power, the mayor Ivan Kit said on Monday.", rules) == ["all"]


@pytest.mark.parametrize("text", [
    "In Lubny hourly schedules apply on Monday: five hours without power, three with electricity, the company said.",
    "У Лубнах у понеділок діють графіки: п'ять годин без світла, три зі світлом, сказали в обленерго.",
    "В Лубнах в понедельник действуют графики: пять часов без света, три со светом, сказали в облэнерго.",
])  # fmt: skip
def test_hours_of_a_schedule_are_no_outage_of_their_own(text: str, rules: Rules):
    assert [(one["kind"], one["extent"]) for one in records_of(text, rules)] == [("scheduled", "unknown")]


def test_planned_imports_are_no_planned_outage(rules: Rules):
    text = "Станом на понеділок у Лубнах без світла 300 споживачів, сказали в ОВА. Заплановано імпорт із Польщі."
    assert [one["kind"] for one in records_of(text, rules)] == ["unknown"]
