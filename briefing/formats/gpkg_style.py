"""What makes a GeoPackage open as the map looks: a view of each date, and a style that QGIS reads from `layer_styles`."""

import datetime as dt
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from xml.sax.saxutils import quoteattr

from geo.language import _
from geo.states import State
from geo.timeline import Change
from layers import style

_VIEW = """
create view "{name}" as select * from regions where date = '{date}';
insert into gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
    select '{name}', 'features', '{name}', 'Regions on {date}', last_change, min_x, min_y, max_x, max_y, srs_id
    from gpkg_contents where table_name = 'regions';
insert into gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
    select '{name}', column_name, geometry_type_name, srs_id, z, m
    from gpkg_geometry_columns where table_name = 'regions';
"""
_STYLES = """
create table layer_styles (
    id integer primary key autoincrement not null, f_table_catalog text, f_table_schema text, f_table_name text,
    f_geometry_column text, styleName text, styleQML text, styleSLD text, useAsDefault boolean, description text,
    owner text, ui text, update_time datetime);
insert into gpkg_contents (table_name, data_type, identifier, description, last_change)
    select 'layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', last_change
    from gpkg_contents where table_name = 'regions';
"""


def dress(path: Path, dates: Iterable[dt.date], *, made_at: dt.datetime) -> None:
    """Add a view `regions_YYYYMMDD` for each date and the style of all of them to a GeoPackage with a layer `regions`.

    All dates lie in one layer, one on top of the other: a view is what a reader opens to see one of them.
    """
    with closing(sqlite3.connect(path)) as package:
        package.executescript(_STYLES)
        names = ["regions"]
        for date in dates:
            names.append(f"regions_{date:%Y%m%d}")
            package.executescript(_VIEW.format(name=names[-1], date=date.isoformat()))
        ((geometry,),) = package.execute("select column_name from gpkg_geometry_columns where table_name = 'regions'")
        made = f"{made_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.000Z}"
        package.executemany(
            "insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,"
            " styleSLD, useAsDefault, description, owner, ui, update_time)"
            " values ('', '', ?, ?, 'Outage Brief', ?, '', 1, ?, '', '', ?)",
            [(name, geometry, _qml(), _("State of each region"), made) for name in names],
        )
        package.commit()


def _qml() -> str:
    """Categories of the column `state`, the worst first, in the colours and words of the map."""
    rows = [(state.word, style.STATE_WORDS[state], style.STATE_COLOURS[state]) for state in reversed(State)]
    rows.append(("hidden", _(style.ALL_HIDDEN_WORDS), style.CHANGE_COLOURS[Change.HIDDEN]))
    categories = "".join(f'<category value="{word}" symbol="{n}" label={quoteattr(label)} render="true"/>'
                         for n, (word, label, colour) in enumerate(rows))  # fmt: skip
    symbols = "".join(
        f'<symbol type="fill" name="{n}" alpha="1"><layer class="SimpleFill" enabled="1" pass="0">'
        f'<Option type="Map"><Option type="QString" name="color" value="{_rgba(colour)}"/>'
        f'<Option type="QString" name="outline_color" value="{_rgba(style.BORDER)}"/>'
        '<Option type="QString" name="outline_width" value="0.2"/><Option type="QString" name="style" value="solid"/>'
        "</Option></layer></symbol>"
        for n, (*words, colour) in enumerate(rows)
    )
    return (f'<!DOCTYPE qgis><qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="categorizedSymbol" attr="state">'
            f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2></qgis>")  # fmt: skip


def _rgba(colour: str) -> str:
    return ",".join(map(str, (*bytes.fromhex(colour[1:]), 255)))
