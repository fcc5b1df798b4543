"""What is said of one thing is not read of another: damage that left nobody out, a village that is not let in, water, "still"."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules) -> list[tuple[str, str]]:
    """The first letters of the place of each record of a text, and its extent."""
    return [(one["place"][:4], one["extent"]) for one in records_of(text, rules)]


@pytest.mark.parametrize("text", [
    "In the Poltava region, shelling damaged a power line in the Lubny district on Monday. The power supply was not interrupted "
    "there, the governor said.",
    "On Monday drones damaged a substation in the Lubny district, but nobody was left without power, the governor said.",
    "У понеділок обстріл пошкодив лінію електропередач у Лубенському районі. Електропостачання там не переривалося, сказав мер.",
    "У понеділок дрони пошкодили підстанцію в Лубенському районі. Без світла ніхто не залишився, сказав мер.",
    "В понедельник обстрел разрушил подстанцию в Лубенском районе. Свет там не пропадал, сказал мэр.",
    "В понедельник в Лубенском районе повреждена подстанция. Без электричества никто не остался, сказал мэр.",
])  # fmt: skip
def test_damage_that_left_nobody_out_is_no_outage(text: str, rules: Rules):
    assert told(text, rules) in ([("Lubn", "none")], [("Лубе", "none")])


@pytest.mark.parametrize("text", [
    "The villages of Shyshaky and Hoholeve lost power on Monday, the mayor said. Power came back to Shyshaky, to Hoholeve the "
    "crew has not been let in.",
    "The villages of Shyshaky and Hoholeve lost power on Monday, the mayor said. Power is back in Shyshaky and crews cannot "
    "reach Hoholeve.",
    "У понеділок на Полтавщині без світла села Гоголеве та Шишаки, сказав мер. У Шишаки світло повернули, до Гоголевого бригаду "
    "ще не пускають.",
    "В понедельник без света сёла Гоголево и Шишаки Полтавской области, сказал мэр. В Шишаки свет вернули, до Гоголево бригада "
    "пока не доехала.",
])  # fmt: skip
def test_power_is_not_back_where_the_crew_is_not_let_in(text: str, rules: Rules):
    back = [place for place, extent in told(text, rules) if extent == "none"]
    assert back in (["Shys"], ["Шиша"])


@pytest.mark.parametrize("text", [
    "On Monday Lubny lost power, the mayor said. In Hadiach shelling left 17,000 residents without water.",
    "On Monday Lubny lost power, the mayor said. In Hadiach there is no water or heating.",
    "У понеділок у Лубнах зникло світло, сказав мер. У Гадячі через обстріл 17 тисяч мешканців лишилися без води.",
    "В понедельник в Лубнах пропал свет, сказал мэр. В Гадяче из-за обстрела 17 тысяч жителей остались без воды.",
])  # fmt: skip
def test_a_town_without_water_is_not_a_town_without_power(text: str, rules: Rules):
    assert told(text, rules) in ([("Lubn", "all")], [("Лубн", "all")])


@pytest.mark.parametrize("text", [
    "In Lubny 4,600 families all the same have no power, the mayor said on Monday.",
    "До понеділка більшості мешканців Лубен світло повернули, але 4600 родин усе ще чекають на підключення, сказав мер.",
    "В понедельник большинству жителей Лубен электричество вернули, но 4600 семей всё ещё ждут подключения, сказал мэр.",
    "В понедельник в Лубнах всё же без света 4600 семей, сказал мэр.",
])  # fmt: skip
def test_still_is_not_all(text: str, rules: Rules):
    assert {extent for _, extent in told(text, rules)} == {"part"}


@pytest.mark.parametrize("text", [
    "Half of Lubny lost power, the mayor said.\n\nBackground:\n• On 3 January a strike left 8,000 customers of Hadiach in the "
    "dark.",
    "У Лубнах зникло світло у половини міста, сказав мер.\n\nПередісторія:\n• 3 січня внаслідок удару без світла були понад "
    "8 тисяч абонентів у Гадячі.",
    "Половина Лубен осталась без света, сказал мэр.\n\nКонтекст:\n• 3 января из-за удара без света оставались более 8 тысяч "
    "абонентов в Гадяче.",
])  # fmt: skip
def test_the_day_of_the_background_is_not_that_of_the_news(text: str, rules: Rules):
    assert [(one["place"][:3], one["started_at"]) for one in records_of(text, rules)] in (
        [("Lub", "2026-01-14")], [("Луб", "2026-01-14")]
    )
