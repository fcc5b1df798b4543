"""Tables of many makes, as people have them: each is mapped, or refused with what to do."""

import json
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from geo.dataset import Dataset
from geo.dataset_toml import FILE
from geo.errors import DataError, UsageError
from geo.new_dataset import kept_as, planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.situation.account import account_of
from geo.table_guess import Given
from geo.view import View, parse_date
from tests.conftest import FIXTURES, UKRAINE
from tests.geo.worlds import squares, write_folder

REGIONS = UKRAINE / "regions.geojson"
US = "us-counties"


def table(folder: Path, text: str, *, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def opened(folder: Path, path: Path, **given: object) -> Dataset:
    """Make a dataset of a table and read it; of the US unless boundaries are given."""
    wanted = {"template": US} if "boundaries" not in given else {}
    one = Given(outages=path, **wanted | given)
    written(planned(one), folder / "dataset", template=one.template)
    return read_dataset(folder / "dataset")


def out_of(dataset: Dataset, code: str, day: str) -> int | None:
    situation = situation_of(dataset, View(date=parse_date(day)))
    return next(region.customers_out for region in situation.regions if region.code == code)


@pytest.mark.long
@pytest.mark.parametrize(("text", "encoding"), [
    ("fips_code,when,customers_out\n1001,2024-07-08 10:00,40\n", "utf-8"),
    ("FIPS;time;out\n1001.0;08.07.2024 10:00;40\n", "utf-8-sig"),
    ("GEOID\tdate\tConsumers Affected\n01001\t20240708\t40\n", "utf-16"),
    ("County FIPS|As Of|Customers Out|Percent\n01001|7/8/2024 2:15 PM|40|0.1\n", "utf-8"),
    ("countyfips,last_updated,numOut,customerCount\n01001,1720447200000,40,100\n", "utf-8"),
    ("fips,t,out\n1001,1720447200,40\n", "utf-8"),
    ("Outages by county\n\nFIPS,Date,Hour,Customers Out\n1001,2024-07-08,13,40\n", "utf-8"),
    ("County,State,Customers Without Power,Snapshot Time\nAUTAUGA,AL,40,2024-07-08T10:00:00-05:00\n", "utf-8"),
    ("Place,When,How many\n#adm2+code,#date,#affected+customers\n1001,2024-07-08,40\n", "utf-8"),
    ("#adm2+code,#date+occurred,#affected+customers\n1001,8 July 2024 10:00,40\n", "utf-8"),
])
def test_a_county_and_its_count_are_found_in_tables_of_many_makes(tmp_path, text, encoding) -> None:
    dataset = opened(tmp_path, table(tmp_path, text, encoding=encoding))
    assert out_of(dataset, "01001", "2024-07-08") == 40
    assert account_of(dataset).off_map == ()


@pytest.mark.long
@pytest.mark.parametrize(("text", "encoding"), [
    ("Область;Дата;Знеструмлено абонентів;Всього\nХарківська область;07.01.2026 18:00;1 200;50.000\n", "cp1251"),
    ("Land;Datum;Uhrzeit;Kunden ohne Strom;Kunden gesamt\nKharkiv;07.01.2026;18:00;1.200;50.000\n", "cp1252"),
    ("Województwo;Data i godzina;Liczba odbiorców bez zasilania;Odbiorców ogółem;Udział\n"
     "Kharkiv;2026-01-07 18:00;1 200;50 000;2,4\n", "cp1250"),
    ("Provincia;Fecha y hora;Clientes sin suministro\nKharkiv;07/01/2026 18:00;1.200\nSumy;17/01/2026 18:00;300\n", "cp1252"),
    ("Région;Date;Heure;Clients privés d'électricité\nKharkiv;07/01/2026;18h00;1\u202f200\nSumy;27/01/2026;18h00;1\n", "utf-8"),
    ("iso_3166_2,time,out\nua-63,2026-01-07T18,\"1,200\"\n", "utf-8"),
])
def test_other_countries_write_their_dates_and_numbers_otherwise(tmp_path, text, encoding) -> None:
    dataset = opened(tmp_path, table(tmp_path, text, encoding=encoding), boundaries=REGIONS)
    assert out_of(dataset, "UA-63", "2026-01-07") == 1200
    assert account_of(dataset).off_map == ()
    assert dataset.settings.zone.key == "Europe/Kyiv"


@pytest.mark.long
def test_utilities_of_one_county_and_time_are_added(tmp_path) -> None:
    dataset = opened(tmp_path, Path(__file__).parents[1] / "fixtures" / "utility.csv")
    assert out_of(dataset, "37183", "2024-09-27") == 127
    counts = account_of(dataset).of("counts")
    assert (counts.read, sum(counts.outcomes.values())) == (4, 4)


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".xlsx", ".parquet", ".json", ".geojson", ".jsonl"])
def test_tables_that_are_no_text(tmp_path, suffix) -> None:
    path = tmp_path / f"table{suffix}"
    frame = pd.DataFrame({"GEOID": ["01001", "01003"], "time": pd.to_datetime(["2024-07-08T10:00", "2024-07-08T11:00"]),
                          "customers_out": [40.0, None]})  # fmt: skip
    rows = [{"GEOID": "01001", "time": "2024-07-08T10:00", "customers_out": 40}, {"GEOID": "01003", "time": "2024-07-08T11:00"}]
    features = [{"type": "Feature", "geometry": None, "properties": row} for row in rows]
    if suffix == ".xlsx":
        frame.to_excel(path, index=False)
    elif suffix == ".parquet":
        frame.to_parquet(path)
    elif suffix == ".jsonl":
        path.write_text("\n".join(map(json.dumps, rows)))
    else:
        content = {"type": "FeatureCollection", "features": features} if suffix == ".geojson" else {"data": {"rows": rows}}
        path.write_text(json.dumps(content))
    dataset = opened(tmp_path, path)
    assert out_of(dataset, "01001", "2024-07-08") == 40
    assert [reason for _, reason in account_of(dataset).off_map] != [], "a blank count is no data, and told"


@pytest.mark.long
def test_a_sparse_table_becomes_reports_and_what_it_lacks_is_stated(tmp_path) -> None:
    text = "Область;Дата;Опис;Обсяг\nСумська область;03.01.2026;нема світла;повністю\nKharkiv;13.01.2026;частина;частково\n"
    path = table(tmp_path, text)
    plan = planned(Given(outages=path, boundaries=REGIONS))
    assert any("source " in line and "table.csv" in line for line in plan.told)
    dataset = opened(tmp_path, path, boundaries=REGIONS)
    states = {r.code: r.state.word for r in situation_of(dataset, View(date=parse_date("2026-01-03"))).affected}
    assert states == {"UA-59": "all"}
    assert set(dataset.reports["source"]) == {"table.csv"}
    settings = tomllib.loads((tmp_path / "dataset" / FILE).read_text(encoding="utf-8"))
    assert "source_role" not in settings["defaults"]["outages"], "the file does not say who speaks"
    assert settings["values"]["outages"]["extent"] == {"повністю": "all", "частково": "part"}


@pytest.mark.long
@pytest.mark.parametrize(("text", "said"), [
    ("foo,bar\n1,2\n", "region_code or place"),
    ("fips,customers_out\n48201,2\n", "--time"),
    ("fips,time,remark\n48201,2024-07-08,none\n", "customers_out"),
    ("ADM1_PCODE,time,customers_out\nXX01,2024-07-08,5\n", "for example, 01001"),
    ("", "cannot be read"),
    ("fips,time,out\n", "no row"),
])
def test_a_table_that_cannot_be_mapped_is_refused_with_what_to_do(tmp_path, text, said) -> None:
    with pytest.raises(DataError) as caught:
        planned(Given(outages=table(tmp_path, text), template=US))
    assert said in str(caught.value)
    assert "Remedy:" in str(caught.value)


@pytest.mark.long
def test_a_mapping_is_corrected_in_dataset_toml(tmp_path) -> None:
    path = table(tmp_path, "fips,time,customers_out,really_out\n1001,2024-07-08,1,40\n")
    opened(tmp_path, path)
    toml = tmp_path / "dataset" / FILE
    toml.write_text(toml.read_text(encoding="utf-8").replace('customers_out = "customers_out"', 'customers_out = "really_out"'))
    assert out_of(read_dataset(tmp_path / "dataset"), "01001", "2024-07-08") == 40
    toml.write_text(toml.read_text(encoding="utf-8").replace('"really_out"', '"truly_out"'))
    with pytest.raises(DataError, match=r"truly_out is missing.*really_out.*\[columns.counts\]"):
        read_dataset(tmp_path / "dataset")


def test_a_county_name_of_several_states_is_listed_with_what_it_may_mean(tmp_path) -> None:
    dataset = opened(tmp_path, table(tmp_path, "county,time,out\nWashington,2024-07-08,1\nAutauga,2024-07-08,2\n"))
    account = account_of(dataset)
    assert len(account.off_map) == 1
    assert any("may mean" in note for note in account.of("counts").notes)


def test_an_existing_folder_is_left_alone(tmp_path) -> None:
    path = table(tmp_path, "fips,time,out\n1001,2024-07-08,40\n")
    opened(tmp_path, path)
    with pytest.raises(UsageError, match="not empty"):
        opened(tmp_path, path)


def test_files_of_one_name_are_kept_apart(tmp_path) -> None:
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
    outages = table(tmp_path / "a", "fips,time,out\n1001,2024-07-08,40\n", name="data.csv")
    customers = table(tmp_path / "b", "fips,customers\n1001,500\n", name="data.csv")
    stations = table(tmp_path / "c", "name,voltage,lon,lat\nWest,330,-86.6,32.5\n", name="data.csv")
    dataset = opened(tmp_path, outages, customers=customers, substations=stations)
    assert out_of(dataset, "01001", "2024-07-08") == 40
    assert list(dataset.substations["name"]) == ["West"]
    folder = tmp_path / "dataset"
    for key, source in {"counts": outages, "customers": customers, "substations": stations}.items():
        assert (folder / f"{key}.csv").read_bytes() == source.read_bytes()
    assert dataset.settings.sources[:3] == ("data.csv", "data.csv", "data.csv"), "as their maker calls them"


@pytest.mark.parametrize("name", ["gazetteer.csv", "regions.json", "basemap.geojson", "places.csv", "dataset.toml.csv"])
def test_a_file_of_the_user_takes_no_name_of_the_template_or_the_dataset(tmp_path, name) -> None:
    text = '[{"fips": "1001", "time": "2024-07-08", "out": 40}]' if "json" in name else "fips,time,out\n1001,2024-07-08,40\n"
    dataset = opened(tmp_path, table(tmp_path, text, name=name))
    assert out_of(dataset, "01001", "2024-07-08") == 40
    for lent in ("regions.json", "gazetteer.csv", "basemap.geojson"):
        assert (tmp_path / "dataset" / lent).read_bytes() == (UKRAINE.parent / US / lent).read_bytes()
    assert not (tmp_path / "dataset" / "places.csv").exists()


@pytest.mark.parametrize(("given", "kept"), [
    ("Storm Data (final).csv", "counts.csv"), ("storm.2024.csv", "counts.csv"), ("storm.csv.gz", "counts.csv.gz"),
    ("land.osm.pbf", "counts.osm.pbf"), ("TABLE.XLSX", "counts.XLSX"), ("areas.shp.zip", "counts.shp.zip"), ("areas", "counts"),
])  # fmt: skip
def test_a_file_is_kept_under_its_key_and_its_own_suffix(given, kept) -> None:
    assert kept_as("counts", Path("folder.d") / given) == kept


def test_a_shapefile_comes_with_its_parts_whatever_its_name_is(tmp_path) -> None:
    source = tmp_path / "areas [2024].shp"
    squares().to_file(source)
    squares().to_file(tmp_path / "areas 2.shp")
    path = table(tmp_path, "code,time,customers_out\nA,2024-07-08,40\n")
    dataset = opened(tmp_path, path, boundaries=source)
    assert list(dataset.regions["code"]) == ["A", "B", "C"]
    kept = {one.name for one in (tmp_path / "dataset").glob("regions.*")}
    assert kept == {"regions.shp", "regions.shx", "regions.dbf", "regions.prj", "regions.cpg"}


def test_what_a_file_is_kept_as_is_told(tmp_path) -> None:
    path = table(tmp_path, "fips,time,out\n1001,2024-07-08,40\n")
    assert "table.csv is kept as counts.csv" in planned(Given(outages=path, template=US)).told


def test_a_template_lends_its_ground_and_not_what_was_said_of_it(tmp_path, monkeypatch) -> None:
    lender = write_folder(tmp_path / "lender", regions=squares().to_json(), outages="record_id,region_code\n1,A\n")
    monkeypatch.setattr("geo.new_dataset.TEMPLATES", tmp_path)
    path = table(tmp_path, "region_code,started_at,extent\nB,2024-07-08,all\n")
    plan = planned(Given(outages=path, template=lender.name, kind="outages"))
    written(plan, tmp_path / "dataset", template=lender.name)
    dataset = read_dataset(tmp_path / "dataset")
    assert list(dataset.regions["code"]) == ["A", "B", "C"]
    assert list(dataset.reports["region_code"]) == ["B"]


def test_a_key_that_the_template_has_is_refused(tmp_path, monkeypatch) -> None:
    write_folder(tmp_path / "lender", regions=squares().to_json(),
                 gazetteer="name,kind,region_code,lon,lat\nPort,city,A,0.5,0.5\n")
    monkeypatch.setattr("geo.new_dataset.TEMPLATES", tmp_path)
    own = table(tmp_path, "name,kind,region_code,lon,lat\nPort,city,A,0.5,0.5\n")
    with pytest.raises(UsageError, match=r"has gazetteer of its own \(gazetteer.csv\)"):
        planned(Given(template="lender", gazetteer=own))


def test_boundaries_beside_a_template_are_refused(tmp_path) -> None:
    with pytest.raises(UsageError, match="either a template or a file of boundaries"):
        planned(Given(template=US, boundaries=REGIONS))


@pytest.mark.parametrize("there", [False, True])
def test_what_fails_half_way_leaves_nothing_behind(tmp_path, there) -> None:
    path = table(tmp_path, "fips,time,out\n1001,2024-07-08,40\n")
    plan = planned(Given(outages=path, template=US))
    path.unlink()
    folder = tmp_path / "home" / "dataset"
    if there:
        folder.mkdir(parents=True)
    with pytest.raises(FileNotFoundError):
        written(plan, folder, template=US)
    left = [one for one in (tmp_path / "home").rglob("*") if one != folder]
    assert (left, folder.exists()) == ([], there)
    table(tmp_path, "fips,time,out\n1001,2024-07-08,40\n")
    written(plan, folder, template=US)
    assert out_of(read_dataset(folder), "01001", "2024-07-08") == 40


def test_a_new_folder_can_be_read_by_those_who_can_read_its_neighbours(tmp_path) -> None:
    opened(tmp_path, table(tmp_path, "fips,time,out\n1001,2024-07-08,40\n"))
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "dataset").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_unknown_template_is_told(tmp_path) -> None:
    with pytest.raises(UsageError, match="us-counties"):
        planned(Given(template="mars"))


@pytest.mark.long
@pytest.mark.parametrize(("columns", "code"), [(("NAME_1", "HASC_1"), "UA.KK"), (("ADM1_EN", "ADM1_PCODE"), "UA63"),
                                               (("shapeName", "shapeISO"), "UA-63")])  # fmt: skip
def test_boundaries_are_known_by_the_codes_that_the_table_gives(tmp_path, columns, code) -> None:
    name, coded = columns
    content = json.loads(REGIONS.read_text(encoding="utf-8"))
    for number, feature in enumerate(content["features"]):
        own = feature["properties"]
        its_code = code if own["code"] == "UA-63" else f"ZZ{number:02}"
        feature["properties"] = {"OBJECTID": number, name: own["name"], coded: its_code}
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    dataset = opened(tmp_path, table(tmp_path, f"area_code,time,out\n{code.lower()},2026-01-07,9\n"), boundaries=path)
    assert out_of(dataset, code, "2026-01-07") == 9
    assert "Kharkiv Oblast" in set(dataset.regions["name"])


@pytest.mark.long
@pytest.mark.parametrize(("name", "rows"), [("eaglei_2024_harris_beryl.csv", 42), ("eaglei_2025.csv", 29),
                                            ("odin_2026-06.json", 8)])
def test_real_feeds_account_for_each_row(tmp_path, name, rows) -> None:
    dataset = opened(tmp_path, FIXTURES / name, customers=FIXTURES / "eaglei_customers.csv")
    counts, customers = account_of(dataset).of("counts"), account_of(dataset).of("customers")
    assert counts.read == sum(counts.outcomes.values()) == rows
    assert customers.read == sum(customers.outcomes.values()) == 67
    assert customers.outcomes["totals"] == 1
    assert all("blank" in reason for _, reason in account_of(dataset).off_map)


def test_a_night_of_eaglei_is_an_evening_in_the_dataset_zone(tmp_path) -> None:
    dataset = opened(tmp_path, FIXTURES / "eaglei_2025.csv")
    assert out_of(dataset, "48453", "2024-12-31") == 1, "00:00 UTC on 1 January is the evening before"


def test_the_vintage_of_2023_calls_the_count_sum(tmp_path) -> None:
    text = "fips_code,county,state,sum,run_start_time\n1001,Autauga,Alabama,40,2023-07-08 10:00:00\n"
    assert out_of(opened(tmp_path, table(tmp_path, text)), "01001", "2023-07-08") == 40


@pytest.mark.long
def test_rows_of_odin_are_added_and_its_forecasts_are_told(tmp_path) -> None:
    rows = [{"communitydescriptor": "48201", "metersaffected": n, "name": f"U{n}", "reportedstarttime": time,
             "estimatedrestorationtime": back} for n, time, back in [
                 (5, "2026-06-23T20:00:00+00:00", '{"ert": "2026-06-24T02:00:00Z"}'), (7, None, None)]]  # fmt: skip
    path = table(tmp_path, json.dumps({"total_count": 9, "results": rows}), name="odin.json")
    plan = planned(Given(outages=path, template=US))
    assert any("2 of 9 records" in line for line in plan.told)
    assert any("2026-06-24T02:00:00Z" in line for line in plan.told)
    assert out_of(opened(tmp_path, path), "48201", "2026-06-23") == 12


def test_a_sum_of_the_utilities_of_a_county_is_not_added_to_them(tmp_path) -> None:
    text = ("fips,time,utility,out\n1001,2031-07-08,North Co-op,30\n1001,2031-07-08,South Co-op,12\n1001,2031-07-08,All,42\n"
            "1003,2031-07-08,All,7\n")  # fmt: skip
    path = table(tmp_path, text)
    assert "'All', which are sums" in "\n".join(planned(Given(outages=path, template=US)).told)
    dataset = opened(tmp_path, path)
    assert (out_of(dataset, "01001", "2031-07-08"), out_of(dataset, "01003", "2031-07-08")) == (42, 7)
    counts = account_of(dataset).of("counts")
    assert counts.read == sum(counts.outcomes.values()) == 4
    assert counts.outcomes["a sum of the others of its region and time"] == 1


def test_rows_that_nothing_tells_apart_are_told_of(tmp_path) -> None:
    path = table(tmp_path, "fips,time,out\n1001,2031-07-08,30\n1001,2031-07-08,12\n")
    assert "2 rows share their region and time" in "\n".join(planned(Given(outages=path, template=US)).told)


@pytest.mark.parametrize("column", ["outage_duration_minutes", "avg_customers_out", "hours", "MW lost"])
def test_a_figure_of_other_things_is_no_count_of_customers(tmp_path, column) -> None:
    with pytest.raises(DataError, match="customers_out"):
        planned(Given(outages=table(tmp_path, f"fips,time,{column}\n1001,2031-07-08,90\n"), template=US, kind="counts"))


def test_the_peak_of_those_out_is_no_number_of_all_customers(tmp_path) -> None:
    plan = planned(Given(outages=table(tmp_path, "fips,time,customers_out,max_customers\n1001,2031-07-08,40,90\n"), template=US))
    assert "customers_total" not in plan.mappings["counts"].columns


def test_yes_and_no_may_be_meant_by_0_and_1(tmp_path) -> None:
    path = table(tmp_path, "fips,time,affected\n1001,2031-07-08,1\n1003,2031-07-08,0\n1005,2031-07-08,1\n")
    assert "only 0 and 1" in "\n".join(planned(Given(outages=path, template=US)).told)


@pytest.mark.long
def test_an_outage_has_a_day_and_a_clock_for_its_start_and_its_end(tmp_path) -> None:
    text = ("Area;Outage Start Date;Outage Start Time;Outage Restoration Date;Outage Restoration Time;Customers Affected;"
            "Total Customers\nKharkiv;Tuesday, July 08, 2031;5:00:00 PM;Wednesday, July 09, 2031;3:30:00 AM;3.00E+05;9000000\n"
            "Sumy;Tuesday, July 08, 2031;6:00:00 PM;NA;NA;0;400000\nPoltava;Tuesday, July 08, 2031;6:00:00 PM;NA;NA;NA;1\n")
    reports = opened(tmp_path, table(tmp_path, text), boundaries=REGIONS).reports
    assert list(reports.loc[reports.index[0], ["started_at", "ended_at"]]) == ["2031-07-08T17:00:00", "2031-07-09T03:30:00"]
    assert str(reports["customers"].iat[0]) == "300,000"
    assert list(reports["extent"]) == ["part", "unknown", "unknown"], "nobody out, or no figure, colours nothing"


@pytest.mark.long
def test_the_time_by_which_power_is_expected_back_ends_nothing(tmp_path) -> None:
    path = table(tmp_path, "oblast,start_time,expected_end_time,cause,status\nSumy,2031-07-08 10:00,2031-07-08 12:00,storm,new\n")
    plan = planned(Given(outages=path, boundaries=REGIONS))
    assert "ended_at" not in plan.mappings["outages"].columns
    assert any("expected_end_time says when power is expected back" in line for line in plan.told)


@pytest.mark.long
def test_a_record_s_own_record_holds_its_point(tmp_path) -> None:
    rows = [{"region": "Old Town ward", "date": "2031-07-08T10:00:00", "status": "on site", "cause": "storm", "consumersOff": 20,
             "centre": {"lat": 50.0, "lng": 36.2}}]  # fmt: skip
    dataset = opened(tmp_path, table(tmp_path, json.dumps({"Items": rows}), name="faults.json"), boundaries=REGIONS)
    assert account_of(dataset).of("reports").outcomes["by point"] == 1


def test_names_that_only_one_state_has_together_are_its_counties(tmp_path) -> None:
    names = ["Allegany", "Calvert", "Caroline", "Carroll", "Charles", "Kent", "Talbot", "Washington", "Worcester"]
    path = table(tmp_path, "area,time,out\n" + "".join(f"{name},2031-07-08,3\n" for name in names))
    assert any("only Maryland" in line for line in planned(Given(outages=path, template=US)).told)
    dataset = opened(tmp_path, path)
    assert out_of(dataset, "24043", "2031-07-08") == 3
    assert account_of(dataset).off_map == ()


@pytest.mark.long
def test_a_table_of_states_is_shown_by_states(tmp_path) -> None:
    path = table(tmp_path, "State,time,Customers Out\nMinnesota,2031-07-08,7\nTennessee,2031-07-08,5\nNevada,2031-07-08,2\n")
    dataset = opened(tmp_path, path)
    assert out_of(dataset, "27", "2031-07-08") == 7
    assert account_of(dataset).off_map == ()


def test_columns_of_dates_are_turned_and_asked_what_their_figures_count(tmp_path) -> None:
    path = table(tmp_path, "fips,2031-07-08,2031-07-09,2031-07-10\n1001,3,4,5\n")
    with pytest.raises(DataError, match=r"'figure' does not say whether it counts customers without power.*customers_out=figure"):
        planned(Given(outages=path, template=US))
    assert planned(Given(outages=path, template=US, columns=("customers_out=figure",))).guess.kind == "counts"


def test_columns_of_dates_with_words_in_them_are_refused_with_how_to_turn_them(tmp_path) -> None:
    path = table(tmp_path, "fips,2031-07-08,2031-07-09,2031-07-10\n1001,out,out,on\n")
    with pytest.raises(DataError, match=r"3 of its columns are dates.*Remedy: turn the columns of dates into rows"):
        planned(Given(outages=path, template=US))


@pytest.mark.long
def test_a_report_keeps_its_county_where_no_substations_are_given(tmp_path) -> None:
    dataset = opened(tmp_path, table(tmp_path, "oblast,substation,start,end\nKharkiv,West 4,2031-07-08 10:00,2031-07-08 12:00\n"),
                     boundaries=REGIONS)  # fmt: skip
    assert account_of(dataset).of("reports").outcomes["by name"] == 1


def test_customers_of_two_outages_of_a_county_are_added(tmp_path) -> None:
    text = ("Utility,County,State,Start Date,Cause,Status,Customers Affected,Incident Id\n"
            "A,Kern,California,2031-07-08 10:00,storm,new,43,1\nA,Kern,California,2031-07-08 11:00,storm,new,5,2\n")
    situation = situation_of(opened(tmp_path, table(tmp_path, text)), View(date=parse_date("2031-07-08")))
    assert str(situation.totals["customers"]) == "48"


@pytest.mark.parametrize(("column", "first", "second", "states"), [
    ("Status", "out", "restored", {"A": "part", "B": "power_on"}),
    ("Coverage", "all", "part", {"A": "all", "B": "part"}),
    ("Status", "confirmed", "confirmed", {}),
])
def test_a_column_whose_words_all_say_how_much_is_out_is_the_extent(tmp_path, column, first, second, states) -> None:
    (tmp_path / "squares.geojson").write_text(squares().to_json())
    text = f"Region,{column},When,Source\nA,{first},2030-05-01,Grid\nB,{second},2030-05-01,Grid\n"
    dataset = opened(tmp_path, table(tmp_path, text), boundaries=tmp_path / "squares.geojson")
    regions = situation_of(dataset, View(date=parse_date("2030-05-01"))).regions
    assert {one.code: one.state.word for one in regions if one.state} == states
