"""Text tables as they lie on disk: every cell a string, nothing guessed, nothing dropped."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from geo.errors import DataError, Fault, faults_of_reading, raise_faults
from geo.files import cells_without_marks, removal_in_words
from geo.sentences import Sentence
from geo.tables.limits import require_within


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How a table separates its cells and quotes them."""

    delimiter: str = ","
    quote: str = '"'


COMMAS = Dialect()
_CELLS = re.compile(r"Expected (?P<wanted>\d+) fields in line (?P<line>\d+), saw (?P<found>\d+)")
DELIMITERS, QUOTES = ",;\t#|", "\"'"
SAMPLE_CHARACTERS, SAMPLE_LINES = 1_000_000, 100


def dialect_of(path: Path, *, encoding: str = "utf-8-sig") -> Dialect:
    """Find out how a table is written: the delimiter that parts most lines into as many cells, and the quote around whole cells.

    Where its lines tell nothing, or there is no such file, it is a plain CSV.
    """
    try:
        with path.open(encoding=encoding, errors="replace") as file:
            sample = file.read(SAMPLE_CHARACTERS)
    except (OSError, ValueError):  # such as a NUL in the name
        return COMMAS  # whoever reads the table says what is wrong with it
    bare = re.sub("|".join(f"{q}[^{q}\n]*{q}" for q in QUOTES), "", sample)
    lines = [line for line in bare.splitlines()[:SAMPLE_LINES] if line.strip()]
    delimiter = max(DELIMITERS, key=lambda sign: _evenness(lines, sign))
    return Dialect(delimiter=delimiter, quote=max(QUOTES, key=lambda quote: _quoted_cells(sample, delimiter, quote)))


def read_text_table(path: Path, *, dialect: Dialect = COMMAS) -> pd.DataFrame:
    """Read a CSV (UTF-8, with or without BOM) as text columns; a blank cell is "". Raises DataError if it is malformed.

    Control and direction marks are removed; `attrs["notes"]` says from how many cells.
    The index is the line of each row below the header, so that blank lines, which are left out, do not shift the numbers in
    faults. A table of another shape (semicolons, UTF-16, XLSX, gzip, a row of HXL tags) is read as `read_table_file` reads it.
    """
    if dialect == COMMAS and not _is_plain(path):
        return _of_another_shape(path)
    remedy = Sentence("see whether it is whole, and save it as CSV in UTF-8")
    with faults_of_reading(path.name, what=Sentence("the file cannot be read"), expected=Sentence("a CSV file"), remedy=remedy):
        try:
            require_within(path, ".csv")
            # without header=None, pandas makes an index of the first column when the rows are longer than the header
            cells = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8-sig", header=None,
                                skip_blank_lines=False, sep=dialect.delimiter, quotechar=dialect.quote)
        except FileNotFoundError:
            fault = Fault(what=Sentence("the file is missing"), file=path.name, expected=Sentence("a CSV file"),
                          remedy=Sentence("put it at {path} or correct [files] in dataset.toml", path=path))
        except UnicodeDecodeError as error:
            fault = Fault(what=Sentence("byte {start} is not UTF-8", start=error.start), file=path.name,
                          expected=Sentence("text in UTF-8"), remedy=Sentence("save the file as UTF-8"))
        except pd.errors.EmptyDataError:
            fault = Fault(what=Sentence("the file is empty or begins with a blank line"), file=path.name,
                          expected=Sentence("a header and rows"), remedy=Sentence("let the header be the first line"))
        except pd.errors.ParserError as error:
            fault = malformed(path, str(error), dialect=dialect)
        else:
            cells, removed = cells_without_marks(cells, in_line=False)
            table = _under_header(cells, file=path.name)
            names = {str(at): name for at, name in enumerate(table.columns)}
            table.attrs = {"notes": removal_in_words({names.get(at, at): n for at, n in removed.items()})}
            return table
        raise DataError([fault])


def malformed(path: Path, said: str, *, dialect: Dialect, encoding: str = "utf-8-sig") -> Fault:
    """Put what pandas says of a text that it cannot divide into cells into words of a user's, with the line."""
    if cells := _CELLS.search(said):
        return Fault(what=Sentence("line {line} has {found} cells, the header {wanted}", line=cells["line"],
                                   found=cells["found"], wanted=cells["wanted"]), file=path.name, row=int(cells["line"]),
                     expected=Sentence("as many cells as columns"),
                     remedy=Sentence("quote cells that hold a {delimiter!r}", delimiter=dialect.delimiter))  # fmt: skip
    start, last = 0, 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        opened = False
        for last, line in enumerate(file, start=1):
            if line.count(dialect.quote) % 2:
                opened, start = not opened, start if opened else last
    if "EOF inside string" not in said or not start:
        return Fault(what=Sentence("its rows and cells cannot be told apart"), file=path.name,
                     expected=Sentence("as many cells as columns in each line"),
                     remedy=Sentence("save it as CSV in UTF-8"))  # fmt: skip
    return Fault(what=Sentence("a cell opens with {quote} and is not closed up to line {last}, the last", quote=dialect.quote,
                               last=last), file=path.name, row=start,
                 expected=Sentence("a second {quote} at the end of the cell", quote=dialect.quote),
                 remedy=Sentence("close the cell, or remove the {quote}", quote=dialect.quote))  # fmt: skip


def text_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of any frame with every cell a string without blanks around it, "" where there is none."""
    return pd.DataFrame({column: table[column].astype(object).where(table[column].notna(), "").astype(str).str.strip()
                         for column in table.columns}, index=table.index, dtype=str)


def row_numbers(table: pd.DataFrame) -> np.ndarray:
    """Return the number of each row as an editor shows it, the header being 1."""
    whole = pd.api.types.is_integer_dtype(table.index)
    return np.asarray(table.index if whole else np.arange(len(table)), dtype=np.int64) + 2


def missing_columns(table: pd.DataFrame, wanted: Iterable[str], *, file: str, expected: str) -> list[Fault]:
    """Return a fault for every wanted column that the table has not."""
    return [
        Fault(what=Sentence("the column {column} is missing", column=column), file=file, column=column,
              value=", ".join(map(str, table.columns)), expected=expected,
              remedy=Sentence("add the column {column} to the header", column=column))
        for column in wanted if column not in table.columns
    ]  # fmt: skip




def _is_plain(path: Path) -> bool:
    """Whether a file is a CSV in UTF-8 with commas and names of columns in small letters, as far as its head tells.

    What cannot be opened is taken for one: whoever reads it says what is wrong.
    """
    if path.suffix.casefold() not in {".csv", ""}:
        return not path.is_file()
    try:
        with path.open("rb") as file:
            head = file.read(SAMPLE_CHARACTERS)
        whole = len(head) < SAMPLE_CHARACTERS
        lines = head.decode("utf-8-sig", errors="strict" if whole else "ignore").splitlines()
    except UnicodeDecodeError:
        return False
    except (OSError, ValueError):
        return True
    if not lines:
        return True
    names = [name.strip().strip('"') for name in lines[0].split(",")]
    small = all(name.casefold() == name for name in names)
    tagged = len(lines) > 1 and lines[1].startswith("#")
    commas = len(names) > 1 or dialect_of(path).delimiter == ","
    return small and commas and not tagged and "\0" not in lines[0]


def _of_another_shape(path: Path) -> pd.DataFrame:
    """Read a dataset's own table in a shape of its own: the names of columns in small letters, coordinates with a point."""
    from geo.tables.cells import as_numbers, decimal_of
    from geo.tables.readers import read_table_file

    file = read_table_file(path)
    table = file.table
    names = [re.sub(r"[\s-]+", "_", str(name).strip().casefold()) for name in table.columns]
    table = table.set_axis(names if len(set(names)) == len(names) else table.columns, axis=1)
    for column in {"lon", "lat"} & set(table.columns):
        table = table.assign(**{column: as_numbers(table[column], decimal=decimal_of(table[column]))})
    table.attrs = {"notes": file.notes}
    return table


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    """Return how many lines hold a sign equally often, and how often."""
    counts = Counter(n for line in lines if (n := line.count(sign)))
    often, lines_so = max(counts.items(), key=lambda one: one[1], default=(0, 0))
    return lines_so, often


def _quoted_cells(sample: str, delimiter: str, quote: str) -> int:
    edge = re.escape(delimiter)
    return len(re.findall(f"(?:^|{edge}){quote}(?:[^{quote}\\n]|{quote}{quote})*{quote}(?={edge}|$)", sample, re.MULTILINE))


def _under_header(cells: pd.DataFrame, *, file: str) -> pd.DataFrame:
    header = [str(name).strip() for name in cells.iloc[0]]
    raise_faults(
        Fault(what=Sentence("the column {name} stands twice in the header", name=name), file=file, row=1, column=name,
              expected=Sentence("each column once"), remedy=Sentence("remove or rename one of them"))
        for name in sorted({n for n in header if n and header.count(n) > 1})
    )  # fmt: skip
    table = cells.iloc[1:].set_axis(header, axis=1)
    table = table.loc[:, [bool(name) for name in header]] if "" in header else table
    table.index = pd.RangeIndex(len(table))
    blank = (table == "").all(axis=1)
    return table[~blank] if blank.any() else table
