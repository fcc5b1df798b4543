"""The figures of a table of reports: customers, people, settlements, facilities; one kind is never taken for another."""

from collections.abc import Iterable, Mapping

import pandas as pd

from geo.column_words import UNITS, say_column
from geo.mapping.assignment import Assignment, from_to, is_of_reports, is_own
from geo.mapping.columns import (
    CROSSED,
    ENOUGH,
    SURE,
    cells_in,
    column_for,
    first_cell,
    out_now,
    share_of_numbers,
    unit_of,
    unused_of,
)
from geo.mapping.infer_states import back_beside_figures
from geo.mapping.infer_times import called_a_time
from geo.mapping.infer_words import DEGREES
from geo.mapping.vocabulary import fit, is_planned, is_share, meanings, speaks_of_plans
from geo.quantities import KINDS, parse_quantity
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.cells import as_numbers, as_quantities, decimal_of, is_multiple, is_number, is_percent
from geo.tables.layout import some


def take_figures(took: Assignment) -> None:
    """Take the figures of each kind.

    A figure of one kind is never taken for another, nor one of planned work, or of all customers,
    for those that are out. Outside a list of outages, "customers" alone are all customers.
    """
    avoided = meanings()["not"]
    listed = is_of_reports(took.file) or bool({"started_at", "lon"} & set(took.columns))
    for ours in KINDS:
        able = []
        for c in took.free:
            unit, out = unit_of(c), fit(c, avoided["totals"]) >= ENOUGH
            other = unit in CROSSED if ours == "customers" else unit not in {"", ours}
            whole = not out and (not listed or fit(c, avoided["affected"]) >= ENOUGH)
            unfit = is_planned(c) or is_share(c) or (fit(c, avoided["figures"]) >= ENOUGH and unit != "people")
            if not (other or unfit or (whole and not _counts_out(took.file, c))):
                able.append(c)
        able = out_now(c for c in able if _are_quantities(took.file, c))
        took.assign_best(ours, able)
        if ours == "customers" and ours not in took.columns:
            best, named = column_for(took.file, "customers_out", "counts", able)
            took.assign(ours, (best,) if named >= ENOUGH else ())
            alone = [c for c in able if unit_of(c) == "customers"] if from_to(took.file) else []
            took.assign(ours, tuple(alone) if len(alone) == 1 else ())  # of an outage only those who are out are counted
        named_so = ours in {"customers", "people"} & set(took.columns)
        if named_so and not unit_of(took.columns[ours][0]):
            took.notes.setdefault(ours, Sentence("its name does not say of whom: read as {ours}", ours=ours))


def _counts_out(file: TableFile, column: str) -> bool:
    """Whether the name of a column says that it counts those without power, and not all."""
    out = column_for(file, "customers_out", "counts", [column])[1]
    return out >= ENOUGH and out > column_for(file, "customers_total", "counts", [column])[1]


def _are_quantities(file: TableFile, column: str) -> bool:
    some = cells_in(file, column)
    return bool(some) and sum(map(_is_quantity, some)) / len(some) >= SURE


def _is_quantity(text: str) -> bool:
    if is_number(text):
        return True
    try:
        return parse_quantity(str(as_quantities(pd.Series([text]), decimal=".").iat[0])) is not None
    except ValueError:
        return False


def ask_of_all(took: Assignment) -> list[tuple[str, str]]:
    """Give back a column of customers or people that may count all of a place, and return what must be asked of it.

    Where words say how much of each place is out, "half" beside "Customers" 900,000 may mean all that it has.
    """
    asks = list[tuple[str, str]]()
    if (back := shares_restored(took.file)) and not says_still(took.columns.get("customers", ("",))[0]):
        for ours in KINDS:
            if names := took.columns.pop(ours, ()) if ours not in took.given else ():
                took.notes.pop(ours, None)
                asks.append((told_of_the_rest(back, names[0]), say_column(ours, names[0])))
    degrees = {*took.values.get("extent", {}).values()} & DEGREES
    apart = is_own(took.file) or {"event_id", "ended_at"} & {*took.columns}  # each row is an outage, and says of its own
    for ours in sorted({"customers", "people"} & {*took.columns} - took.given) if not apart else ():
        if counting := _counts_on(took.file, took.columns[ours][0], ours, took.free):
            asks += counting
            del took.columns[ours]
            took.notes.pop(ours, None)
    for ours in ("customers", "people") if degrees - {"all"} and not apart else ():
        (column,) = took.columns.get(ours, ("",))
        if not column or ours in took.given or fit(column, meanings()["not"]["totals"]) > 0 or _counts_out(took.file, column):
            continue
        del took.columns[ours]
        took.notes.pop(ours, None)
        asks.append((Sentence("{column!r} may count all {unit} of a place or those without power, and is not used",
                              column=column, unit=UNITS[ours]), say_column(ours, column)))  # fmt: skip
    return asks


def told_of_the_rest(share: str, out: str) -> Sentence:
    """Say that a share of all who were affected has power again, so that their column does not count who is out now."""
    return Sentence("{share!r} says how much is restored, so that only the rest of {out!r} is without power", share=share,
                    out=out)


def says_still(column: str) -> bool:
    """Whether a name speaks of those who are without power now, or still."""
    return fit(column, (*meanings()["not"]["still"], *meanings()["not"]["now"])) > 0


def shares_restored(file: TableFile) -> str:
    """Return the column that says which share of those affected has power again, "" if none does."""
    words = meanings()["not"]
    called = (c for c in map(str, file.table.columns)
              if fit(c, words["restored_share"]) >= ENOUGH or (is_share(c) and fit(c, words["restored"]) > 0))  # fmt: skip
    shares = (c for c in called if any(is_number(cell) or is_percent(cell) for cell in cells_in(file, c)))
    return next(shares, "")


def take_restored(file: TableFile, taken: dict[str, tuple[str, ...]], notes: dict[str, str]) -> list[str]:
    """Take the column of those that have power again, where customers out are all who ever were affected.

    It is subtracted only if nowhere more have power again than were affected; else return what to tell of it.
    """
    out = taken.get("customers_out", ("",))[0]
    if "customers_restored" in taken or fit(out, meanings()["not"]["ever"]) == 0:
        return []
    back = [c for c in unused_of(file.table, taken) if fit(c, meanings()["not"]["restored"]) > 0 and not is_share(c)
            and unit_of(c) in {"", unit_of(out)} and share_of_numbers(file, c) >= SURE]  # fmt: skip
    if len(back) != 1:
        return []
    if (_figures_in(file, back[0]) > _figures_in(file, out)).any():
        return [Sentence("{column} has more than {out} in some rows, and is not used: if it counts some of them, subtract it "
                         'with --column "customers_restored={column}"', column=back[0], out=out)]  # fmt: skip
    taken["customers_restored"] = (back[0],)
    notes["customers_restored"] = Sentence("subtracted from {out}, read as all who were affected: remove it if those are out now",
                                           out=out)
    return []


def ask_of_ever(
    file: TableFile, taken: dict[str, tuple[str, ...]], notes: dict[str, str], given: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    """Give back a column of customers out that may count all who ever were affected, and return what must be asked of it."""
    (out,) = taken.get("customers_out", ("",))
    if not out or "customers_out" in given or "customers_restored" in taken:
        return ()
    asks = _counts_on(file, out, "customers_out", unused_of(file.table, taken))
    if asks:
        del taken["customers_out"]
        notes.pop("customers_out", None)
    return asks


def ask_of_states(
    file: TableFile, taken: dict[str, tuple[str, ...]], notes: dict[str, str], given: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    """Give back a column of all who were affected beside words that power is back, and return what must be asked of it."""
    (out,) = taken.get("customers_out", ("",))
    if not out or "customers_out" in given or "customers_restored" in taken or says_still(out):
        return ()
    column, said = back_beside_figures(file, out, unused_of(file.table, taken))
    if not column or (fit(out, meanings()["not"]["ever"]) == 0 and unit_of(out)):
        return ()
    del taken["customers_out"]
    notes.pop("customers_out", None)
    remedy = Sentence("if all of them are, {remedy}", remedy=say_column("customers_out", out))
    return ((told_of_states(column, said, out), remedy),)


def told_of_states(column: str, said: list[str], out: str) -> Sentence:
    """Say that a column says of some rows that power is back, beside figures of another column."""
    return Sentence("{column!r} says {words} of rows with figures under {out!r}: who of them is without power now is not said",
                    column=column, words=some(map(repr, said), most=3), out=out)


def _counts_on(file: TableFile, column: str, ours: str, free: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what must be asked of a column that says that it counts on from the beginning, or that stands beside another one of
    customers, of which nothing is known and which may say how many of them have power again.
    """
    words = meanings()["not"]
    counts_on = fit(column, words["cumulative"]) > 0 and fit(column, words["still"]) == 0
    if (says_still(column) and not counts_on) or fit(column, words["ever"]) == 0:
        return ()
    affected = _figures_in(file, column)
    others = [c for c in free if unit_of(c) == "customers" and not (is_share(c) or speaks_of_plans(c))
              and share_of_numbers(file, c) >= SURE and not (_figures_in(file, c) > affected).any()]  # fmt: skip
    remedy = Sentence("if it does count them, {remedy}", remedy=say_column(ours, column))
    if others:
        return ((Sentence("{column!r} may count all who ever were affected, and {other!r} those who have power again",
                          column=column, other=others[0]), remedy),)  # fmt: skip
    if fit(column, words["cumulative"]) > 0:
        return ((Sentence("{column!r} counts on from the beginning, and does not say who is without power now", column=column),
                 remedy),)  # fmt: skip
    return ()


def _figures_in(file: TableFile, column: str) -> pd.Series:
    return pd.to_numeric(as_numbers(file.table[column], decimal=decimal_of(cells_in(file, column))), errors="coerce")


def unread_figures(file: TableFile) -> str:
    """Return a column that bears the name of customers out and holds no figures, with its first cell; "" if there is none."""
    words = meanings()["counts"]["customers_out"]
    found = [
        c
        for c in map(str, file.table.columns)
        if fit(c, words) >= SURE - 0.1
        and not called_a_time(file, c)
        and share_of_numbers(file, c) < SURE
        and first_cell(file.table[c])
    ]
    unread = [
        repr(cell)
        for column in found[:1]
        for cell in cells_in(file, column)
        if not is_number(cell) and not is_multiple(cell)
    ]
    return Sentence("{column!r} holds {cells}", column=found[0], cells=some(unread[:2])) if unread else ""


def blank_figures(file: TableFile) -> str:
    """Return a column that bears the name of customers out and holds nothing at all, "" if there is none."""
    words = meanings()["counts"]["customers_out"]
    return next((c for c in map(str, file.table.columns) if fit(c, words) >= SURE - 0.1 and not first_cell(file.table[c])), "")
