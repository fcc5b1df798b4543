"""What a refusal offers works, and says what is the matter: columns that the user names, row numbers, and times in words."""

import pandas as pd
import pytest

from briefing.state_report import require_complete
from geo.errors import DataError
from geo.new_dataset import NotMapped, planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.situation.account import account_of
from geo.table_guess import Given
from geo.tables.cells import as_quantities
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, columns_of, opened, plan_of, refused, states


@pytest.mark.parametrize("ours", ["started_at", "time"])
def test_a_time_named_by_the_user_is_read_in_the_form_of_its_cells(tmp_path, ours: str) -> None:
    text = "Region;Qaxta;Qayda;Customers out\n" \
           "A;13.07.2031 09:00:00;note;1.250\nB;08.07.2031 09:30:00;;860\nC;08.07.2031 10:00:00;;75\n"
    dataset = opened(tmp_path, text, columns=(f"{ours}=Qaxta",))
    assert set(states(dataset, DAY)) == {"B", "C"}


def test_an_end_named_by_the_user_is_read_in_the_form_of_its_cells(tmp_path) -> None:
    text = "Region;Qaxta;Qayt;Customers affected;Cause\nA;08.07.2031 09:00;09.07.2031 10:00;1250;storm\n" \
           "B;08.07.2031 09:30;13.07.2031 11:00;860;ice\n"
    plan = plan_of(tmp_path, text, columns=("started_at=Qaxta", "ended_at=Qayt"))
    assert plan.mappings["outages"].reading.date_format == "day first"
    assert any("as you say; read as day first: 08.07.2031 09:00" in line for line in map(str, plan.told))


def test_a_turkish_header_is_known_by_its_letters(tmp_path) -> None:
    text = "Region;Başlangıç;Bitiş;Customers affected\nA;08.07.2031 09:00;09.07.2031 10:00;1250\n"
    columns = plan_of(tmp_path, text).mappings["outages"].columns
    assert (columns["started_at"], columns["ended_at"]) == (("Başlangıç",), ("Bitiş",))


@pytest.mark.parametrize(("text", "lacks"), [
    (f"Wo,Customers out,Time\nNirgends,5,{DAY}\nNimmer,7,{DAY}\n", "region_code"),
    (f"Region,Qaxta,Time\nA,x,{DAY}\nB,y,{DAY}\n", "customers_out"),
])  # fmt: skip
def test_a_folder_whose_table_was_refused_says_so_when_it_is_read(tmp_path, text: str, lacks: str) -> None:
    plan = refused(tmp_path, text).plan
    assert plan is not None
    written(plan, tmp_path / "dataset")
    with pytest.raises(DataError, match="the dataset is not complete") as caught:
        read_dataset(tmp_path / "dataset")
    [fault] = caught.value.faults
    assert f"no column is {lacks}" in str(fault.what)
    assert f'{lacks} = "NAME OF THE COLUMN"' in str(fault.remedy)


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_state_of_reports_that_were_refused_ends_with_1_for_programs_too(tmp_path, run, form: tuple[str, ...]) -> None:
    plan = refused(tmp_path, "Region,Customers affected,Cause,Source\nA,5,storm,us\nB,7,ice,us\n").plan
    written(plan, tmp_path / "dataset")
    code, out, err = run("state", tmp_path / "dataset", *form)
    assert (code, "no column is started_at" in err) == (1, True)
    assert out, "what there is is told all the same"


def test_reports_that_were_refused_open_and_are_told_to_be_incomplete(tmp_path) -> None:
    plan = refused(tmp_path, "Region,Customers affected,Cause,Source\nA,5,storm,us\nB,7,ice,us\n").plan
    assert plan is not None
    written(plan, tmp_path / "dataset")
    dataset = read_dataset(tmp_path / "dataset")
    notes = account_of(dataset).of("reports").notes
    assert any("the dataset is not complete" in note and "no column is started_at" in note for note in notes)
    with pytest.raises(DataError, match="no column is started_at"):  # `state` ends so
        require_complete(dataset)


@pytest.mark.parametrize("when", [
    "Selasa, 8 Juli 2031", "8 Temmuz 2031 Salı", "mardi 8 juillet 2031", "terça-feira, 8 de julho de 2031",
    "8 липня 2031", "8 lipca 2031 r.", "الثلاثاء، ٨ يوليو ٢٠٣١", "8 जुलाई 2031", "2031-07-08 07 h 30", 
    "8. Juli 2031 um 7:30 Uhr", "08.07.2031 0730 hrs", "8 Juli 2031 07.30 WIB",
])  # fmt: skip
def test_a_date_in_words_of_many_languages_is_read(tmp_path, when: str) -> None:
    dataset = opened(tmp_path, f'Region,Customers out,Date\nA,5,"{when}"\nB,7,"{when}"\n')
    assert set(states(dataset, DAY)) == {"A", "B"}


def test_a_clock_beside_a_day_in_words_keeps_its_zone(tmp_path) -> None:
    text = 'Region,Customers out,Tanggal,Pukul\nA,5,"Selasa, 8 Juli 2031",23.30 WIB\n'
    assert plan_of(tmp_path, text).mappings["counts"].columns["time"] == ("Tanggal", "Pukul")


def test_a_time_that_cannot_be_read_is_said_first_and_no_other_column_is_offered(tmp_path) -> None:
    rows = "A;4;312;ice;Tag 8 im 2031sten Jahr\nB;2;55;ice;Tag 9 im 2031sten Jahr\n"
    said = str(refused(tmp_path, f"Region;Jobs;Customers affected;Cause;Updated\n{rows}"))
    assert said.startswith("table.csv: 'Updated' holds 'Tag 8 im 2031sten Jahr'")
    assert "customers_out=Jobs" not in said


@pytest.mark.parametrize("header", ["No", "N°", "#", "OBJECTID", "FID", "Sr. No.", "S.No", "Kram", "Zzz"])
def test_a_number_of_a_row_is_never_offered_as_customers(tmp_path, header: str) -> None:
    text = f"{header},Region,Xqz,Time\n1,A,500,{DAY}\n2,B,70,{DAY}\n3,C,70,{DAY}\n"
    said = str(refused(tmp_path, text))
    assert ("customers_out=Xqz" in said, f"customers_out={header}" in said) == (True, False)


@pytest.mark.parametrize(("cell", "figure"), [
    ("12,50,000", 1_250_000), ("1.2 lakh", 120_000), ("2 crore", 20_000_000), ("4,3 juta", 4_300_000),
])  # fmt: skip
def test_figures_of_india_and_indonesia_are_read(tmp_path, cell: str, figure: int) -> None:
    dataset = opened(tmp_path, f'Region,Customers out,Date\nA,"{cell}",{DAY}\nB,"3,05,000",{DAY}\n')
    assert [one.customers_out for one in situation_of(dataset, View(date=parse_date(DAY))).regions[:2]] == [figure, 305_000]


@pytest.mark.parametrize(("cell", "figure"), [
    ("понад 5 тис. абонентів", ">5000"), ("близько 3 тис.", "~3000"), ("до 200", "<201"), ("майже 8 тис.", "~8000"),
    ("5–7 тис.", "5000..7000"), ("12,4 тис. абонентів", "12400"), ("37 населених пунктів", "37 населених пунктів"),
])  # fmt: skip
def test_bounds_in_words_are_quantities(cell: str, figure: str) -> None:
    assert as_quantities(pd.Series([cell]), decimal=",").tolist() == [figure]


def test_a_table_of_figures_in_words_is_read_as_reports_with_their_bounds(tmp_path) -> None:
    rows = f"A;понад 5 тис.;{DAY}\nB;5–7 тис.;{DAY}\nC;до 200;{DAY}\n"
    dataset = opened(tmp_path, f"Область;Без світла;Станом на\n{rows}")
    assert dataset.reports["customers"].map(str).tolist() == ["at least 5,000", "5,000 to 7,000", "fewer than 201"]


def test_districts_of_one_snapshot_are_added_and_one_without_outage_says_nothing_of_its_region(tmp_path) -> None:
    rows = f"A,North,8400,{DAY} 14:30\nA,South,12100,{DAY} 15:30\nB,East,0,{DAY} 14:45\nC,West,77,{DAY} 15:00\n"
    dataset = opened(tmp_path, f"Region,Zila,Customers out,Time\n{rows}")
    shown = {one.code: one.customers_out for one in situation_of(dataset, View(date=parse_date(DAY))).regions}
    assert (shown["A"], shown["C"], states(dataset, DAY)) == (20_500, 77, {"A": "part", "C": "part"})


def test_nobody_out_of_a_whole_region_at_a_moment_is_power_on(tmp_path) -> None:
    dataset = opened(tmp_path, f"Область;Без світла;Станом на\nAland;понад 500;{DAY}\nBland;0;{DAY}\nCland;~20;{DAY}\n")
    assert states(dataset, DAY) == {"A": "part", "B": "power_on", "C": "part"}


def test_nobody_out_of_an_outage_leaves_its_region_unknown(tmp_path) -> None:
    dataset = opened(tmp_path, f"Область;Customers affected;Start;Cause\nAland;500;{DAY} 10:00;ice\nBland;0;{DAY} 10:00;ice\n")
    assert states(dataset, DAY) == {"A": "part"}


@pytest.mark.parametrize("header", ["CUST_TRACK", "Customers on record", "Total accounts",
                                    "إجمالي المشتركين",
                                    "Jumlah Pelanggan", "মোট গ্রাহক"])
def test_all_customers_are_known_by_more_names(tmp_path, header: str) -> None:
    columns = columns_of(tmp_path, f"Region,Customers out,{header},Time\nA,50,400,{DAY}\nB,7,900,{DAY}\n", "counts")
    assert columns["customers_total"] == (header,)


def test_individuals_are_people_and_families_are_not(tmp_path) -> None:
    text = f"Region,Families without electricity,Individuals without electricity,Date\nA,65,390,{DAY}\nB,9,54,{DAY}\n"
    assert columns_of(tmp_path, text, "outages")["people"] == ("Individuals without electricity",)


def test_a_feed_of_counties_on_a_map_of_states_is_refused_with_where_the_counties_are(tmp_path) -> None:
    path = tmp_path / "eaglei.csv"
    path.write_text("fips_code,county,state,sum,run_start_time\n12123,Taylor,Florida,40,2031-07-08 10:00:00\n"
                    "12079,Madison,Florida,0,2031-07-08 10:00:00\n")  # fmt: skip
    with pytest.raises(NotMapped, match=r"none of its codes, such as '12123', is of a region.*--template us-counties"):
        planned(Given(outages=path, country="US"))
