"""The mapping of a table of any make: which of its columns stand for ours, as `dataset.toml` states it.

[columns.counts]: our column = the file's column, or several: of day and clock one time. [defaults.outages]: what stands where
the file says nothing; {row} is the number of the row, {affected} the extent that its figures allow. [values.outages.extent]: a
word of the file = our word. [parsing.counts]: how the file is written: `date_format = "day first"`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import geopandas as gpd
import pandas as pd
from anyascii import anyascii

from geo.column_words import COLUMN_WORDS
from geo.crs import lon_lat_of
from geo.errors import Fault, raise_faults
from geo.mapping.left_out import BETWEEN, LEFT_OUT, words_left_out
from geo.mapping.split_rows import split_column, split_rows
from geo.mapping.vocabulary import is_of_parts, is_planned
from geo.quantities import KINDS
from geo.reports import COLUMNS as REPORT_COLUMNS
from geo.reports import TIMES, WORDS
from geo.sentences import Sentence, control
from geo.tables import Reading, TableFile
from geo.tables.cells import FORMS, as_iso, as_numbers, as_quantities, decimal_of_degrees, in_unit, says_nothing
from geo.tables.spans import is_span
from geo.tables.years import with_years

FILE = "dataset.toml"
PLACE_KIND = "place_kind"
"""Of what the names under `place` are: "region", and of no city of the same name; "settlement", and of no region of the same."""
REGION_COLUMNS = ("code", "name", "short_name", "level", "parent", "within", "other_names", "population", "customers")
TARGETS: dict[str, tuple[str, ...]] = {
    "regions": REGION_COLUMNS,
    "finer_regions": REGION_COLUMNS,
    "outages": (*REPORT_COLUMNS, PLACE_KIND, LEFT_OUT),
    "counts": ("region_code", "place", "time", "customers_out", "customers_restored", "customers_total", "part", PLACE_KIND,
               LEFT_OUT),
    "customers": ("region_code", "place", "customers"),
}
SECTIONS = {"columns": tuple(TARGETS), "defaults": ("regions", "outages", "counts"), "values": ("outages", "counts"),
            "parsing": ("outages", "counts", "customers")}  # fmt: skip
TIME_COLUMNS = {*TIMES, "published_at", "time"}
JOINED_BY = {"place": ", ", "part": ", ", "other_names": "; ", "summary": "; ", "kind": "; ", "event_id": " ", LEFT_OUT: BETWEEN,
             **dict.fromkeys(TIME_COLUMNS, " ")}  # fmt: skip
"""How several columns of a file make one of ours; of those not named here, the first that is not blank is taken."""
NUMBER_COLUMNS = {*KINDS, "customers_out", "customers_restored", "customers_total", "lon", "lat", "customers"}
UNIT_COLUMNS = {"customers_out", "customers_restored", "customers_total", "customers", "people"}  # that a title's unit is of
BOUNDED = set(KINDS)  # a report may say "<5", a count may not
MADE_CODE = "{name}"
ROW, AFFECTED, RESTORED = "{row}", "{affected}", "{restored}"
CLOCK = re.compile(r"\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.IGNORECASE)


class Duplicates(StrEnum):
    """What several counts of one region and time are: figures of which the highest holds; parts that add up to the whole, such as
    utilities; or places in the region, which add up to less than the whole.
    """

    MAX = "max"
    SUM = "sum"
    PLACES = "places"

    @classmethod
    def told_apart_by(cls, columns: tuple[str, ...]) -> "Duplicates":
        """Return what rows are that some columns tell apart."""
        return cls.PLACES if any(map(is_of_parts, columns)) else cls.SUM if columns else cls.MAX


@dataclass(frozen=True, kw_only=True)
class TableMapping:
    """Which columns of a file stand for ours, and how it is to be read; see the module."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)


def mappings_from(content: Mapping[str, Any]) -> tuple[dict[str, TableMapping], list[Fault]]:
    """Read the mappings out of the content of a `dataset.toml`, by table, with a fault for whatever is none."""
    faults: list[Fault] = []
    kinds = [kind for kind in TARGETS if any(kind in content.get(section, {}) for section in SECTIONS)]
    mappings = {}
    for kind in kinds:
        parts = {section: dict(content.get(section, {}).get(kind, {})) for section in SECTIONS}
        for section in ("columns", "defaults", "values"):
            faults += [_fault(f"{section}.{kind}.{ours}", str(given), ", ".join(TARGETS[kind]),
                              Sentence("correct the name of our column"))
                       for ours, given in parts[section].items() if ours not in TARGETS[kind]]
        columns = {ours: _listed(given) for ours, given in parts["columns"].items()}
        faults += [_fault(f"columns.{kind}.{ours}", str(parts["columns"][ours]),
                          Sentence("the name of a column, or a list of names"), Sentence("write it in quotes"))
                   for ours, given in columns.items() if not given]
        reading, wrong = _reading_from(parts["parsing"], kind)
        faults += wrong
        values = {ours: {str(k).casefold(): str(v) for k, v in given.items()} for ours, given in parts["values"].items()
                  if isinstance(given, dict)}  # fmt: skip
        mappings[kind] = TableMapping(columns=columns, values=values, reading=reading,
                                      defaults={ours: str(text) for ours, text in parts["defaults"].items()})
    return mappings, faults


def mapped(file: TableFile, mapping: TableMapping, *, kind: str, zone: ZoneInfo, name: str) -> pd.DataFrame:
    """Bring a table to our columns, as text: times in ISO 8601, numbers with a point; the index of the rows stays.

    Raises DataError if the mapping names a column that the table has not.
    """
    table = file.table
    raise_faults(
        Fault(what=Sentence("the column {theirs!r}, named for {ours}, is not in the file", theirs=theirs, ours=ours),
              file=name, column=theirs, value=", ".join(map(str, table.columns)),
              expected=Sentence("one of the file's columns"),
              remedy=control(Sentence("correct {ours} under [columns.{kind}] in dataset.toml", ours=ours, kind=kind),
                             field=Sentence("choose another column in the box “{field}”", field=COLUMN_WORDS.get(ours, ours))))
        for ours, names in mapping.columns.items() for theirs in names if theirs not in table.columns
    )  # fmt: skip
    reading = mapping.reading
    naive = ZoneInfo(reading.zone) if reading.zone and reading.zone != zone.key else None
    given = {column: _cells(table, names, column, reading) for column, names in mapping.columns.items()}
    begun, ended = mapping.columns.get("started_at", ()), mapping.columns.get("ended_at", ())
    one_day = len(begun) == len(ended) == 2 and begun[0] == ended[0]
    one_cell = is_span(begun, ended)
    if one_day:  # the day of the start alone is no end
        given["ended_at"] = given["ended_at"].where(~table[ended[1]].map(says_nothing), "")
    if reading.admin1 and "place" in given:
        given["place"] = given["place"].where(given["place"] == "", given["place"] + f", {reading.admin1}")
    ours = pd.DataFrame({column: _read_as(column, cells, mapping, naive) for column, cells in given.items()}, index=table.index,
                        dtype=object)  # fmt: skip
    over = (ours["extent"] == RESTORED) if "extent" in ours else pd.Series(data=False, index=table.index)
    for column, text in mapping.defaults.items():
        filled = pd.Series([text.replace(ROW, str(at + 2)) for at in table.index], index=table.index, dtype=object)
        filled = _extent_of(ours, of_regions=_is_of_regions(mapping)) if text == AFFECTED else (
            _made_codes(ours) if text == MADE_CODE else _read_as(column, filled, mapping, naive))  # fmt: skip
        ours[column] = filled if column not in ours else ours[column].where(ours[column] != "", filled)
    if "ended_at" in ours and "started_at" in ours and (reading.day or one_day or one_cell):
        ours["ended_at"] = _past_midnight(ours["started_at"], ours["ended_at"])
    if over.any():
        ours = _restored(ours, over)
    if {"customers_out", "customers_restored"} <= set(ours):
        ours["customers_out"] = _still_out(ours.pop("customers_out"), ours.pop("customers_restored"))
    if reading.crs and {"lon", "lat"} <= set(ours):
        ours = _in_degrees(ours, reading.crs)
    ours = _numbered(ours)
    return split_rows(ours, sign=reading.split) if reading.split and split_column(reading.split) in ours else ours


def _numbered(ours: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that one row of the file makes, of times or days in one cell, ids of their own: "row 7/1" and "row 7/2"."""
    again = ours.index.duplicated(keep=False)
    if not again.any():
        return ours
    number = (ours.groupby(level=0).cumcount() + 1).to_numpy()
    ids = {column: [f"{one}/{n}" if more and one else one for one, n, more in zip(ours[column], number, again, strict=True)]
           for column in ("record_id", "event_id") if column in ours}  # fmt: skip
    return ours.assign(**ids)


def mapped_regions(
    frame: gpd.GeoDataFrame, mapping: TableMapping, *, name: str, kind: str = "regions"
) -> gpd.GeoDataFrame:
    """Bring boundaries to our columns; what `within` names (the state) joins the names of a region.

    `kind`: the table of the mapping, regions or finer_regions. Without shapes, or a column for the
    name, the frame has none either: `boundaries` says so. Raises DataError if the mapping names a
    column that the file has not.
    """
    shapes = frame[[frame.active_geometry_name]] if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name else None
    cells = pd.DataFrame(frame if shapes is None else frame.drop(columns=shapes.columns))
    texts = cells.map(lambda cell: "" if pd.isna(cell) else _bare(cell))
    ours = mapped(TableFile(table=texts, tags={}, reading=Reading()), mapping, kind=kind, zone=ZoneInfo("UTC"), name=name)
    if "within" in ours:
        if "name" in ours:
            wider = ours["name"] + ", " + ours["within"]
            ours["other_names"] = ours["other_names"] + "; " + wider if "other_names" in ours else wider
        ours = ours.drop(columns="within")
    return ours if shapes is None else shapes.assign(**ours)


def _joined(table: pd.DataFrame, names: tuple[str, ...], *, by: str) -> pd.Series:
    if len(names) == 1:
        return table[names[0]].astype(object)
    rows = zip(*(table[name] for name in names), strict=True)
    parts = [list(dict.fromkeys(filter(None, row))) for row in rows]
    return pd.Series([by.join(one if by else one[:1]) for one in parts], index=table.index, dtype=object)


def _cells(table: pd.DataFrame, names: tuple[str, ...], column: str, reading: Reading) -> pd.Series:
    """Join the columns that make one of ours; a clock without its day says nothing, unless the day of all is known."""
    if column not in TIME_COLUMNS:
        return _joined(table, names, by=JOINED_BY.get(column, ""))
    first = with_years(table[names[0]], reading.year)
    if len(names) == 1:
        return first.where(~first.map(lambda cell: bool(CLOCK.fullmatch(cell))), f"{reading.day} " + first if reading.day else "")
    blank = first.map(says_nothing)
    rest = [table[name].where(~table[name].map(says_nothing), "") for name in names[1:]]
    parted = table.assign(**{names[0]: first}, **{str(n): cells for n, cells in enumerate(rest)})
    return _joined(parted, (names[0], *map(str, range(len(rest)))), by=" ").where(~blank, "")


def _read_as(column: str, cells: pd.Series, mapping: TableMapping, naive: ZoneInfo | None) -> pd.Series:
    """Read the cells of one of our columns as what they are: words of a list, times, figures or text."""
    if column == LEFT_OUT:
        return words_left_out(cells, mapping.values.get(LEFT_OUT, {}))
    if column in mapping.values or column in WORDS:
        return _in_our_words(cells, mapping.values.get(column, {}), planned=column == "kind")
    if column in TIME_COLUMNS:
        return as_iso(cells, form=mapping.reading.date_format, zone=naive)
    if column in {"lon", "lat"} and not mapping.reading.crs:
        return as_numbers(cells, decimal=decimal_of_degrees(cells.unique()))
    if column not in NUMBER_COLUMNS:
        return cells
    plain = (as_quantities if column in BOUNDED else as_numbers)(cells, decimal=mapping.reading.decimal)
    of_people = column in UNIT_COLUMNS and mapping.reading.unit
    return in_unit(cells, plain, unit=mapping.reading.unit) if of_people else plain


def _made_codes(ours: pd.DataFrame) -> pd.Series:
    """Return codes made of names, "Old Town" is OLD-TOWN; of regions of one name the second is OLD-TOWN-2."""
    names = ours["name"] if "name" in ours else pd.Series("", index=ours.index)
    codes = names.map(lambda name: re.sub(r"[^A-Z0-9]+", "-", anyascii(name).upper()).strip("-")[:40] or "REGION")
    number = codes.groupby(codes).cumcount() + 1
    return codes.where(number == 1, codes + "-" + number.astype(str)).astype(object)


def _is_of_regions(mapping: TableMapping) -> bool:
    """Whether rows are figures of whole regions at a moment: neither outages that began, nor places in a region."""
    named = {*mapping.columns, *mapping.defaults}
    alone = mapping.defaults.get(PLACE_KIND) == "region" or "place" not in named
    return alone and "reported_at" in named and not named & {"started_at", "ended_at", "event_id", "lon", "substation"}


def _extent_of(ours: pd.DataFrame, *, of_regions: bool = False) -> pd.Series:
    """Return "part" where a figure tells of people or customers without power; none leaves it unknown.

    So does 0, of an outage or a place; `of_regions`: of a whole region it says that power is on.
    """
    told = [ours[column].str.contains(r"[1-9]", regex=True) for column in KINDS if column in ours]
    some = pd.DataFrame(told).any(axis=0) if told else pd.Series(data=False, index=ours.index)
    extent = some.map({True: "part", False: "unknown"}).astype(object)
    given = pd.DataFrame({column: ours[column] for column in KINDS if column in ours}, index=ours.index)
    if not of_regions or not len(given.columns):
        return extent
    return extent.where(~(given.isin(["0", ""]).all(axis=1) & given.isin(["0"]).any(axis=1)), "none")


def _still_out(affected: pd.Series, restored: pd.Series) -> pd.Series:
    """Return those who were affected less those who have power again; a negative figure is rejected later, and told."""
    figures = [pd.to_numeric(cells, errors="coerce") for cells in (affected, restored)]
    left = (figures[0] - figures[1]).map(lambda n: f"{n:.15g}")
    return affected.where(figures[0].isna() | figures[1].isna(), left).astype(object)


def _restored(ours: pd.DataFrame, over: pd.Series) -> pd.DataFrame:
    """Read rows that say that an outage is over.

    One with an end was an outage until then. One without says that power was on again when it was reported; since when it was
    off is no longer what it speaks of.
    """
    ended = ours["ended_at"] != "" if "ended_at" in ours else pd.Series(data=False, index=ours.index)
    extent = ours["extent"].where(~over, _extent_of(ours).where(ended, "none"))
    made = ours.assign(extent=extent)
    if "started_at" in ours:  # when it began is not when power was back
        made["started_at"] = made["started_at"].where(~(over & ~ended), "")
    return made


def _in_degrees(ours: pd.DataFrame, crs: str) -> pd.DataFrame:
    """Bring easting and northing to longitude and latitude; what is no number stays as it is."""
    points = [(pd.to_numeric(x, errors="coerce"), pd.to_numeric(y, errors="coerce")) for x, y in
              zip(ours["lon"], ours["lat"], strict=True)]  # fmt: skip
    degrees = [tuple(f"{d:.7g}" for d in lon_lat_of(x, y, crs)) if pd.notna(x) and pd.notna(y) else None for x, y in points]
    return ours.assign(**{column: [own[n] if own else cell for own, cell in zip(degrees, ours[column], strict=True)]
                          for n, column in enumerate(("lon", "lat"))})  # fmt: skip


def _past_midnight(begun: pd.Series, ended: pd.Series) -> pd.Series:
    """Return ends, of two clocks beside one day: from 22:00 to 00:30 is until the next day."""
    first, last = (pd.to_datetime(times, format="ISO8601", errors="coerce", utc=True) for times in (begun, ended))
    next_day = (last + pd.Timedelta(days=1)).dt.strftime("%Y-%m-%d")
    over_night = (last < first) & (begun.str.slice(stop=10) == ended.str.slice(stop=10))
    return ended.where(~over_night, next_day.fillna("") + ended.str.slice(10))


def _in_our_words(cells: pd.Series, words: Mapping[str, str], *, planned: bool) -> pd.Series:
    """Bring words of a list to ours.

    `planned`: a text that speaks of announced work is `scheduled`, any other one unknown.
    """
    folded = cells.str.strip().str.casefold()
    meant = {text: words.get(text, text) for text in folded.unique()}
    for text in meant if planned else ():
        if text and text not in words and text not in WORDS["kind"]:
            meant[text] = "scheduled" if is_planned(text) else "unknown"
    return folded.map(meant).astype(object)


def _bare(cell: Any) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()


def _listed(given: object) -> tuple[str, ...]:
    names = given if isinstance(given, list) else [given]
    texts = tuple(name for name in names if isinstance(name, str) and name)
    return texts if len(texts) == len(names) else ()


def _reading_from(given: Mapping[str, Any], kind: str) -> tuple[Reading, list[Fault]]:
    known = {one.name: type(one.default) for one in fields(Reading)}
    faults = [_fault(f"parsing.{kind}.{key}", str(value), ", ".join(known),
                     Sentence("remove or correct the key"))
              for key, value in given.items() if key not in known or not isinstance(value, known[key])]
    choices = {"date_format": FORMS, "decimal": (".", ","), "duplicates": tuple(Duplicates), "unit": ("thousand", "million")}
    faults += [_fault(f"parsing.{kind}.{key}", str(given[key]), ", ".join(words),
                      Sentence("choose one of these"))
               for key, words in choices.items() if key in given and given[key] not in words]
    if given.get("zone") and given["zone"] not in available_timezones():
        faults.append(_fault(f"parsing.{kind}.zone", str(given["zone"]),
                             Sentence("an IANA time zone such as UTC"), Sentence("correct the name")))
    return (Reading(**given) if not faults else Reading()), faults


def _fault(key: str, value: str, expected: str, remedy: str) -> Fault:
    return Fault(what=Sentence("the key or its value is not known"), file=FILE, column=key, value=value, expected=expected,
                 remedy=remedy)
