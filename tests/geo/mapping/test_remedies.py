"""What a refusal offers works, and says what is the matter: columns that the user names, row numbers, and times in words."""

import pytest

from briefing.state_report import require_complete
from geo.errors import DataError
from geo.new_dataset import written
from geo.read import read_dataset
from geo.situation.account import account_of
from tests.geo.test_foreign_tables import DAY, opened, plan_of, refused, states


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
