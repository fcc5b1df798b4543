"""What is fuzzed: every reader of what others write. A target takes bytes; the only errors it may raise are those in words."""

import gzip
import io
import json
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import shapely

from geo.counts import count_rows
from geo.counts.rows import rows_of_file
from geo.errors import OutageBriefError
from geo.places import read_levels
from geo.places.features import read_gazetteer, read_substations
from geo.quantities import parse_quantity
from geo.reports import read_reports
from geo.settings import settings_from
from geo.sources import without_secrets
from geo.sources.http import _unpacked
from geo.sources.postgis import _parts_of
from geo.tables import read_table_file
from geo.times import parse_moment
from geo.view import from_query, to_query

ZONE = ZoneInfo("Europe/Kyiv")
ROOT = Path(__file__).parents[2]
TABLE = pd.DataFrame({"region": ["A", "B"], "time": ["2026-01-07 18:00", "2026-01-07T19:00"], "customers_out": ["5", "1,200"]})
REPORTS = ("record_id,region_code,place,source,source_role,extent,started_at,people,lon,lat,scope,scope_share,services\n"
           "1,A,Town,Office,operator,all,2026-01-07T18:30+02:00,~150,30.5,50.4,north,0.6..0.8,health:backup\n")  # fmt: skip
COUNTS = "region_code,time,customers_out,customers_total\nA,2026-01-07 18:00,5,10\nB,2026-01-07 18:15,0,10\n"
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
FEATURE = {"type": "Feature", "properties": {"code": "A", "name": "Aland", "voltage": "330;110"}, "geometry": SQUARE}
AREAS = json.dumps({"type": "FeatureCollection", "features": [FEATURE]})
TOPOLOGY = json.dumps({
    "type": "Topology", "transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [[[0, 0], [1, 0], [0, 1], [-1, -1]]],
    "objects": {"r": {"type": "Polygon", "arcs": [[0]], "properties": {"code": "A", "name": "Aland"}}},
})  # fmt: skip
TOML = 'title = "T"\ncode = "T"\nzone = "Europe/Kyiv"\ndisclaimer = "D"\nsources = ["S"]\n[files]\nregions = "r.geojson"\n' \
       '[map]\nframe = [1, 2, 3, 4]\n[counts.breaks]\npart = 0.1\n[columns.outages]\nplace = "where"\n'


@dataclass(frozen=True, kw_only=True)
class Target:
    """One reader: what it does with bytes, and good inputs to begin with. `name` is how a file of its kind is called."""

    read: Callable[[Path], object]
    seeds: tuple[bytes, ...]
    name: str = "own"
    wrap: Callable[[bytes], bytes] = bytes


def packed(members: dict[str, bytes], changed: str) -> Callable[[bytes], bytes]:
    """Return what makes a zip in which one member is the input: a zip that is changed itself is only ever refused."""
    def wrap(content: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, member in (members | {changed: content}).items():
                archive.writestr(name, member)
        return file.getvalue()

    return wrap


def workbook() -> dict[str, bytes]:
    file = io.BytesIO()
    TABLE.to_excel(file, index=False)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shapefile(folder: Path) -> dict[str, bytes]:
    import geopandas as gpd

    frame = gpd.GeoDataFrame({"code": ["A"], "name": ["Київ"]}, geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:4326")
    frame.to_file(folder / "r.shp", encoding="cp1251")
    (folder / "r.cpg").unlink()
    return {path.name: path.read_bytes() for path in folder.glob("r.*")}


def parquet() -> bytes:
    file = io.BytesIO()
    TABLE.to_parquet(file)
    return file.getvalue()


def of_text(parse: Callable[[str], object], *refusals: type[Exception]) -> Callable[[Path], object]:
    """Return a reader of a text in a file; besides errors in words a parser may raise those it documents."""
    def read(path: Path) -> object:
        try:
            return parse(path.read_bytes().decode("utf-8", errors="replace"))
        except refusals:
            return None

    return read


def _settings(text: str) -> object:
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    return settings_from(content)


def targets(folder: Path) -> dict[str, Target]:
    """Return all targets by name; `folder` is a place for the files that the seeds are made of."""
    book, shapes = workbook(), shapefile(folder)
    sheet = "xl/worksheets/sheet1.xml"
    reports, counts = REPORTS.encode(), COUNTS.encode()
    csv = TABLE.to_csv(index=False).encode()
    records = TABLE.to_json(orient="records").encode()
    table = read_table_file
    return {
        "reports": Target(read=lambda path: read_reports(path, zone=ZONE), seeds=(reports,), name="own.csv"),
        "counts": Target(read=lambda path: count_rows(rows_of_file(path, zone=ZONE), zone=ZONE), seeds=(counts,), name="own.csv"),
        "gazetteer": Target(read=read_gazetteer, name="own.csv", seeds=(
            b"place_id,name,kind,lon,lat,population,region_code,other_names\n1,Town,city,1,2,3,A,Uno; Due\n",)),
        "substations": Target(read=read_substations, name="own.csv", seeds=(
            b"id;name;voltage;lon;lat\n5;North;330;24,5;50,25\n", b"id,name,voltages_kv,lon,lat\n1,One,330;110,1,2\n")),
        "table": Target(read=table, seeds=(csv, csv.replace(b",", b";"), "a\tб\n1\t2\n".encode("cp1251")), name="own.csv"),
        "utf16": Target(read=table, seeds=("place;n\nКиїв;5\n".encode("utf-16"),), name="own.csv"),
        "json": Target(read=table, name="own.json", seeds=(
            records, b'{"data": {"rows": [{"a": {"b": 1}}]}, "n": 1}', AREAS.encode())),
        "page": Target(read=table, seeds=(TABLE.to_html(index=False).encode(),), name="own.html"),
        "xlsx": Target(read=table, seeds=(book[sheet],), name="own.xlsx", wrap=packed(book, sheet)),
        "workbook": Target(read=table, seeds=(book["xl/workbook.xml"],), name="own.xlsx", wrap=packed(book, "xl/workbook.xml")),
        "parquet": Target(read=table, seeds=(parquet(),), name="own.parquet"),
        "shapes": Target(read=read_levels, seeds=(AREAS.encode(), TOPOLOGY.encode()), name="own.json"),
        "shp": Target(read=read_levels, seeds=(shapes["r.shp"],), name="own.zip", wrap=packed(shapes, "r.shp")),
        "dbf": Target(read=read_levels, seeds=(shapes["r.dbf"],), name="own.zip", wrap=packed(shapes, "r.dbf")),
        "zip": Target(read=read_levels, seeds=(packed(shapes, "r.shp")(shapes["r.shp"]),), name="own.zip"),
        "features": Target(read=read_substations, seeds=(AREAS.encode(),), name="own.geojson"),
        "gzip": Target(read=lambda path: _unpacked(path.read_bytes(), "gzip", most=10_000), seeds=(gzip.compress(csv) * 2,)),
        "settings": Target(read=of_text(_settings), seeds=(TOML.encode(),)),
        "view": Target(read=of_text(lambda text: to_query(from_query(text))), seeds=(
            b"date=2026-01-07&layers=regions,labels&region=UA-23&level=2&kv=330&compare=2025-06-02&language=uk&metric=share",)),
        "quantity": Target(read=of_text(parse_quantity, ValueError), seeds=(b">104000", b"~150", b"100..200", b"<5,000")),
        "moment": Target(read=of_text(lambda text: parse_moment(text, zone=ZONE), ValueError), seeds=(
            b"2026-01-07T18:30+02:00", b"2026-03-29T03:30~")),
        "address": Target(read=of_text(lambda text: (without_secrets(text), _parts_of(text))), seeds=(
            b"postgresql://u:p@h:5432/db?table=public.t&geometry=g&sslmode=require",)),
    }


def attempt(target: Target, content: bytes, folder: Path) -> None:
    """Let a target read bytes as a file. Raises whatever is no error in words: that is a finding."""
    path = folder / target.name
    path.write_bytes(target.wrap(content))
    try:
        target.read(path)
    except OutageBriefError as error:
        str(error).encode()  # it can be printed, too


def findings() -> Iterator[tuple[str, Path]]:
    """Yield the inputs that once were findings, with the name of their target."""
    for path in sorted((ROOT / "tests" / "fixtures" / "fuzz").glob("*/*")):
        yield path.parent.name, path
