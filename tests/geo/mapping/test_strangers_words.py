"""What the words of other people's tables say of their rows: no outage at all, over, planned or not, who is still out."""

import pytest

from geo.situation import situation_of
from geo.tables import Reading, read_table_file
from geo.tables.encodings import guessed_encoding
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, columns_of, opened, plan_of, states

NEXT = "2031-07-09"


def told(plan) -> str:
    return "\n".join(map(str, plan.told))


TEXTS = {
    "pt": "SP;Não Programada;Manutenção\nBA;CAMAÇARI;Interrupção\n", "es": "Región;Año;Peñalolén;ÑUÑOA\n",
    "de": "Größe;Thüringen\nÄnderung\n", "fr": "Département;coupé;Île-de-France;n’est pas rétabli\n",
    "sv": "Skåne;Västra;Örebro\n",
    "pl": "Śląskie;Łódź;świętokrzyskie\n", "cs": "Středočeský;Plzeňský;Žďár\n", "ro": "Iaşi;Bacău;Timiş;Vâlcea\n",
    "tr": "İstanbul;Şanlıurfa;Iğdır\n", "uk": "Харківська область;Одеса;без світла\n",
}  # fmt: skip
WRITTEN = {"cp1252": "pt es de fr sv", "cp850": "pt es de sv", "cp1250": "pl cs ro", "cp852": "pl cs", "cp1254": "tr",
           "mac_roman": "pt es fr", "cp1251": "uk", "koi8_u": "uk"}  # fmt: skip


@pytest.mark.parametrize(("encoding", "language"), [(one, text) for one, texts in WRITTEN.items() for text in texts.split()])
def test_an_encoding_is_known_by_letters_that_one_language_has(encoding: str, language: str) -> None:
    sample = TEXTS[language].encode(encoding) * 3
    assert sample.decode(guessed_encoding(sample)) == sample.decode(encoding)


def test_a_guessed_encoding_is_told(tmp_path) -> None:
    text = f"Region,Tipo,Inicio,Fim,Clientes\nA,Não Programada,{DAY} 03:15,{DAY} 07:02,1250\n"
    assert "its letters are read as" not in told(plan_of(tmp_path, text))
    (tmp_path / "latin.csv").write_bytes(text.encode("latin-1"))
    file = read_table_file(tmp_path / "latin.csv", reading=Reading())
    assert (file.reading.encoding, file.table["Tipo"].tolist()) == ("cp1252", ["Não Programada"])


NOT_PLANNED = ["não programada", "no programada", "non planifié", "unplanned", "незаплановане", "nicht geplant", "pas planifiée",
               "not planned", "не планове", "nie planowane", "незапланированное"]  # fmt: skip


@pytest.mark.parametrize("word", NOT_PLANNED)
def test_work_that_was_not_planned_is_an_outage_in_every_language(tmp_path, word: str) -> None:
    text = f"Region,Type,Start,End,Customers\nA,{word},{DAY} 03:15,{DAY} 07:02,1250\nB,planned,{DAY} 09:00,{DAY} 12:00,80\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "part"}


ALERTS = ("identifier,sent,status,msgType,event,severity,area\n"
          "1,{day}T07:30:00+03:00,Actual,Alert,Power Outage,Severe,Aland\n"
          "2,{day}T08:00:00+03:00,Test,Alert,Power Outage,Extreme,Bland\n"
          "3,{day}T09:00:00+03:00,Actual,Cancel,Power Outage,Moderate,Bland\n"
          "4,{day}T10:00:00+03:00,Actual,Alert,Flood Warning,Minor,Cland\n")


def test_tests_cancellations_and_other_dangers_are_no_outages_and_are_told(tmp_path) -> None:
    dataset = opened(tmp_path, ALERTS.format(day=DAY))
    shown = situation_of(dataset, View(date=parse_date(DAY))).regions
    assert [one.code for one in shown if one.flags] == ["A"]
    assert "extent" not in plan_of(tmp_path, ALERTS.format(day=DAY)).mappings["outages"].columns  # how bad is not how much
    intake = dataset.intakes["outages"]
    assert intake.left_out == {"no outage by their own words": 3}
    assert [str(note) for note in intake.notes if "no outage that holds" in str(note)] == [
        "'Test' is no outage that holds: row 3 not used", "'Cancel' is no outage that holds: row 4 not used",
        "'Flood Warning' is no outage that holds: row 5 not used"]  # fmt: skip


@pytest.mark.parametrize("word", ["Cancelled", "Cancelada", "скасовано", "Annulé", "отменено"])
def test_cancelled_work_is_not_planned_work(tmp_path, word: str) -> None:
    text = f"id,Region,Type,Customers,Start,End,Status\n1,A,Planned,77,{DAY} 09:00,{DAY} 15:00,Scheduled\n" \
           f"2,B,Planned,15,{DAY} 09:00,{DAY} 15:00,{word}\n3,C,Unplanned,9,{DAY} 09:00,{DAY} 15:00,Restored\n"
    shown = situation_of(opened(tmp_path, text), View(date=parse_date(DAY))).regions
    assert [one.code for one in shown if one.flags or one.state > 0] == ["A", "C"]


@pytest.mark.parametrize("word", ["без світла", "знеструмлено", "частково відновлено", "аварійні роботи", "crew on its way"])
def test_a_town_that_is_out_is_not_hidden_by_one_that_has_power_again(tmp_path, word: str) -> None:
    text = f"громада,область,стан,оновлено,lat,lon\nNorthby,Aland,{word},{DAY} 18:00,0.2,0.5\n" \
           f"Southby,Aland,відновлено,{DAY} 18:00,0.7,0.5\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "part"}


def test_words_that_are_not_known_beside_restored_are_told(tmp_path) -> None:
    text = f"громада,область,стан,оновлено,lat,lon\nNorthby,Aland,щось інше,{DAY} 18:00,0.2,0.5\n" \
           f"Southby,Aland,відновлено,{DAY} 18:00,0.7,0.5\n"
    assert "words that are not known, read as out: щось інше" in told(plan_of(tmp_path, text))


def test_customers_of_a_row_whose_word_is_not_known_count_as_out(tmp_path) -> None:
    text = f"громада,область,стан,абонентів,оновлено,lat,lon\nNorthby,Aland,щось інше,820,{DAY} 18:00,0.2,0.5\n" \
           f"Southby,Aland,відновлено,,{DAY} 18:00,0.7,0.5\n"
    dataset = opened(tmp_path, text)
    assert states(dataset, DAY) == {"A": "part"}
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == "820"


RESTORED = [("Usuarios afectados", "Usuarios restablecidos"), ("Customers affected", "Customers restored"),
            ("Clientes afetados", "Clientes restabelecidos"), ("Clients touchés", "Clients rétablis"),
            ("Постраждало споживачів", "Відновлено споживачам"),
            ("Пострадало потребителей", "Восстановлено потребителей")]  # fmt: skip


@pytest.mark.parametrize(("affected", "restored"), RESTORED)
def test_who_has_power_again_is_subtracted_from_who_was_affected(tmp_path, affected: str, restored: str) -> None:
    text = f"Region,{affected},{restored},Time\nA,520,468,{DAY} 20:00\nB,31,31,{DAY} 20:00\nC,40,,{DAY} 20:00\n"
    assert columns_of(tmp_path, text, "counts")["customers_restored"] == (restored,)
    assert f"subtracted from {affected}" in told(plan_of(tmp_path, text))
    shown = situation_of(opened(tmp_path, text), View(date=parse_date(DAY))).regions
    assert {one.code: one.customers_out for one in shown} == {"A": 52, "B": 0, "C": 40}


def test_more_restored_than_affected_are_not_subtracted_but_told(tmp_path) -> None:
    text = f"Region,Customers affected,Customers restored,Time\nA,20,468,{DAY} 20:00\nB,31,31,{DAY} 20:00\n"
    plan = plan_of(tmp_path, text)
    assert "customers_restored" not in plan.mappings["counts"].columns
    assert '--column "customers_restored=Customers restored"' in told(plan)
    said = columns_of(tmp_path, text.replace("468", "8"), "counts", columns=("customers_restored=Customers restored",))
    assert said["customers_restored"] == ("Customers restored",)


@pytest.mark.parametrize(("no", "yes"), [("No", "Yes"), ("Ні", "Так"), ("Non", "Oui"), ("не знаю", "да")])
def test_answers_of_yes_and_no_are_told_with_what_to_say_of_them(tmp_path, no: str, yes: str) -> None:
    text = f"Timestamp,Region,Is there light?,Comment\n{DAY} 07:00,Aland,{no},\n{DAY} 08:00,Bland,{yes},calm\n"
    plan = plan_of(tmp_path, text)
    assert '--column "extent=Is there light?"' in told(plan)
    assert plan.guess is not None
    assert plan.guess.remarks[0].startswith("'Is there light?' holds")


SPANS = [("З", "До"), ("С", "По"), ("Від", "До"), ("Dari", "Sampai"), ("Fra", "Til"), ("De la", "Până la"), ("From", "To"),
         ("Od", "Do"), ("Από", "Έως")]


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_a_day_and_two_clocks_are_an_outage_each_row_in_every_language(tmp_path, start: str, end: str) -> None:
    text = f"Region;Date;Queue;{start};{end}\nAland;{DAY};1.1;21:00;24:00\nBland;{DAY};2.1;07:00;10:30\n"
    plan = plan_of(tmp_path, text)
    assert plan.mappings["outages"].columns["started_at"] == ("Date", start)
    assert plan.mappings["outages"].columns["ended_at"] == ("Date", end)
    dataset = opened(tmp_path, text)
    assert dataset.reports["ended_at"].tolist() == [f"{NEXT}T00:00:00", f"{DAY}T10:30:00"]
