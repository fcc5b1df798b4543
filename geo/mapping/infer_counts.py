"""Guess what the columns of a table of counts mean: by their names, by HXL tags, and by what is in them.

The guess is stated, never silent. It never crosses from one thing that is counted to another: people, households, meters and
outages are no customers, and customers of planned work are not all customers. Where a name does not say which, the user is asked.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from geo.column_words import COLUMN_WORDS, UNITS, named, say_column
from geo.mapping.columns import (
    CROSSED,
    ENOUGH,
    SURE,
    Guess,
    cells_in,
    column_for,
    errors_in,
    first_cell,
    is_row_number,
    out_now,
    share_of_numbers,
    unit_of,
    unused_of,
)
from geo.mapping.feeds import feed_of
from geo.mapping.infer_around import headings_among, region_told
from geo.mapping.infer_left_out import left_out_of, no_outages
from geo.mapping.infer_namesakes import names_of_parts, regions_of_one_name
from geo.mapping.infer_places import Where, doubts_of_places, kind_in_words, nowhere, where_of, wider_place
from geo.mapping.infer_quantities import ask_of_ever, ask_of_states, says_still, shares_restored, take_restored, told_of_the_rest
from geo.mapping.infer_speakers import several_speak
from geo.mapping.infer_times import as_given, in_form, moment_beside, times_of
from geo.mapping.infer_unit import unit_told
from geo.mapping.infer_zone import zone_told
from geo.mapping.known_regions import KnownRegions
from geo.mapping.left_out import LEFT_OUT
from geo.mapping.mapping import PLACE_KIND, Duplicates, TableMapping
from geo.mapping.vocabulary import fit, is_planned, is_share, meanings, says_out, speaks_of_plans
from geo.places import system_of
from geo.sentences import Sentence, control
from geo.tables import TableFile
from geo.tables.cells import as_numbers, decimal_of, is_bound, is_multiple, is_percent
from geo.tables.layout import some
from geo.tables.totals import is_sum

FIGURES = ("customers_out", "customers_total")
MORE_THAN_ALL = 0.25  # share of the rows with more out than all, for "all" to be something else


def guess_counts(
    file: TableFile,
    known: KnownRegions,
    *,
    given: Mapping[str, tuple[str, ...]] | None = None,
    time: str = "",
    place: str = "",
) -> Guess:
    """Guess the mapping of a table of counts; what it lacks is in `missing`, what only the user can say in `asks`.

    `given`: the columns that the user has named; `time`, `place`: the moment and the place of the whole table.
    """
    given = dict(given or {})
    feed = None if given else feed_of(file)
    if feed is not None:
        return _of_feed(file, known, *feed)
    taken, notes = dict(given), dict[str, str]()
    state = known.wider_named(place)
    defaults = {ours: text for ours, text in (("time", time), ("place", "" if state else place)) if text}
    where = where_of(file, known, "counts", unused_of(file.table, taken))
    told, line = region_told(file, known, where) if not {"region_code", "place"} & {*taken, *defaults} else ("", "")
    if told:
        defaults["place"], notes["place"] = told, Sentence("as {beside} of the file says", beside=line)
    if not {"region_code", "place"} & {*taken, *defaults}:
        taken, notes = taken | where.columns, notes | where.notes
        if where.place_kind:
            defaults[PLACE_KIND] = where.place_kind
            notes[PLACE_KIND] = kind_in_words(where)
    times = times_of(file, month_first=known.month_first, given=taken)
    notes |= as_given(file, given, times.form)
    moment = () if len(times.unknown) > 1 else times.first_of("capture", "time", "reported")  # of two that say nothing none is it
    if "time" not in taken and moment and not times.clocks:
        taken["time"], notes["time"] = moment, in_form(file, moment, times.form)
    elif "time" not in {*taken, *defaults} and (beside := moment_beside(file))[0]:
        defaults["time"], notes["time"] = beside[0], Sentence("as {beside} of the file says", beside=beside[1])
    asks = _take_figures(file, taken, notes, times.columns)
    restored = take_restored(file, taken, notes)
    asks += ask_of_ever(file, taken, notes, given)
    asks += ask_of_states(file, taken, notes, given)
    missing, more_asks = _lacking(file, known, taken, defaults, where)
    asks += more_asks
    figures = [
        cell
        for ours in FIGURES
        for name in taken.get(ours, ())
        for cell in cells_in(file, name)
    ]
    multiples = [cell for cell in figures if is_multiple(cell)]
    remarks = (
        *times.remarks,
        *((Sentence("{multiples}: read in thousands or millions", multiples=some(map(repr, multiples))),) if multiples else ()),
        *errors_in(file, [name for ours in FIGURES for name in taken.get(ours, ())]),
        *doubts_of_places(file, known, taken, state=state),
        *restored,
    )
    zone, said = zone_told(file, taken.get("time", ()))
    unit, in_what = unit_told(file)
    reading = replace(
        file.reading,
        date_format=times.form,
        zone=zone,
        decimal=decimal_of(cell for cell in figures if not is_multiple(cell)),
        multiples=bool(multiples),
        unit=unit,
        thousands=_thousands(figures),
        admin1=wider_place(file, known, taken, notes, said=state),
    )
    gone, words, void = left_out_of(file, planned=True) if LEFT_OUT not in taken else ((), {}, [])  # what the user says holds
    if gone:
        taken[LEFT_OUT], notes[LEFT_OUT] = gone, no_outages(void)
    values = {LEFT_OUT: words} if words else {}
    mapping = TableMapping(columns=taken, defaults=defaults, reading=reading, values=values)
    mapping, more = (mapping, ()) if missing else _with_part(file.table, mapping, notes, known, file)
    return Guess(
        kind="" if missing else "counts",
        mapping=mapping,
        notes=notes,
        codes=where.codes,
        missing=tuple(missing),
        unused=unused_of(file.table, dict(mapping.columns)),
        remarks=(*remarks, *filter(None, [said, in_what]), *more),
        asks=asks,
    )


def _lacking(
    file: TableFile, known: KnownRegions, taken: dict[str, tuple[str, ...]], defaults: Mapping[str, str], where: Where
) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return what a table lacks to be one of counts, and what only the user can say; what would draw a wrong map is given up."""
    asks = list[tuple[str, str]]()
    missing = [] if {"region_code", "place"} & {*taken, *defaults} else [nowhere(known)]
    if headings := headings_among(file, known, taken):
        asks.append(headings)
        missing.append(named("place"))
        del taken["place"]  # what is written all the same draws nothing
    if where.split and where.columns.get("place") == taken.get("place"):
        missing.append(Sentence("a place of one region in each row"))  # what several have together is no count of one
        for ours in where.columns:
            taken.pop(ours, None)
    missing += [named(ours) for ours in ("time", "customers_out") if ours not in {*taken, *defaults}]
    if any(is_bound(c) for n in taken.get("customers_out", ()) for c in cells_in(file, n)):
        missing.append(Sentence("{column} in whole figures", column=named("customers_out")))
        del taken["customers_out"]
    if not missing and (several := several_speak(file, taken)):
        asks.append(several)
        missing.append(Sentence("one figure for each region and time"))
    return missing, tuple(asks)


def _take_figures(
    file: TableFile,
    taken: dict[str, tuple[str, ...]],
    notes: dict[str, str],
    times: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[str, str], ...]:
    """Take the columns of customers out and of all customers, and return what must be asked: what a column counts."""
    used = {name for names in (*taken.values(), *times.values()) for name in names}
    figures = [
        c
        for c in map(str, file.table.columns)
        if c not in used
        and share_of_numbers(file, c) >= SURE
        and (fit(c, meanings()["not"]["figures"]) < ENOUGH or fit(c, meanings()["not"]["still"]) > 0)
        and not is_row_number(file, c)
    ]
    if "customers_out" not in taken and (asks := _take_out(file, taken, notes, figures, used)) is not None:
        return asks
    out = taken["customers_out"][0]
    if len(file.table) > 2 and set(cells_in(file, out)) <= {"0", "1"}:
        notes["customers_out"] = (
            Sentence("holds only 0 and 1, read as customers: if they mean no and yes, this is no table of counts")
        )
    if "customers_total" not in taken:
        units = {"", "customers"} if unit_of(out) in {"", "customers"} else {"", unit_of(out)}
        able = [
            c
            for c in figures
            if c != out
            and unit_of(c) in units
            and not speaks_of_plans(c)
            and not _is_of_affected(c)
        ]
        total, score = column_for(file, "customers_total", "counts", able)
        if score >= ENOUGH and _is_more(file, total, out):
            taken["customers_total"] = (total,)
    return ()


def _take_out(
    file: TableFile, taken: dict[str, tuple[str, ...]], notes: dict[str, str], figures: list[str], used: set[str]
) -> tuple[tuple[str, str], ...] | None:
    """Take the column of customers out among columns of figures; if none is sure, return what must be asked."""
    clear = out_now(c for c in figures if not (unit_of(c) in CROSSED or is_planned(c) or is_share(c) or _is_total(file, c)))
    of_customers = [c for c in clear if unit_of(c) == "customers" and _fits_out(file, c) >= ENOUGH]
    out, score = column_for(file, "customers_out", "counts", of_customers or clear)
    if score < ENOUGH:
        return _asks(file, figures, used)
    if (back := shares_restored(file)) and not says_still(out):
        return ((told_of_the_rest(back, out), Sentence("give a column of those who are still without power")),)
    taken["customers_out"] = (out,)
    if not unit_of(out):
        notes["customers_out"] = Sentence("its name does not say of whom: read as customers")
    return None


def _asks(file: TableFile, figures: list[str], used: set[str]) -> tuple[tuple[str, str], ...]:
    """Return what must be asked of columns that may count customers out: what they count, or the number that a share is of."""
    free = [c for c in map(str, file.table.columns) if c not in used]
    shares = [c for c in free if is_share(c)]
    told = [c for c in figures if unit_of(c) or says_out(c)]  # a figure of which nothing is said is asked about if alone
    asks = [_asked(c) for c in sorted(told or figures[:len(figures) == 1], key=lambda c: -_fits_out(file, c))
            if (not _is_total(file, c) or unit_of(c) in CROSSED) and c not in shares
            and fit(c, meanings()["counts"]["region_code"]) < ENOUGH]
    asks += [(Sentence("{column!r} is a share, which needs the number of customers", column=c),
              Sentence("give a column of figures")) for c in shares]  # fmt: skip
    asks += [_percent(c, file) for c in free if any(map(is_percent, file.table[c]))]
    return tuple(asks)


def _fits_out(file: TableFile, column: str) -> float:
    return column_for(file, "customers_out", "counts", [column])[1]


def _asked(column: str) -> tuple[str, str]:
    unit = unit_of(column)
    remedy = Sentence("if it does count them, {remedy}", remedy=say_column("customers_out", column))
    if unit not in {"", "customers"}:
        return Sentence("{column!r} counts {unit}, which are no customers", column=column, unit=UNITS[unit]), remedy
    return Sentence("{column!r} does not say whether it counts customers without power", column=column), remedy


def _percent(column: str, file: TableFile) -> tuple[str, str]:
    cell = next(filter(is_percent, file.table[column]))
    return (Sentence("{column!r} holds percentages ({cell}), which need the number of customers", column=column, cell=cell),
            Sentence("give a column of figures"))  # fmt: skip


def _is_more(file: TableFile, total: str, out: str) -> bool:
    """Whether a column can be all of whom another column has some."""
    decimal = decimal_of([*cells_in(file, total), *cells_in(file, out)])
    whole, part = (pd.to_numeric(as_numbers(file.table[c], decimal=decimal), errors="coerce") for c in (total, out))
    both = whole.notna() & part.notna()
    return not both.any() or float((part[both] > whole[both]).mean()) <= MORE_THAN_ALL


def _thousands(cells: list[str]) -> str:
    """Return the sign that parts the thousands of some figures, "" if none does."""
    signs = (re.search(r"\d([^\d])\d{3}(?!\d)", cell) for cell in cells)
    return next((sign[1] for sign in signs if sign), "")


def _is_of_affected(column: str) -> bool:
    """Whether a name speaks of those that are out, or of a peak of them, however much it is a total."""
    return fit(column, meanings()["not"]["totals"]) >= ENOUGH


def _is_total(file: TableFile, column: str) -> bool:
    total, out = (
        column_for(file, ours, "counts", [column])[1]
        for ours in ("customers_total", "customers_out")
    )
    return total > out and not _is_of_affected(column)


def _with_part(
    table: pd.DataFrame, mapping: TableMapping, notes: dict[str, str], known: KnownRegions, file: TableFile
) -> tuple[TableMapping, tuple[str, ...]]:
    """Name the column that tells rows of one region and time apart; else say that the highest is shown."""
    if "part" in mapping.columns:
        return _parted(mapping, mapping.columns["part"]), ()
    keys = [
        name for ours in ("region_code", "place", "time") for name in mapping.columns.get(ours, ())
    ]
    free = unused_of(table, dict(mapping.columns))
    inner = next((c for c in free if known.are_parts(c, table[c]) and share_of_numbers(file, c) < ENOUGH), "")
    if inner and mapping.defaults.get(PLACE_KIND) != "settlement":
        notes["part"] = Sentence("rows are of places in the region, and are added: the rest of it is not told of")
        return _parted(mapping, (inner,)), ()
    repeated = (
        table.duplicated(keys, keep=False) if keys else pd.Series(data=False, index=table.index)
    )
    if not repeated.any():
        return mapping, ()
    if told_apart := regions_of_one_name(table, mapping, keys, known):
        notes["place"] = Sentence("regions of one name are told apart by {column!r}", column=told_apart.columns["place"][-1])
        return told_apart, ()
    apart = [column for column in free if not table[repeated].duplicated([*keys, column]).any()]
    part, named = column_for(file, "part", "counts", apart or free)
    if named < ENOUGH and (names := names_of_parts(file, apart, mapping.columns)):
        part, named = names, ENOUGH
    if named < ENOUGH:
        n = int((repeated & ~table.duplicated(keep=False)).sum())
        return mapping, (
            Sentence("{n} rows share their region and time with others, and no column tells them apart: the highest is "
                     "shown; if they are parts that add up, {remedy}", n=n,
                     remedy=control(Sentence("say which column tells them apart with --column part=NAME"),
                                    field=Sentence("choose the column that tells them apart in the box “{field}”",
                                                   field=COLUMN_WORDS["part"]))),
        ) if n else ()
    sums = table.loc[is_sum(table[part]), part].unique()
    notes["part"] = (
        Sentence("rows of one region and time are parts of it, and are added, except those of {sums}, which are sums of the "
                 "others", sums=", ".join(map(repr, sums)))
        if len(sums)
        else Sentence("rows of one region and time are parts of it, and are added")
    )  # fmt: skip
    return _parted(mapping, (part,)), ()


def _parted(mapping: TableMapping, part: tuple[str, ...]) -> TableMapping:
    return replace(mapping, columns={**mapping.columns, "part": part},
                   reading=replace(mapping.reading, duplicates=Duplicates.told_apart_by(part)))  # fmt: skip


def _of_feed(
    file: TableFile, known: KnownRegions, feed: str, mapping: TableMapping, remarks: tuple[str, ...]
) -> Guess:
    (column,) = mapping.columns["region_code"]
    theirs, share = known.column_of_codes(file.table[column])
    notes: dict[str, str] = {
        "region_code": Sentence("{share} of its codes ({system}) are codes of regions", share=f"{share:.0%}",
                                system=system_of(file.table[column].unique()))
    }
    lost = (Sentence("none of its codes, such as {code!r}, is of a region", code=first_cell(file.table[column])),
            control(Sentence("take the counties of the United States with --template us-counties"),
                    field=Sentence("choose the counties of the United States under “Regions”")))  # fmt: skip
    return Guess(
        kind="counts" if share else "",
        mapping=mapping,
        notes=notes,
        unused=unused_of(file.table, dict(mapping.columns)),
        codes=theirs,
        feed=feed,
        remarks=remarks,
        missing=() if share else (nowhere(known),),
        asks=() if share else (lost,),
    )
