"""Decisions on names that had to be asked: `places.csv` in the dataset's folder, so that each is asked once.

Columns: `written` (the name as the source wrote it), `code` (of the region), `place_id` (of the
gazetteer or the settlements; blank for the region itself), `decided_at` (ISO 8601, may be blank).
"""

import csv
import datetime as dt
import io
from collections.abc import Container
from pathlib import Path

from geo.errors import Fault, UsageError, raise_faults
from geo.files import only_writer, write_whole
from geo.names.index import Decision
from geo.names.transliteration import plain_form
from geo.sentences import Sentence
from geo.tables import missing_columns, read_text_table, row_numbers, text_table

FILE = "places.csv"
COLUMNS = ("written", "code", "place_id", "decided_at")


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Return the decisions of a dataset folder, none if it has no `places.csv`. Raises DataError with every fault."""
    path = folder / FILE
    if not path.exists():
        return ()
    table = text_table(read_text_table(path))
    raise_faults(
        missing_columns(table, ("written", "code"), file=FILE, expected=", ".join(COLUMNS))
    )
    raise_faults(
        Fault(what=Sentence("a decision without a name or a region"), file=FILE, row=int(row), column="written, code",
              value=f"{written}, {code}", expected=Sentence("a written name and the code of a region"),
              remedy=Sentence("fill or remove the row"))
        for row, written, code in zip(
            row_numbers(table), table["written"], table["code"], strict=True
        )
        if not plain_form(written) or not code
    )
    ids = table["place_id"] if "place_id" in table else [""] * len(table)
    rows = zip(table["written"], table["code"], ids, strict=True)
    return tuple(
        Decision(written=written, code=code, place_id=place_id) for written, code, place_id in rows
    )


def remember(
    folder: Path,
    *,
    written: str,
    code: str,
    codes: Container[str],
    place_id: str = "",
    decided_at: dt.datetime | None = None,
) -> None:
    """Write one decision to `places.csv`, in place of an older one on the same name; the file is whole at every moment.

    Several may do so at once, in one process or in several: each decision is kept. `codes` are
    those of the dataset's regions. Raises UsageError for another code or a blank name, OSError if
    writing fails.
    """
    if code not in codes:
        raise UsageError(Sentence("The dataset has no region with the code {code!r}, so {written!r} cannot mean it.",
                                  code=code, written=written))
    if not plain_form(written):
        raise UsageError(Sentence("{written!r} is no name.", written=written))
    path = folder / FILE
    moment = (decided_at or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
    decision = {"written": written, "code": code, "place_id": place_id, "decided_at": moment}
    with only_writer(path):
        rows = [*_rows_of(path, besides=plain_form(written)), decision]
        _write(path, sorted(rows, key=lambda row: row["written"]))


def _rows_of(path: Path, *, besides: str) -> list[dict[str, str]]:
    if not path.exists():
        return []
    table = text_table(read_text_table(path))
    rows = [
        {column: str(row.get(column, "")) for column in COLUMNS} for row in table.to_dict("records")
    ]
    return [row for row in rows if plain_form(row["written"]) != besides]


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, text.getvalue().encode())
