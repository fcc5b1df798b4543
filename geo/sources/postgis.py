"""Tables of PostgreSQL, with shapes of PostGIS or without, read in one read-only transaction.

The address: `postgresql://user@host:port/database?table=schema.table`; a table with several columns of shapes says which one with
`&geometry=column`. Of PostgreSQL's own options the query may hold `sslmode` and `sslrootcert`; its client
also finds a password in `~/.pgpass` or `PGPASSWORD`, so that none need stand in `dataset.toml`.
"""

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.crs import STORAGE
from geo.errors import Refused, require_extra, words_of
from geo.sentences import Sentence, all_of

if TYPE_CHECKING:
    from sqlalchemy import URL, ColumnClause, ColumnElement, Connection

OWN_KEYS, PASSED_ON = ("table", "geometry"), ("sslmode", "sslrootcert")
SHAPES = ("geometry", "geography")
TIMES = ("timestamp without time zone", "timestamp with time zone")
GRAMMAR = "postgresql://user@host:port/database?table=schema.table"
_COLUMNS = """
    select a.attname as name, format_type(a.atttypid, null) as type, t.typcategory = 'A' as is_list
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped order by a.attnum"""
_KEY = """
    select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = to_regclass(:table) and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)"""
_SYSTEM = "select auth_name, auth_srid, srtext from spatial_ref_sys where srid = :srid"


def read_table(address: str, *, timeout_s: float) -> pd.DataFrame:
    """Read a table: its columns as text ("" where null), and its shapes, if it has any, as `geometry` in EPSG:4326.

    Rows come in the order of the primary key, or else of their text; times come as ISO 8601, lists with "; " between.
    Raises Refused if the table cannot be read within `timeout_s` seconds, or its shapes declare no CRS or several.
    """
    require_extra("live")
    import sqlalchemy as sa

    url, table, geometry = _parts_of(address)
    engine = sa.create_engine(url, poolclass=sa.NullPool, isolation_level="REPEATABLE READ", connect_args={
        "connect_timeout": max(2, int(timeout_s)), "application_name": "outage-brief"})  # fmt: skip
    try:
        with engine.connect().execution_options(postgresql_readonly=True) as connection, connection.begin():
            for limit in ("statement_timeout", "lock_timeout"):
                bound = {"limit": limit, "ms": f"{timeout_s * 1000:.0f}"}
                connection.execute(sa.text("select set_config(:limit, :ms, true)"), bound)
            return _read(connection, table, geometry)
    except pd.errors.DatabaseError as error:  # pandas wraps what it was told
        raise Refused(_in_words(error.__cause__ or error, url)) from None
    except (sa.exc.SQLAlchemyError, UnicodeError) as error:
        raise Refused(_in_words(error, url)) from None  # what it came from repeats the address
    except shapely.errors.ShapelyError as error:
        raise Refused(Sentence("a shape cannot be read ({error})", error=words_of(error))) from error
    finally:
        engine.dispose()


def _parts_of(address: str) -> "tuple[URL, tuple[str, str], str]":
    """Return the address of the database for the driver, (schema, table), and the column of shapes, "" if not named."""
    import sqlalchemy as sa

    wrong = Refused(Sentence("the address does not name a table. Expected: {grammar}", grammar=GRAMMAR))
    try:
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        raise wrong from None
    schema, _, table = str(url.query.get("table", "")).rpartition(".")
    if not (table and url.database and url.host):
        raise wrong
    others = sorted(set(url.query) - {*OWN_KEYS, *PASSED_ON})
    if others:  # such as passfile and service, which name files, or options, which sets anything
        raise Refused(Sentence("the address holds {others}; beside {own_keys} only {passed_on} are passed on. A password "
                               "belongs into ~/.pgpass", others=", ".join(others)[:60], own_keys=", ".join(OWN_KEYS),
                               passed_on=all_of(PASSED_ON)))
    return url.difference_update_query(OWN_KEYS), (schema or "public", table), str(url.query.get("geometry", ""))


def _read(connection: "Connection", name: tuple[str, str], geometry: str) -> pd.DataFrame:
    import sqlalchemy as sa

    table = {"table": ".".join('"' + part.replace('"', '""') + '"' for part in name)}  # what to_regclass reads, as a bound value
    columns = connection.execute(sa.text(_COLUMNS), table).all()
    if not columns:
        raise Refused(Sentence("the database has no table {name}, or its user may not read it", name=".".join(name)))
    shapes = _column_of_shapes([column.name for column in columns if column.type in SHAPES], geometry)
    source = sa.table(sa.quoted_name(name[1], True), *(sa.column(sa.quoted_name(column.name, True)) for column in columns),
                      schema=sa.quoted_name(name[0], True))  # fmt: skip
    key = [source.c[row[0]] for row in connection.execute(sa.text(_KEY), table)]
    texts = [_as_text(source.c[one.name], one.type, is_list=one.is_list) for one in columns if one.type not in SHAPES]
    query = sa.select(*texts).select_from(source).order_by(*key)
    if shapes:
        crs = _crs_of(connection, source.c[shapes])
        query = query.add_columns(sa.func.ST_AsBinary(source.c[shapes]).label("geometry"))
        frame = gpd.read_postgis(query, connection, geom_col="geometry", crs=crs)
        frame = frame.to_crs(STORAGE)
    else:
        frame = pd.read_sql(query, connection)
    words = [column for column in frame if not (shapes and column == "geometry")]
    frame[words] = frame[words].astype(object).where(frame[words].notna(), "")
    return frame if key else _in_order(frame, words)


def _in_order(frame: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """Order rows by what they say: the database promises no order, and the same table must give the same map."""
    told = frame[words].assign(**{" shape": frame["geometry"].to_wkb(hex=True)}) if "geometry" in frame else frame[words]
    return frame.loc[told.astype(str).sort_values(list(told.columns), kind="stable").index].reset_index(drop=True)


def _as_text(column: "ColumnClause[Any]", kind: str, *, is_list: bool) -> "ColumnElement[Any]":
    import sqlalchemy as sa

    if is_list:
        return sa.func.array_to_string(column, "; ").label(column.name)
    if kind in TIMES:  # as text, PostgreSQL writes a time by the session's own style
        return sa.func.to_json(column).op("#>>")(sa.literal_column("'{}'")).label(column.name)
    return sa.cast(column, sa.Text).label(column.name)


def _column_of_shapes(columns: list[str], wanted: str) -> str:
    """Return the column of shapes to read, "" if the table has none."""
    if wanted and wanted not in columns:
        raise Refused(Sentence("the table has no column of shapes named {wanted}; it has {columns}", wanted=wanted,
                               columns=", ".join(columns) or Sentence("none")))
    if not wanted and len(columns) > 1:
        raise Refused(Sentence("the table has several columns of shapes ({columns}): add &geometry=... to the address",
                               columns=", ".join(columns)))
    return wanted or next(iter(columns), "")


def _crs_of(connection: "Connection", shapes: "ColumnClause[Any]") -> CRS:
    """Return the one CRS that all shapes of a column declare; the one for storage if there are none."""
    import sqlalchemy as sa

    srid = sa.func.ST_SRID(shapes.op("::")(sa.literal_column("geometry")))  # a geography has none of its own
    found = sorted(connection.execute(sa.select(srid).where(shapes.is_not(None)).distinct()).scalars())
    if not found:
        return STORAGE
    if len(found) > 1:
        raise Refused(Sentence("the shapes are in several CRS (SRID {found}): bring them to one with ST_Transform",
                               found=", ".join(map(str, found))))
    system = connection.execute(sa.text(_SYSTEM), {"srid": found[0]}).one_or_none()
    if not found[0] or system is None:
        raise Refused(Sentence("the shapes do not declare their CRS (SRID {found}): declare it with UpdateGeometrySRID",
                               found=found[0]))
    try:
        return CRS.from_authority(system.auth_name, system.auth_srid)
    except CRSError:
        return CRS.from_wkt(system.srtext)  # a system of the database's own


def _in_words(error: BaseException, url: "URL") -> str:
    """Return the first line of what PostgreSQL says, without the password."""
    said = str(getattr(error, "orig", None) or type(error).__name__).strip().partition("\n")[0]
    return Sentence("the database says: {said}", said=said.replace(str(url.password), "***") if url.password else said)
