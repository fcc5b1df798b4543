"""A real PostgreSQL with PostGIS: the map of its tables is the map of the files they were loaded from."""

import json
import shutil
from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import psycopg
import pytest
import sqlalchemy as sa

from briefing.export import html_of
from geo.errors import DataError, Refused
from geo.places.features import read_basemap
from geo.read import read_dataset
from geo.situation.account import account_of, as_data
from geo.sources.postgis import read_table
from geo.view import View
from tests.conftest import UKRAINE
from tests.folders import name_in_toml
from tests.geo.worlds import squares, write_folder
from tests.servers import PASSWORD

POINTS = ("gazetteer", "substations")


@pytest.fixture
def run(database: str) -> Callable[..., None]:
    """Run statements in the database."""

    def statements(*texts: str) -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            for text in texts:
                connection.execute(text)

    return statements


@pytest.fixture
def load(database: str) -> Callable[..., None]:
    """Load a frame into a table, with a key that keeps its rows in order."""

    def loaded(frame: pd.DataFrame, table: str, schema: str = "public") -> None:
        engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.execute(sa.schema.CreateSchema(schema, if_not_exists=True))
            frame = frame.reset_index(drop=True)
            if isinstance(frame, gpd.GeoDataFrame):
                frame.to_postgis(table, connection, schema=schema, if_exists="replace", index=True, index_label="fid")
            else:
                frame.to_sql(table, connection, schema=schema, if_exists="replace", index=True, index_label="fid")
            connection.execute(sa.text(f'alter table "{schema}"."{table}" add primary key (fid)'))
        engine.dispose()

    return loaded


def at(database: str, table: str, more: str = "") -> str:
    return f"{database}?table={table}{more}"


def test_the_map_of_the_tables_is_the_map_of_the_files(database, load, tmp_path, ukraine):
    load(gpd.read_file(UKRAINE / "regions.geojson"), "regions", "map")
    load(read_basemap(UKRAINE / "basemap.geojson"), "basemap", "map")
    for name in POINTS:
        table = pd.read_csv(UKRAINE / f"{name}.csv", dtype=str, keep_default_na=False)
        points = gpd.points_from_xy(table["lon"].astype(float), table["lat"].astype(float), crs="EPSG:4326")
        load(gpd.GeoDataFrame(table.drop(columns=["lon", "lat"]), geometry=points), name)
    for name in ("outages", "settlements"):
        load(pd.read_csv(UKRAINE / f"{name}.csv", dtype=str, keep_default_na=False), name)
    folder = tmp_path / "ukraine"
    folder.mkdir()
    shutil.copy(UKRAINE / "dataset.toml", folder)
    for name in (*POINTS, "outages", "settlements", "map.regions", "map.basemap"):
        name_in_toml(folder, **{name.removeprefix("map."): at(database, name)})
    dataset = read_dataset(folder)
    page = html_of(dataset, View())
    assert page == html_of(ukraine, View())
    told = json.dumps(as_data(account_of(dataset)))
    assert "table map.regions" in told
    for secret in (PASSWORD, "p%40ss", "grid:"):
        assert secret not in told
    for kept in (tmp_path / "cache").rglob("*"):
        assert kept.is_dir() or (PASSWORD.encode() not in kept.read_bytes() and b"p%40ss" not in kept.read_bytes())


def test_what_changes_in_the_database_is_on_the_map_at_the_next_opening(database, load, run, tmp_path):
    row = {"record_id": "1", "region_code": "A", "started_at": pd.Timestamp("2026-01-07T22:30Z")}
    load(pd.DataFrame([row | {"source": "Grid office", "source_role": "operator", "extent": "all"}]), "live")
    folder = name_in_toml(write_folder(tmp_path / "w"), outages=at(database, "live"))
    first = read_dataset(folder).reports
    assert first["started"].iat[0].start.isoformat() == "2026-01-08T00:30:00+02:00"
    run("insert into live select 7, '2', 'B', started_at, source, source_role, extent from live")
    assert read_dataset(folder).reports["record_id"].tolist() == ["1", "2"]


def test_shapes_in_another_crs_are_brought_to_degrees(database, load):
    load(squares().to_crs(3857), "metres")
    read = read_table(at(database, "public.metres"), timeout_s=30)
    assert read.crs == "EPSG:4326"
    assert read.total_bounds.tolist() == pytest.approx([0, 0, 3, 1], abs=1e-9)


@pytest.mark.parametrize(("statement", "reason"), [
    ("update odd set geometry = ST_SetSRID(geometry, 0)", "do not declare their CRS"),
    ("update odd set geometry = ST_SetSRID(geometry, 3857) where code = 'B'", "several CRS (SRID 3857, 4326)"),
    ("alter table odd add column label_at geometry", "several columns of shapes (geometry, label_at)"),
    ("drop table odd", "no table public.odd"),
])  # fmt: skip
def test_shapes_that_nobody_could_place_are_refused(database, load, run, statement, reason):
    load(squares(), "odd")
    run("alter table odd alter column geometry type geometry")
    run(statement)
    with pytest.raises(Refused, match=reason.replace("(", r"\(").replace(")", r"\)")):
        read_table(at(database, "odd"), timeout_s=30)


def test_one_of_several_columns_of_shapes_is_named_in_the_address(database, load, run):
    load(squares(), "two")
    run("alter table two add column label_at geometry(Point, 4326)", "update two set label_at = ST_Centroid(geometry)")
    read = read_table(at(database, "two", "&geometry=label_at"), timeout_s=30)
    assert set(read.geom_type) == {"Point"}
    assert list(read.columns) == ["fid", "code", "name", "geometry"]


def test_names_with_quotes_percents_and_orders_in_them_are_only_names(database, run):
    run('create table "odd "" %; drop table x" ("a "" %s :b" int, "Größe" text[])',
        """insert into "odd "" %; drop table x" values (1, '{a,b}'), (null, null)""")
    read = read_table(at(database, "public.odd%20%22%20%25%3B%20drop%20table%20x"), timeout_s=30)
    assert sorted(map(tuple, read.to_numpy())) == [("", ""), ("1", "a; b")]
    assert list(read.columns) == ['a " %s :b', "Größe"]


def test_a_table_without_a_key_comes_in_one_order_however_it_lies(database, run):
    run("create table loose (code text)", "insert into loose values ('b'), ('a'), ('c')")
    first = read_table(at(database, "loose"), timeout_s=30)
    run("delete from loose where code = 'a'", "insert into loose values ('a')")
    pd.testing.assert_frame_equal(read_table(at(database, "loose"), timeout_s=30), first)


def test_nothing_can_be_written_through_an_address(database, run):
    body = "insert into written values (1) returning n"
    run("create table written (n int)", f"create function f() returns int language sql as '{body}'",
        "create view sly as select f() as n")  # fmt: skip
    with pytest.raises(Refused, match="read-only transaction"):
        read_table(at(database, "sly"), timeout_s=30)


def test_a_query_without_an_end_is_cut(database, run):
    run("create view slow as select pg_sleep(60)::text as n")
    with pytest.raises(Refused, match="statement timeout"):
        read_table(at(database, "slow"), timeout_s=1)


@pytest.mark.parametrize("address", [
    "postgresql://grid:hush@127.0.0.1:1/postgres?table=regions", "postgresql://grid:hush@127.0.0.1/postgres",
    "postgresql://grid:hu/sh@127.0.0.1:x/postgres?table=regions", "postgresql://grid@127.0.0.1:1/postgres?password=hush&table=t",
    "postgresql://grid:hush@127.0.0.1:1/postgres?table=t&nonsense=hush",
])  # fmt: skip
def test_an_address_that_cannot_be_used_is_told_without_its_password(address, tmp_path):
    folder = name_in_toml(write_folder(tmp_path / "w"), regions=address)
    with pytest.raises(DataError) as caught:
        read_dataset(folder)
    assert "hush" not in str(caught.value)
    assert "hu/sh" not in str(caught.value)
    assert "postgresql://127.0.0.1" in str(caught.value)


def test_a_wrong_password_is_told_without_it(database):
    with pytest.raises(Refused, match="password authentication failed") as caught:
        read_table(at(database.replace("p%40ss%2Fw%3Ard", "wrong-one"), "regions"), timeout_s=30)
    assert "wrong-one" not in str(caught.value)


def test_a_table_that_is_too_large_is_refused(database, load, tmp_path):
    load(squares("ABCDEFGHIJKL"), "large")
    folder = name_in_toml(write_folder(tmp_path / "w", toml="[live]\nmax_mb = 0.001"), regions=at(database, "large"))
    with pytest.raises(DataError, match=r"larger than 0\.001 MB"):
        read_dataset(folder)


def test_the_last_good_state_stays_when_the_database_is_gone(database, load, tmp_path):
    load(squares(), "gone")
    folder = name_in_toml(write_folder(tmp_path / "w"), regions=at(database, "gone"))
    page = html_of(read_dataset(folder), View())
    engine = psycopg.connect(database, autocommit=True)
    engine.execute("drop table gone")
    engine.close()
    assert html_of(read_dataset(folder), View()) == page
    shutil.rmtree(tmp_path / "cache")
    with pytest.raises(DataError, match=r"no table public\.gone"):
        read_dataset(folder)
