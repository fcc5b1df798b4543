"""Tables of other people become maps: what is counted, when, where, and what only the user can say."""

import datetime as dt
import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from geo.dataset import Dataset
from geo.errors import CrsError, UsageError
from geo.new_dataset import NotMapped, Plan, planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.situation.account import account_of
from geo.table_guess import Given
from geo.view import View, parse_date
from tests.folders import name_in_toml
from tests.geo.worlds import squares, write_folder

DAY = "2031-07-08"


def given(folder: Path, content: object, *, name: str = "table.csv", **options: object) -> Given:
    """Lay a table beside three squares: Aland from 0 to 1 degrees east, Bland, Cland."""
    boundaries, path = folder / "squares.geojson", folder / name
    squares().to_file(boundaries, driver="GeoJSON")
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return Given(outages=path, boundaries=boundaries, **{"zone": "Europe/Kyiv"} | options)


def opened(folder: Path, content: object, **options: object) -> Dataset:
    plan = planned(given(folder, content, **options))
    written(plan, folder / "dataset")
    return read_dataset(folder / "dataset")


def plan_of(folder: Path, content: object, **options: object) -> Plan:
    return planned(given(folder, content, **options))


def columns_of(folder: Path, content: object, kind: str, **options: object) -> dict[str, tuple[str, ...]]:
    return dict(plan_of(folder, content, **options).mappings[kind].columns)


def refused(folder: Path, content: object, **options: object) -> NotMapped:
    with pytest.raises(NotMapped) as caught:
        plan_of(folder, content, **options)
    return caught.value


def states(dataset: Dataset, day: str) -> dict[str, str]:
    situation = situation_of(dataset, View(date=parse_date(day)))
    return {region.code: region.state.word for region in situation.regions if region.state > 0}


# What regions are called

def test_names_of_two_letters_are_names_where_the_header_says_so(tmp_path) -> None:
    ground = squares().drop(columns=[c for c in squares() if c not in {"code", "name", "geometry"}])
    ground["name"] = ["Ås", "四川", "Ii"]
    ground.to_file(tmp_path / "ground.geojson", driver="GeoJSON")
    (tmp_path / "table.csv").write_text(f"area,time,customers_out\n四川,{DAY},12\n", encoding="utf-8")
    plan = planned(Given(outages=tmp_path / "table.csv", boundaries=tmp_path / "ground.geojson", zone="Europe/Kyiv"))
    written(plan, tmp_path / "dataset")
    assert read_dataset(tmp_path / "dataset").regions["name"].tolist() == ["Ås", "四川", "Ii"]


# What is counted


def test_people_are_no_customers_but_people(tmp_path) -> None:
    dataset = opened(tmp_path, f"area,time,people affected\nAland,{DAY},1200\n")
    assert dataset.reports["people"].map(str).tolist() == ["1,200"]
    assert dataset.reports["customers"].tolist() == [None]


@pytest.mark.parametrize(
    "column", ["Households without power", "Meters out", "Outages", "Betroffene Haushalte", "value"]
)
def test_what_may_be_no_customers_is_asked_and_taken_when_the_user_says_so(tmp_path, column) -> None:
    text = f"area,time,{column}\nAland,{DAY},40\n"
    error = refused(tmp_path, text)
    assert f'--column "customers_out={column}"' in str(error)
    assert columns_of(tmp_path, text, "counts", columns=(f"customers_out={column}",))["customers_out"] == (
        column,
    )


def test_a_number_of_outages_stands_beside_the_customers_of_a_feed(tmp_path) -> None:
    rows = [{"title": "Aland", "desc": {"n_out": 3, "cust_s": 900, "cust_a": {"val": 88}}},
            {"title": "Bland", "desc": {"n_out": 2, "cust_s": 700, "cust_a": {"val": 32}}}]  # fmt: skip
    columns = columns_of(tmp_path, rows, "counts", name="feed.json", time=DAY)
    assert columns["customers_out"] == ("desc.cust_a.val",)
    assert columns["customers_total"] == ("desc.cust_s",)


@pytest.mark.parametrize("column", ["planned_customers", "unplanned_customers", "scheduled customers total"])
def test_customers_of_planned_work_are_not_all_customers(tmp_path, column) -> None:
    columns = columns_of(tmp_path, f"area,time,affected customers,{column}\nAland,{DAY},40,500\n", "counts")
    assert "customers_total" not in columns


def test_more_customers_out_than_all_means_that_all_are_something_else(tmp_path) -> None:
    text = f"area,time,customers out,customers\nAland,{DAY},40,4\nBland,{DAY},30,3\n"
    assert "customers_total" not in columns_of(tmp_path, text, "counts")


def test_customers_without_service_are_out(tmp_path) -> None:
    rows = [{"name": "Aland", "totalClientsWithoutService": 27, "totalClients": 200},
            {"name": "Bland", "totalClientsWithoutService": 1, "totalClients": 400}]  # fmt: skip
    columns = columns_of(tmp_path, rows, "counts", name="feed.json", time=DAY)
    assert columns["customers_out"] == ("totalClientsWithoutService",)
    assert columns["customers_total"] == ("totalClients",)


def test_a_masked_figure_makes_a_report_of_at_most_so_many(tmp_path) -> None:
    dataset = opened(tmp_path, f"area,time,customers out\nAland,{DAY}T10:00,<5\nBland,{DAY}T10:00,31\n")
    assert dataset.reports["customers"].map(str).tolist() == ["fewer than 5", "31"]
    assert dataset.reports["reported_at"].tolist() == [f"{DAY}T10:00:00"] * 2


def test_all_customers_beside_an_index_are_not_without_power(tmp_path) -> None:
    text = f"area,date,SAIDI,Customers\nAland,{DAY},12.4,50000\nBland,{DAY},3.4,20000\n"
    assert "customers_out" in str(refused(tmp_path, text))


def test_an_affected_population_is_people(tmp_path) -> None:
    columns = columns_of(tmp_path, f"area,date,affected population\nAland,{DAY},1200\n", "outages")
    assert columns["people"] == ("affected population",)


def test_percentages_need_the_number_of_customers(tmp_path) -> None:
    error = refused(tmp_path, f"area,date,Customers out\nAland,{DAY},45%\nBland,{DAY},3 %\n")
    assert "percentages (45%), which need the number of customers" in str(error)


@pytest.mark.long
def test_errors_of_a_spreadsheet_are_blank_and_said(tmp_path) -> None:
    text = f"area,date,Customers out\nAland,{DAY},12\nBland,{DAY},#REF!\nCland,{DAY},#DIV/0!\n"
    assert any("#REF!, #DIV/0!: read as blank" in line for line in plan_of(tmp_path, text).told)
    assert account_of(opened(tmp_path, text)).of("counts").outcomes["used"] == 1


# When


@pytest.mark.parametrize(
    "column",
    ["restore", "ETR", "Estimated Restoration Date", "expected_end", "Voraussichtliches Ende", "est. fix"],
)
def test_a_forecast_is_neither_a_start_nor_an_end(tmp_path, column) -> None:
    text = f"area,started,customers,cause,{column}\nAland,{DAY}T08:00,4,storm,{DAY}T18:00\n"
    plan = plan_of(tmp_path, text)
    assert plan.mappings["outages"].columns["started_at"] == ("started",)
    assert not {"ended_at", "reported_at"} & set(plan.mappings["outages"].columns)
    assert any(f"{column} says when power is expected back" in line for line in plan.told)


@pytest.mark.parametrize("column", ["IncidentNumber", "OBJECTID", "ref", "event_id"])
@pytest.mark.parametrize("number", ["1940940684", "1940940684000"])
def test_an_identifier_is_no_time(tmp_path, column, number) -> None:
    error = refused(tmp_path, f"area,{column},CustomersOut\nAland,{number},12\nBland,{int(number) + 5},1\n")
    assert "--time" in str(error)


def test_the_time_of_capture_is_when_it_was_reported_and_a_series_ends_with_the_first_without_it(
    tmp_path,
) -> None:
    text = ("snapshot_utc,outage_id,status,customers,start_utc,lon,lat\n"
            "2031-07-08T06:00:00Z,7,working,1200,2031-07-07T23:00:00Z,0.5,0.5\n"
            "2031-07-09T06:00:00Z,8,working,40,2031-07-08T23:00:00Z,0.5,0.5\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert dataset.reports["reported_at"].str[:10].tolist() == ["2031-07-08", "2031-07-09"]
    figures = [
        str(situation_of(dataset, View(date=parse_date(day))).totals["customers"])
        for day in ("2031-07-08", "2031-07-09")
    ]
    assert figures == ["1,200", "40"]


def test_the_moment_around_the_rows_is_that_of_a_table_without_times(tmp_path) -> None:
    around = {
        "metadata": {"scraped_at": "2031-07-08 10:07:28 EEST"},
        "areas": [{"area": "Aland", "customers_out": 3}],
    }
    assert states(opened(tmp_path, around, name="feed.json"), DAY) == {"A": "part"}


def test_a_title_says_the_moment_unless_it_may_be_two_days(tmp_path) -> None:
    rows = "area,customers out,customers served\nAland,3,40\n"
    assert (
        plan_of(tmp_path, f"Outages as of 07/18/2031 4:00 PM\n\n{rows}").mappings["counts"].defaults["time"]
        == "2031-07-18T16:00:00"
    )
    assert "no column is time" in str(refused(tmp_path, f"Outages as of 07/08/2031 4:00 PM\n\n{rows}"))


def test_a_row_without_a_day_is_listed_and_the_others_are_drawn(tmp_path) -> None:
    text = ("Date Event Began,Time Event Began,Date of Restoration,Time of Restoration,Area,Customers Affected\n"
            "07/18/2031,05:00:00,07/19/2031,09:30:00,Aland,70\n,03:32:00,07/19/2031,17:46:00,Bland,12\n"
            "07/18/2031,22:16:00,Unknown,Unknown,Cland,40\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert states(dataset, "2031-07-19")["A"] == "part"
    assert set(states(dataset, "2031-07-18")) == {"A", "C"}
    assert [name for name, _ in account_of(dataset).off_map] == ["row 3"]


def test_a_day_that_stands_for_none_refuses_nothing_but_its_row(tmp_path) -> None:
    text = f"area,cause,status,reported,customers\nAland,storm,new,{DAY}T10:00,2\nBland,storm,new,0001-01-01T00:00:00,3\n"
    plan = plan_of(tmp_path, text)
    assert any("hold '0001-01-01T00:00:00', which stands for no time" in line for line in plan.told)
    assert len(account_of(opened(tmp_path, text)).off_map) == 1


def test_clocks_without_a_day_get_that_of_the_user(tmp_path) -> None:
    text = "division,time,reason\nAland,11:00-14:00,PREVENTIVE MAINTENANCE\nBland,22:00-01:00,PREVENTIVE MAINTENANCE\n"
    assert "--time" in str(refused(tmp_path, text))
    dataset = opened(tmp_path, text, time=DAY)
    assert dataset.reports["started_at"].tolist() == [f"{DAY}T11:00:00", f"{DAY}T22:00:00"]
    assert dataset.reports["ended_at"].tolist() == [f"{DAY}T14:00:00", "2031-07-09T01:00:00"]
    assert set(dataset.reports["kind"]) == {"scheduled"}


def test_a_moment_of_points_is_when_they_were_reported(tmp_path) -> None:
    dataset = opened(
        tmp_path,
        "incident_id,customers,estimated_restore_time,lon,lat\nA1,12,,0.5,0.5\n",
        time=f"{DAY}T16:00",
    )
    assert dataset.reports["reported_at"].tolist() == [f"{DAY}T16:00:00"]


@pytest.mark.long
def test_the_message_blames_the_cell_that_cannot_be_read(tmp_path) -> None:
    text = f"area,time,customers out\nAland,{DAY} 13:00,12\nBland,{DAY} noon,8\nCland,this morning,5\n"
    reasons = [reason for _, reason in account_of(opened(tmp_path, text)).off_map]
    assert len(reasons) == 1
    assert "this morning" in reasons[0]


# What kind of statement


def test_a_start_and_an_end_make_a_report_with_an_interval_of_whole_events(tmp_path) -> None:
    text = "Event Start,Event End,State,Number of Customers Affected\n2031-07-08 10:28,2031-07-10 10:29,Aland,5803\n"
    dataset = opened(tmp_path, text)
    assert [states(dataset, f"2031-07-{day:02}") for day in (8, 9, 10)] == [{"A": "part"}] * 3


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("comments", "Planned outage"),
        ("cause", "19 OTHER SCHEDULED"),
        ("outage_type", "Planned"),
        ("Причина", "Планові роботи"),
    ],
)
def test_announced_work_is_scheduled_and_other_rows_are_not(tmp_path, header, cell) -> None:
    rows = f"1,{cell},{DAY}T08:00,6,0.5,0.5\n2,Emergency repair,{DAY}T08:00,6,0.5,0.5\n"
    text = f"incident_id,{header},started,customers,lon,lat\n{rows}"
    kinds = opened(tmp_path, text).reports["kind"].tolist()
    assert kinds[0] == "scheduled"
    assert kinds[1] != "scheduled"


def test_what_a_file_says_of_itself_names_its_maker_and_its_kind(tmp_path) -> None:
    around = {"metadata": {"provider": "West Grid", "title": "Planned outages"},
              "rows": [{"area": "Aland", "from": f"{DAY}T08:00", "to": f"{DAY}T12:00"}]}  # fmt: skip
    report = opened(tmp_path, around, name="feed.json").reports.iloc[0]
    assert (report["source"], report["source_role"], report["kind"]) == ("West Grid", "operator", "scheduled")


@pytest.mark.parametrize(("start", "end"), [
    ("Time Out", "Time In"), ("off_time", "on_time"), ("Data od", "Data do"), ("Began", "Closed"),
])  # fmt: skip
def test_a_start_and_an_end_are_known_by_many_names(tmp_path, start, end) -> None:
    text = f"area,{start},{end},customers affected\nAland,{DAY} 08:00,{DAY} 10:30,12\n"
    columns = columns_of(tmp_path, text, "outages")
    assert (columns["started_at"], columns["ended_at"]) == ((start,), (end,))


def test_no_role_is_made_up(tmp_path) -> None:
    report = opened(tmp_path, f"area,from,to,customers\nAland,{DAY}T08:00,{DAY}T12:00,4\n").reports.iloc[0]
    assert (report["source"], report["source_role"]) == ("table.csv", "")


def test_a_restored_row_says_that_power_is_on_when_it_was_reported(tmp_path) -> None:
    text = ("area,start_time,event,last_update,customers,lon,lat\n"
            f"x,2031-07-06T09:57,Restored,{DAY}T11:28,0,0.5,0.5\ny,2031-07-06T01:02,Active,{DAY}T09:36,12,1.5,0.5\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert dataset.reports["extent"].tolist() == ["none", "part"]
    assert "A" not in states(dataset, "2031-07-06"), "nothing says that power was on then"
    assert states(dataset, DAY)["A"] == "power_on"


def test_a_restored_row_with_an_end_was_an_outage_until_then(tmp_path) -> None:
    text = (
        "id,area,off_time,on_time,customers,status\n1,Aland,2031-07-06 10:00,2031-07-07 12:00,40,Restored\n"
    )
    dataset = opened(tmp_path, text + "2,Bland,2031-07-06 10:00,,4,Active\n")
    assert [states(dataset, day).get("A") for day in ("2031-07-06", "2031-07-07", DAY)] == [
        "part",
        "part",
        None,
    ]


# Where


def test_a_place_beside_a_code_is_kept_and_never_paints_the_whole_region(tmp_path) -> None:
    text = f"record_id;place;region_code;extent;started_at;source;source_role\nr0;Old Town;A;all;{DAY};Office;official\n"
    dataset = opened(tmp_path, text)
    assert dataset.reports["place"].tolist() == ["Old Town"]
    assert states(dataset, DAY) == {"A": "part"}


@pytest.mark.parametrize(
    ("cell", "sign"),
    [("Aland, Bland", ","), ("Aland; Bland", ";"), ("Aland: East Shire; Bland:", "state: places;")],
)
def test_several_regions_in_a_cell_are_a_row_each_of_one_event(tmp_path, cell, sign) -> None:
    text = f'Area,Event Start,Event End,Customers\n"{cell}",{DAY} 01:00,{DAY} 02:00,1908\nCland,{DAY} 01:00,{DAY} 02:00,5\n'
    plan = plan_of(tmp_path, text)
    assert plan.mappings["outages"].reading.split == sign
    dataset = opened(tmp_path, text)
    assert states(dataset, DAY) == {"A": "part", "B": "part", "C": "part"}
    assert dataset.reports["event_id"].tolist()[:2] == ["row 2", "row 2"]
    assert dataset.reports["customers"].map(str).tolist() == ["fewer than 1,909", "fewer than 1,909", "5"]
    totals = situation_of(dataset, View(date=parse_date(DAY))).totals
    assert str(totals["customers"]) == "1,913", "at most 1,908 in each of two regions, and just that in both"


def test_a_place_with_its_region_behind_a_comma_is_not_split(tmp_path) -> None:
    text = f'Area,Event Start,Event End,Customers\n"Old Town, Aland",{DAY} 01:00,{DAY} 02:00,4\nBland,{DAY} 01:00,{DAY} 02:00,5\n'
    assert plan_of(tmp_path, text).mappings["outages"].reading.split == ""


def test_projected_coordinates_need_the_name_of_their_system(tmp_path) -> None:
    text = f"outageId,customers,startTime,easting,northing\n1,8,{DAY} 02:49,55660.0,55660.0\n"
    assert "easting and northing look projected" in str(refused(tmp_path, text))
    assert "--crs" in str(refused(tmp_path, text))
    assert states(opened(tmp_path, text, crs="EPSG:3857"), DAY) == {"A": "part"}


def test_shapes_of_outages_stand_as_points_and_keep_their_kind(tmp_path) -> None:
    ring = [[0.2, 0.2], [0.6, 0.2], [0.6, 0.6], [0.2, 0.6], [0.2, 0.2]]
    rows = [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
             "properties": {"outage_id": n, "outage_type": kind, "customers": 4, "start": f"{DAY}T09:00"}}
            for n, kind in (("X1", "unplanned"), ("X2", "planned"))]  # fmt: skip
    dataset = opened(tmp_path, {"type": "FeatureCollection", "features": rows}, name="feed.geojson")
    assert account_of(dataset).of("reports").outcomes["by point"] == 2
    assert dataset.reports["kind"].tolist()[1] == "scheduled"


def test_all_rows_may_be_in_one_place_that_the_user_names(tmp_path) -> None:
    text = f"feeder,from,to,customers\nF1,{DAY}T08:00,{DAY}T12:00,4\n"
    assert "--place" in str(refused(tmp_path, text))
    assert states(opened(tmp_path, text, place="Bland"), DAY) == {"B": "part"}


def test_regions_without_codes_get_codes_of_their_names(tmp_path) -> None:
    path, boundaries = tmp_path / "table.csv", tmp_path / "named.geojson"
    path.write_text(f"area,date,customers out\nOld Town,{DAY},4\n", encoding="utf-8")
    shapes = squares()
    shapes.assign(NAME_1=["Old Town", "Old Town", "Порт"]).drop(columns=["code", "name"]).to_file(
        boundaries, driver="GeoJSON"
    )
    plan = planned(Given(outages=path, boundaries=boundaries))
    written(plan, tmp_path / "dataset")
    assert any("codes are made from their names" in line for line in plan.told)
    assert read_dataset(tmp_path / "dataset").regions["code"].tolist() == ["OLD-TOWN", "OLD-TOWN-2", "PORT"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (
            {"day": {"GPV1.1": {"1": "yes", "2": "no"}, "GPV2.1": {"1": "no", "2": "no"}}},
            "feed.json",
            "a schedule by queue",
        ),
        ("TIME\tSTAGE1\tSTAGE2\n00:00-02:00\t7\t7\n", "stages.tsv", "a timetable by stage and zone"),
        (
            {"areas": [{"name": "Aland", "out": 4, "areas": [{"name": "x", "out": 4}]}]},
            "feed.json",
            "--sheet areas.areas",
        ),
    ],
)
def test_tables_of_another_make_are_refused_by_their_name(tmp_path, content, name, said) -> None:
    assert said in str(refused(tmp_path, content, name=name))


# New on its own output, and after a refusal


def test_new_reads_a_dataset_s_own_table_as_it_stands(tmp_path) -> None:
    header = "record_id,place,region_code,scope,extent,started_at,people,source,source_role,kind,cause,status"
    text = f"{header}\nr1,,A,the north,all,{DAY},>100,Office,official,damage,attack,confirmed\nr2,,B,,,{DAY},,Office,,,,\n"
    dataset = opened(tmp_path, text)
    first, second = dataset.reports.iloc[0], dataset.reports.iloc[1]
    assert (first["scope"], str(first["people"]), first["cause"], first["status"]) == (
        "the north",
        "at least 100",
        "attack",
        "confirmed",
    )
    assert (second["extent"], second["source_role"]) == ("unknown", "")


def test_a_refused_table_leaves_its_guess_to_be_corrected(tmp_path) -> None:
    error = refused(tmp_path, f"area,as_of,meters_out\nAland,{DAY} 10:00,12\n")
    assert error.plan is not None
    written(error.plan, tmp_path / "dataset")
    toml = tmp_path / "dataset" / "dataset.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("[columns.counts]", '[columns.counts]\ncustomers_out = "meters_out"'), encoding="utf-8"
    )
    assert states(read_dataset(tmp_path / "dataset"), DAY) == {"A": "part"}


def test_of_a_table_that_says_nothing_no_folder_is_made(tmp_path) -> None:
    assert refused(tmp_path, "foo,bar\n1,2\n").plan is None


@pytest.mark.parametrize("wrong", ["customers_out=Meter", "customers_out"])
def test_a_column_that_the_table_has_not_is_told_with_those_it_has(tmp_path, wrong) -> None:
    with pytest.raises(UsageError, match="Its columns are area, Meters"):
        plan_of(tmp_path, "area,Meters\nAland,1\n", columns=(wrong,))


@pytest.mark.long
def test_a_workbook_of_two_headers_is_read_by_the_mapping_that_is_written(tmp_path) -> None:
    rows = [
        ["area", "date", "customers", None],
        [None, None, "total", "out"],
        ["Aland", "2031-07-08", 500, 12],
        ["Bland", DAY, 300, 8],
    ]
    options = given(tmp_path, "")
    path = tmp_path / "table.xlsx"
    pd.DataFrame(rows).to_excel(path, header=False, index=False)
    written(
        planned(Given(outages=path, boundaries=options.boundaries, zone="Europe/Kyiv")), tmp_path / "dataset"
    )
    situation = situation_of(read_dataset(tmp_path / "dataset"), View(date=parse_date(DAY)))
    assert [region.customers_out for region in situation.regions][:2] == [12, 8]


def test_a_crs_that_is_not_known_is_told(tmp_path) -> None:
    text = f"outageId,customers,startTime,easting,northing\n1,8,{DAY} 02:49,55660.0,55660.0\n"
    with pytest.raises(CrsError, match="Unknown CRS 'EPSG:1'"):
        opened(tmp_path, text, crs="EPSG:1")


@pytest.mark.parametrize("shape", ["utf-16", "gzip", "xlsx", "cr", "case"])
def test_a_dataset_s_own_counts_may_have_another_shape(tmp_path, shape) -> None:
    text = "region_code,time,customers_out\nA,2026-01-07T10:00,40\nB,2026-01-07T10:00,7\n"
    folder = write_folder(tmp_path / "own", counts=text)
    path = folder / ("counts.xlsx" if shape == "xlsx" else "counts.csv")
    if shape == "xlsx":
        pd.DataFrame([line.split(",") for line in text.splitlines()]).to_excel(
            path, header=False, index=False
        )
        name_in_toml(folder, counts=path.name)
    elif shape == "gzip":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        others = {
            "cr": text.replace("\n", "\r"),
            "case": text.replace("region_code,time", "Region Code,Time"),
        }
        path.write_bytes(others.get(shape, text).encode("utf-16" if shape == "utf-16" else "utf-8"))
    situation = situation_of(read_dataset(folder), View())
    assert [region.customers_out for region in situation.regions] == [40, 7, None]


def test_the_command_line_says_where_the_guess_of_a_refused_table_lies(run, tmp_path) -> None:
    files = given(tmp_path, f"area,as_of,meters_out\nAland,{DAY} 10:00,12\n")
    options = ("--boundaries", str(files.boundaries), "--outages", str(files.outages))
    code, said, error = run("new", str(tmp_path / "own"), *options)
    assert (code, (tmp_path / "own" / "dataset.toml").exists()) == (1, True)
    assert "Written all the same" in said
    assert '--column "customers_out=meters_out"' in error
    code, said, error = run("new", str(tmp_path / "asked"), *options, "--column", "customers_out=meters_out")
    assert code == 0, error
    assert "1 used" in said


# What a table is that cannot be one


def test_a_table_without_a_header_is_refused_with_its_first_line(tmp_path) -> None:
    said = str(refused(tmp_path, f"Aland,{DAY},10\nBland,{DAY},20\n"))
    assert f"its first line holds values (Aland, {DAY}, 10)" in said


def test_a_table_with_a_column_of_words_for_each_region_is_refused_with_what_to_do(tmp_path) -> None:
    said = str(refused(tmp_path, f"time,Aland,Bland,Cland\n{DAY},dark,light,dark\n"))
    assert "3 of its columns are regions: Aland, Bland, Cland" in said
    assert "unpivot" in said


def test_the_cells_that_are_no_figures_are_blamed_and_no_others(tmp_path) -> None:
    said = str(refused(tmp_path, f"area,time,customers out\nAland,{DAY},10\nBland,{DAY},some\nCland,{DAY},most\n"))
    assert "'customers out' holds 'some', 'most', which is no figure" in said


def test_figures_in_thousands_by_their_header_are_drawn_in_full(tmp_path) -> None:
    dataset = opened(tmp_path, f"area;time;customers out (thousands)\nAland;{DAY};1,5\nBland;{DAY};20\n")
    assert dataset.count_summary.daily["customers_out"].tolist() == [1_500, 20_000]


@pytest.mark.long
def test_days_numbered_by_a_spreadsheet_are_dates_and_an_identifier_is_none(tmp_path) -> None:
    dataset = opened(tmp_path, "area,date,customers out\nAland,48037,10\nBland,48037.5,20\n")
    assert (str(dataset.timeline.first_day), dataset.timeline.days) == ("2031-07-08", 1)
    assert "no column is time" in str(refused(tmp_path, "area,ticket number,customers out\nAland,48037,10\nBland,48038,20\n"))


@pytest.mark.long
def test_what_was_left_out_of_a_table_is_said_by_the_account_of_its_dataset(tmp_path) -> None:
    rows = f"area,time,customers out\nAland,{DAY},10\nBland,{DAY},20\narea,time,crews\nAland,{DAY},3\n"
    notes = account_of(opened(tmp_path, rows)).of("counts").notes
    assert any("a second table begins in row 4" in note for note in notes)


def test_counts_of_days_to_come_are_said(tmp_path) -> None:
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=700)
    dataset = opened(tmp_path, f"area,time,customers out\nAland,{day},10\n")
    assert any(f"{day} is a day to come" in note for note in account_of(dataset).of("counts").notes)


def test_a_table_that_is_refused_for_its_place_leaves_a_folder_that_opens(tmp_path) -> None:
    caught = refused(tmp_path, f"outage id,customers,start time,cause,easting,northing\nQ1,7,{DAY} 10:00,wind,530000,180000\n")
    written(caught.plan, tmp_path / "dataset")
    assert len(account_of(read_dataset(tmp_path / "dataset")).unplaced) == 1
