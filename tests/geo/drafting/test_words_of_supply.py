"""Every word for electricity, with every way to say that it is gone, back or on, in either order."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of

GONE = [
    *(f"У Полтаві в понеділок {phrase}, сказав мер." for phrase in (
        "не було світла", "світла не було", "зникла напруга", "напруга зникла", "відсутня електрика", "електроенергія відсутня",
        "електрики не має половина міста", "половина міста не має струму", "мешканці втратили електропостачання",
        "електропостачання втратили 300 клієнтів", "проблеми зі світлом", "перебої з електропостачанням", "зникло живлення",
        "пропав струм", "жителі досі не отримують електроенергію", "не світиться")),
    *(f"В Полтаве в понедельник {phrase}, сказал мэр." for phrase in (
        "не было света", "света не было", "пропадало напряжение", "напряжение пропало", "отсутствует электричество",
        "электроэнергия отсутствовала", "свет отключали", "отключали свет", "жители не получают электроэнергию",
        "проблемы со светом", "перебои с электроснабжением", "исчез ток", "потеряли питание 300 абонентов")),
    *(f"In Poltava on Monday {phrase}, the mayor said." for phrase in (
        "residents have not had power", "the supply of 300 customers was interrupted", "electricity failed", "the power died",
        "half of the city was disconnected from the grid", "the lights went out", "residents are getting no electricity")),
]  # fmt: skip
BACK = [
    *(f"У Полтаві в понеділок {phrase}, сказав мер." for phrase in (
        "дали світло", "світло дали", "увімкнули електрику", "електропостачання повернулося", "з'явилася напруга",
        "відновлено живлення", "споживачі зі струмом", "усі мешканці з електрикою", "перебоїв з електропостачанням не було",
        "відключень не зафіксовано", "світло не зникало", "електрику не вимикали", "не зафіксовано перебоїв")),
    *(f"В Полтаве в понедельник {phrase}, сказал мэр." for phrase in (
        "дали свет", "свет дали", "включили электричество", "электроснабжение вернули", "появилось напряжение",
        "жители с электричеством", "перебоев с электричеством не наблюдалось", "отключений не зафиксировано",
        "свет не отключался", "не отключали электричество", "электроснабжение не нарушено")),
    *(f"In Poltava on Monday {phrase}, the mayor said." for phrase in (
        "the lights came back", "the supply was resumed", "electricity came back", "no interruptions were recorded")),
]  # fmt: skip


@pytest.mark.parametrize("text", GONE)
def test_power_that_is_gone_is_a_loss(text: str, rules: Rules):
    assert [(one["region_code"], one["extent"] in {"all", "large_part", "part", "unknown"}) for one in records_of(text, rules)] \
        == [("UA-53", True)]


@pytest.mark.parametrize("text", BACK)
def test_power_that_is_back_or_never_went_is_on(text: str, rules: Rules):
    assert [(one["region_code"], one["extent"]) for one in records_of(text, rules)] == [("UA-53", "none")]


@pytest.mark.parametrize("text", [
    "У Полтаві в понеділок: що зі світлом і водою, пояснив мер.",
    "Полтава, понедельник: что со светом и водой, объяснил мэр.",
])  # fmt: skip
def test_a_question_about_power_says_nothing(text: str, rules: Rules):
    assert records_of(text, rules) == []
