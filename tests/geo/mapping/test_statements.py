"""Tables of statements as people write them: who says so, since when, how much, and figures that may mean two things."""

import pytest

from geo.language import speaking
from geo.sentences import in_form
from tests.geo.test_foreign_tables import DAY, columns_of, opened, plan_of, refused, states

ROWS = f"A,no power,DTEK,9000,{DAY}\nB,half,Mayor,500,{DAY}\nC,restored,Utility,,{DAY}\n"


@pytest.mark.parametrize("header", ["Told by", "Said by", "According to", "Who says so", "Хто повідомив", "За даними",
                                    "Кто сообщил", "Gemeldet von", "Signalé par", "Según", "Zgłoszone przez"])  # fmt: skip
def test_who_told_is_the_source_and_its_table_is_one_of_statements(tmp_path, header: str) -> None:
    columns = columns_of(tmp_path, f"Region,When,{header},Customers without power\nA,{DAY} 06:00,DTEK,40\n", "outages")
    assert (columns["source"], columns["customers"]) == ((header,), ("Customers without power",))


def test_a_source_of_figures_is_no_statement(tmp_path) -> None:
    assert columns_of(tmp_path, f"Region,Time,Source,Customers out\nA,{DAY} 06:00,Feed,40\n", "counts")


@pytest.mark.parametrize("header", ["Since", "Out since", "Відколи", "Seit", "Depuis", "Od kiedy"])
def test_since_is_when_it_began(tmp_path, header: str) -> None:
    assert columns_of(tmp_path, f"Region,Told by,{header}\nA,DTEK,{DAY}\n", "outages")["started_at"] == (header,)


def test_half_and_no_power_are_read_where_another_row_is_restored(tmp_path) -> None:
    dataset = opened(tmp_path, f"Region,Status,Told by,Number,Since\n{ROWS}")
    assert states(dataset, DAY) == {"A": "all", "B": "large_part", "C": "power_on"}


def test_words_of_a_status_that_are_not_known_hide_nothing_and_are_named(tmp_path) -> None:
    text = f"Region,Status,Told by,Since\nA,no power,DTEK,{DAY}\nB,ask the mayor,Mayor,{DAY}\nC,restored,Utility,{DAY}\n"
    plan = plan_of(tmp_path, text)
    assert states(opened(tmp_path, text), DAY) == {"A": "all", "C": "power_on"}
    assert "words are not known: ask the mayor" in plan.guess.notes["extent"]


@pytest.mark.parametrize("header", ["What happened", "Що сталося"])
def test_what_happened_is_the_summary_and_says_how_much_where_its_words_do(tmp_path, header: str) -> None:
    text = f"Region,{header},Date\nA,no power,{DAY}\nB,a line fell on a house,{DAY}\nC,restored,{DAY}\n"
    columns = columns_of(tmp_path, text, "outages")
    assert (columns["summary"], columns["extent"]) == ((header,), (header,))
    assert states(opened(tmp_path, text), DAY) == {"A": "all", "C": "power_on"}


def test_customers_beside_half_may_be_all_of_the_place_and_are_asked_about(tmp_path) -> None:
    text = f"Region,Status,Told by,Customers,Since\n{ROWS}"
    plan = plan_of(tmp_path, text)
    assert "customers" not in plan.mappings["outages"].columns
    (asked,) = plan.guess.remarks
    assert asked == "'Customers' may count all customers of a place or those without power, and is not used: if those without " \
                    'power are meant, say so with --column "customers=Customers"'
    with in_form():
        assert str(asked).endswith("choose 'Customers' in the box “Customers without power”")
    assert columns_of(tmp_path, text, "outages", columns=("customers=Customers",))["customers"] == ("Customers",)


@pytest.mark.parametrize("header", ["Customers out", "Customers without power", "Affected customers"])
def test_customers_that_are_said_to_be_out_are_taken(tmp_path, header: str) -> None:
    assert columns_of(tmp_path, f"Region,Status,Told by,{header},Since\n{ROWS}", "outages")["customers"] == (header,)


def test_who_says_a_figure_may_stand_before_it(tmp_path) -> None:
    text = f'Region,Told by,Customers out,Since\nA,DTEK,"utility says 12,400",{DAY}\nB,Mayor,mayor said about 300,{DAY}\n'
    assert opened(tmp_path, text).reports["customers"].map(str).tolist() == ["12,400", "about 300"]


def test_at_a_form_a_refusal_names_boxes_and_no_option(tmp_path) -> None:
    for text in ("foo,bar\nx,y\n", f"Region,Date,Households\nA,{DAY},40\n", "Region,Told by\nA,DTEK\n"):
        error = refused(tmp_path, text)
        assert "--column" in str(error)
        with in_form():
            said = str(error)
        assert ("“" in said, "--" in said, "dataset.toml" in said, "region_code" in said) == (True, False, False, False), said


def test_a_start_that_cannot_be_read_is_named_with_its_cell(tmp_path) -> None:
    error = refused(tmp_path, "Region,Told by,Since\nA,DTEK,31.02.2031\nB,DTEK,soon\n")
    assert error.kind == "outages"
    assert "'Since' holds '31.02.2031'" in str(error)


def test_how_times_are_read_is_told_in_the_language_that_is_spoken(tmp_path) -> None:
    note = plan_of(tmp_path, "Region,Told by,Since\nA,DTEK,20.11.2026\n").guess.notes["started_at"]
    with speaking("uk"):
        assert str(note) == "прочитано як спершу день: 20.11.2026"
