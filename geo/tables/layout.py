"""What people put around the rows of a table: titles, two rows of header, units, notes, HXL tags."""

import posixpath
import re
from collections.abc import Iterable, Sequence

import pandas as pd

from geo.sentences import Sentence
from geo.tables.cells import MULTIPLES, as_numbers, decimal_of, form_of, is_number, read_time, says_nothing
from geo.tables.time_forms import DAY_FIRST, MONTH_FIRST, is_no_day

FEWEST_HOURS = 2  # columns that are hours below days
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2}\s?(?:h|Uhr|год)\.?", re.IGNORECASE)
HEADER_WITHIN = 25  # titles above the header, at most so many lines
ABOVE, NOTE = "line ", "row "  # of text above a header, and of a note below the rows, each by its number
TAG = "#"  # HXL tags stand in a row of their own, below the header
UNITS = {
    "unit",
    "units",
    "einheit",
    "einheiten",
    "unidad",
    "unidades",
    "unite",
    "unites",
    "одиниці",
    "единицы",
}
POINTS = {
    "geopoint",
    "geopoint2d",
    "latlon",
    "latlng",
    "latlong",
    "latitudelongitude",
}  # columns of both, the latitude first
NOTE_WORDS = 3  # a lone cell below the rows with so many words is a note
ROWS_NAMED = 10
POINT_WORDS = (
    "point",
    "lat",
    "coord",
    "geo",
    "location",
    "position",
    "centroid",
    "wkt",
    "geometry",
    "the_geom",
)
_MULTIPLE_OF = re.compile(
    r"(?<![^\W\d_])(?:(?P<thousand>thousands?|in 000s?|'000s?|тис|тисяч|тыс|тысяч|tys|tsd)|millions?|млн|mln|mio)(?![^\W\d_])",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(  # (万户), (v tis.), [lakh]
    r"[(\[（]\s*(?:(?:in|en|em|v|u|w|dalam|у|в)\s+)?(?P<word>[万萬千만천]|[^\W\d_]+)\.?[^()（）\[\]]*[)\]）]", re.IGNORECASE
)
_WKT = re.compile(
    r"(?:SRID=4326;)?POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)", re.IGNORECASE
)
_POINT = re.compile(r"\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?")


PAIR = 2  # cells of a line that says one thing, and what it is called


def header_line(lines: Sequence[Sequence[str]]) -> int:
    """Return the line of the header: the first that is about as wide as the table and holds words.

    A line above it that says one thing of the whole table, "Cut-off date, 25/10/2024", is none.
    """
    filled = [sum(bool(cell) for cell in line) for line in lines]
    if not filled or not max(filled):
        raise ValueError(Sentence("there is no header"))
    wide = sorted(filled)[
        -max(1, len(filled) // 3)
    ]  # a title may be long, and a note at the end too
    first = next(i for i, n in enumerate(filled) if n >= 0.6 * wide)
    valued = [any(map(_is_value, filter(None, line))) for line in lines]
    words = (i for i in range(first + 1, len(lines) - 1) if filled[i] > filled[first] and not valued[i] and valued[i + 1])
    line = (next(words, first) if valued[first] and filled[first] == PAIR else first) + 1
    hours = line < len(lines) and under_days(list(lines[line]), list(lines[line - 1])) != list(lines[line])
    return line + 1 if hours else line


def second_header(header: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the line below a header says more of it, such as "total" and "out" below "customers".

    Its cells are words over columns of figures, and it has no cell where the rows have their names.
    """
    if len(below) < 2:
        return False
    first, *rows = below
    first = _beside_merged(header, first)
    at = [i for i, cell in enumerate(first[: len(header)]) if cell]
    words = (
        bool(at)
        and not first[0]
        and bool(rows[0][0])
        and all(re.search(r"[^\W\d_]", first[i]) for i in at)
    )
    columns = [[row[i] for row in rows if i < len(row) and row[i]] for i in at]
    return (
        words
        and not any(says_nothing(first[i]) for i in at)
        and all(cells and sum(map(_is_value, cells)) >= 0.8 * len(cells) for cells in columns)
    )


def joined_header(header: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the names of columns under two rows of header; a wide cell stands over all columns to the next one."""
    names, above = [], ""
    for i, below in enumerate(_beside_merged(header, second)):
        own = header[i] if i < len(header) else ""
        above = own or (above if below else "")
        names.append(" ".join(filter(None, [above if below else own, below])))
    return names


def named(names: Iterable[str], table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Give the columns their names; the second "name" is "name (2)"; columns without a name are told."""
    seen: dict[str, int] = {}
    result, made = [], []
    for number, name in enumerate(str(name).strip().lstrip("\ufeff") for name in names):
        if not name and (table.iloc[:, number] != "").any():
            name = f"column {_letters(number)}"
            made.append(name)
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    kept = [i for i, name in enumerate(result) if name]
    table = table.iloc[:, kept].set_axis([result[i] for i in kept], axis=1)
    blank = len(result) - len(kept)
    told = [
        Sentence("{count} columns have no name in the header and are called {names}", count=len(made),
                 names=some(made)) if made else "",
        Sentence("{count} columns have no name in the header and hold nothing: left out", count=blank) if blank else "",
    ]
    return table, tuple(filter(None, told))


def without_path(names: Iterable[str]) -> list[str]:
    """Return names of columns without the path that all begin with, as a spreadsheet writes it when it opens XML:
    "/Outages/Outage/District" is "District".
    """
    names = list(names)
    paths = [posixpath.dirname(name) for name in names if name]
    if len(paths) < 2 or not all(path.startswith("/") for path in paths):
        return names
    common = posixpath.commonpath(paths)
    return [name.removeprefix(common).lstrip("/") for name in names]


def without_furniture(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...], dict[str, str]]:
    """Leave out the rows that are no records: units below the header, the header again, notes below the rows; and say so.

    Returns the other rows, sentences on what was left out, and the text of each note by its row.
    """
    notes, texts = list[str](), dict[str, str]()
    first = next((str(cell) for cell in table.iloc[0] if cell), "") if len(table) else ""
    if first.casefold().rstrip(":") in UNITS:
        table = table.iloc[1:]
    names = [str(column) for column in table.columns]
    if len(names) > 1 and len(table):
        alike, filled = (table == names).sum(axis=1), (table != "").sum(axis=1)
        close = alike >= 2
        alike[close] = alike[close].where(~_holds_value(table[close]), 0)
        other = (alike >= 2) & (alike < filled)
        if other.any():  # of its columns one is called otherwise, and its cells would be read as what stands above
            at = int(other.to_numpy().argmax())
            header = some(cell for cell in table.iloc[at] if cell)
            notes.append(Sentence("a second table begins in row {row} ({header}): {left:,} rows left out: put it into a file "
                                  "of its own", row=int(table.index[at]) + 2, header=header, left=len(table) - at))
            table, alike = table.iloc[:at], alike.iloc[:at]
        again = alike >= max(2, 0.6 * len(names))
        if again.any():
            notes.append(Sentence("the header stands again in {rows}: left out", rows=_rows(table.index[again])))
            table = table[~again]
    last = len(table)
    while last > 1 and len(names) >= 3 and _is_note(table.iloc[last - 1]):
        last -= 1
    if last < len(table):
        notes.append(Sentence("{rows} below the table hold notes: left out", rows=_rows(table.index[last:])))
        texts = {f"{NOTE}{at + 2}": str(cell) for at, cell in zip(table.index[last:], table.iloc[last:, 0], strict=True)}
        table = table.iloc[:last]
    return table, tuple(notes), texts


def _holds_value(table: pd.DataFrame) -> pd.Series:
    """Whether each row holds a figure or a time, which no header does."""
    return table.map(lambda cell: bool(cell) and any(map(str.isdigit, cell)) and _is_value(cell)).any(axis=1)


def under_days(names: list[str], above: list[str]) -> list[str]:
    """Return the names of columns that are hours, below cells with their day: "7.10.2023 06:00"; a merged cell holds for those
    to the right of it, and what has no name below bears that above.
    """
    over = [*above, *[""] * len(names)][:len(names)]
    days = [cell if cell and _is_day(cell) else "" for cell in over]
    hours = [bool(_CLOCK.fullmatch(name)) for name in names]
    if not any(days) or sum(hours) < max(FEWEST_HOURS, 0.5 * sum(map(bool, names))):
        return names
    filled = pd.Series(days, dtype=object).replace("", None).ffill().fillna("")
    return [f"{day} {name}" if hour and day else name or cell
            for name, hour, day, cell in zip(names, hours, filled, over, strict=True)]  # fmt: skip


def _is_day(cell: str) -> bool:
    return not is_number(cell) and not _CLOCK.fullmatch(cell) and read_time(cell, form=form_of([cell])[0]) is not None


def in_multiples(table: pd.DataFrame) -> pd.DataFrame:
    """Write the unit of a header beside the figures below it: under "customers (thousands)" 12.5 is "12.5 thousand"."""
    for column in map(str, table.columns):
        word = _multiple_of(column)
        cells = [cell for cell in table[column].unique() if is_number(cell)] if word else []
        if cells:
            figures = as_numbers(pd.Series(cells), decimal=decimal_of(cells))
            units = {cell: f"{figure}{word}" for cell, figure in zip(cells, figures, strict=True)}
            table = table.assign(**{column: table[column].map(lambda cell, units=units: units.get(cell, cell)).astype(object)})
    return table


def _multiple_of(header: str) -> str:
    """Return how the multiple that a header states is written behind a figure, "" if it states none: "(万户)", "(v tis.)"."""
    if found := _MULTIPLE_OF.search(header):
        return " thousand" if found["thousand"] else " million"
    for found in _IN_BRACKETS.finditer(header):
        word = found["word"].casefold()
        if word in "万萬千만천":
            return word
        if word in MULTIPLES and len(word) > 1:
            return f" {word}"
    return ""


def with_points(table: pd.DataFrame) -> pd.DataFrame:
    """Part a column of points into two: `51.5, -0.1`, `POINT (-0.1 51.5)`.

    Which of two figures is the latitude, the name of the column or the figures must say.
    """
    for column in list(table):
        bare = re.sub(r"[^a-z0-9]", "", str(column).casefold())
        cells = [cell for cell in table[column].unique() if cell]
        found = {cell: _point_in(cell, named=bare in POINTS) for cell in cells[:1]}
        if not cells or not found[cells[0]] or not any(word in bare for word in POINT_WORDS):
            continue
        found = {cell: _point_in(cell, named=bare in POINTS) for cell in cells}
        if all(found.values()):
            points = table[column].map(lambda cell, found=found: found.get(cell) or ("", ""))
            table = table.assign(
                **{
                    f"{column}.{name}": points.str[n].astype(object)
                    for n, name in enumerate(("lon", "lat"))
                }
            )
    return table


def _point_in(cell: str, *, named: bool) -> tuple[str, str] | None:
    """Return longitude and latitude of a cell, None if it does not say which is which.

    `named`: the name of the column says that the latitude is first; else one is beyond 90 degrees.
    """
    if match := _WKT.fullmatch(cell):
        return match[1], match[2]
    match = _POINT.fullmatch(cell)
    if match is None or not (named or abs(float(match[1])) > 90 or abs(float(match[2])) > 90):
        return None
    return (match[1], match[2]) if abs(float(match[1])) > 90 else (match[2], match[1])


def without_tags(table: pd.DataFrame) -> tuple[dict[str, str], pd.DataFrame]:
    """Take the row of HXL tags, if there is one, out of the table."""
    in_header = {column: column for column in table.columns if str(column).startswith(TAG)}
    if in_header or table.empty:
        return in_header, table
    first = table.iloc[0]
    marked = first.astype(str).str.startswith(TAG)
    if marked.sum() < 2 or not (marked | (first == "")).all():
        return {}, table
    return {str(column): str(tag) for column, tag in first.items() if tag}, table.iloc[1:]


def some(words: Iterable[object], *, most: int = ROWS_NAMED) -> str:
    """Return up to ten of some words, and how many more there are."""
    listed = [str(word) for word in words]
    more = len(listed) - most
    if more > 0:
        return Sentence("{words} and {more:,} more", words=", ".join(listed[:most]), more=more)
    return ", ".join(listed)


def _beside_merged(header: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the second row of a header without what is merged over both."""
    return ["" if i < len(header) and cell == header[i] else cell for i, cell in enumerate(second)]


def _is_value(cell: str) -> bool:
    return (
        is_number(cell)
        or says_nothing(cell)
        or is_no_day(cell)
        or any(read_time(cell, f) for f in (DAY_FIRST, MONTH_FIRST))
    )


def _is_note(row: pd.Series) -> bool:
    filled = [cell for cell in row if cell]
    return (
        len(filled) == 1
        and filled[0] == row.iloc[0]
        and (len(filled[0].split()) >= NOTE_WORDS or filled[0][0] in "*†¹")
    )


def _rows(index: pd.Index) -> str:
    return rows_in_words([int(at) + 2 for at in index])


def rows_in_words(rows: Sequence[int]) -> str:
    """Say which rows, as an editor numbers them: "row 5", "rows 5, 9"."""
    listed = some(rows)
    return Sentence("rows {rows}", rows=listed) if len(rows) > 1 else Sentence("row {row}", row=listed)


def _letters(number: int) -> str:
    """Return the letters of a column in a spreadsheet: A, B, ... Z, AA."""
    letters = ""
    while number >= 0:
        number, letter = number // 26 - 1, chr(ord("A") + number % 26)
        letters = letter + letters
    return letters
