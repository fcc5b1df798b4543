"""Guess the columns of a table of outage reports. What a table lacks gets a value that is stated, and a role is never made up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import pandas as pd

from geo.mapping.columns import CROSSED, ENOUGH, SURE, Guess, column_for, errors_in, share_of_numbers, some_cells, unit_of, unused_of
from geo.mapping.infer_places import nowhere, points_of, projected_of, where_of, wider_place
from geo.mapping.infer_times import Times, in_form, moment_beside, role_of, times_of
from geo.mapping.known_regions import KnownRegions
from geo.mapping.mapping import AFFECTED, RESTORED, ROW, TableMapping
from geo.mapping.vocabulary import fit, folded, is_planned, meanings, our_word
from geo.quantities import KINDS, parse_quantity
from geo.reports import COLUMNS, WORDS
from geo.tables import TableFile
from geo.tables.cells import as_quantities, decimal_of, is_number

TEXTS = ("source", "substation", "scope", "asset")
UTILITIES = ("utility", "utility name", "operator", "company", "provider", "provider name", "dso", "netzbetreiber", "distribuidora")
ENVELOPE_SOURCES = ("provider", "utility", "operator", "company", "source", "publisher", "organisation", "organization")
DISTINCT_WORDS = 60  # a column with more of them holds text, not words of a list
LEAST = {"extent": "unknown", "kind": "unknown", "cause": "unknown", "source_role": "", "status": "claimed"}
SIGNS_OF_REPORTS = ("summary", "source", "extent", "cause", "ended_at", "status", "kind", "source_url")
MORE_SIGNS = (("estimated restoration", "etr", "restoration time"), ("lat", "latitude"), ("incident id", "outage id", "incident number"))
SIGNS_NEEDED = 2
STATES_OF_OUTAGES = ("status", "outage status", "incident status", "state of outage", "event", "event status", "restoration status", "condition")
RESTORED_WORDS = ("restored", "power restored", "service restored", "відновлено", "восстановлено", "wiederhergestellt", "restablecido", "rétabli")
OWN_COLUMNS = 4  # so many columns that are called as ours are, for a table to be a dataset's own
TIME_OF = {"started_at": ("start", "time"), "ended_at": ("end",), "reported_at": ("capture", "reported"), "published_at": ("published",)}


@dataclass
class Assignment:
    """What each of our columns is taken from, and why; it grows while the columns of a table are weighed."""

    file: TableFile
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def free(self) -> list[str]:
        """The columns that stand for nothing of ours yet."""
        return list(unused_of(self.file.table, self.columns))

    def assign(self, ours: str, names: tuple[str, ...], why: str = "") -> None:
        """Take columns for one of ours, unless it has some."""
        if names and ours not in self.columns:
            self.columns[ours] = names
            self.notes |= {ours: why} if why else {}

    def assign_best(self, ours: str, columns: Iterable[str], *, at_least: float = ENOUGH + 0.1) -> None:
        """Take the column whose name fits ours best, if it fits well."""
        best, named = column_for(self.file, ours, "outages", columns)
        if named >= at_least:
            self.assign(ours, (best,))


def is_of_reports(file: TableFile) -> bool:
    """Whether a table has columns that only reports have: a source, a summary, a cause, an end."""
    first = {ours: meanings()["outages"][ours][:4] for ours in SIGNS_OF_REPORTS}
    names = list(map(str, file.table.columns))
    signs = [ours for ours, words in first.items() if any(fit(c, words) >= SURE - 0.1 for c in names)]
    more = [words for words in MORE_SIGNS if any(fit(c, words) >= SURE for c in names)]
    return from_to(file) or is_own(file) or len(signs) + len(more) >= SIGNS_NEEDED or "summary" in signs


def from_to(file: TableFile) -> bool:
    """Whether each row has a start and an end, in two columns of times: it is one outage, not a count at a moment."""
    return {"start", "end"} <= set(times_of(file).columns) or {"time", "end"} <= set(times_of(file).columns)


def is_own(file: TableFile) -> bool:
    """Whether a table is a dataset's own, in whatever shape: its columns are called as ours are."""
    names = {folded(str(column)).replace(" ", "_") for column in file.table.columns}
    return "extent" in names and len(names & set(COLUMNS)) >= OWN_COLUMNS


def guess_reports(file: TableFile, known: KnownRegions, *, name: str, substations: bool = True,
                  given: Mapping[str, tuple[str, ...]] | None = None, time: str = "", place: str = "", crs: str = "") -> Guess:
    """Guess the mapping of a table of reports; what it lacks is in `missing`, what is put in its place in `defaults`.

    `substations`: there are some; without them a report that names one still has its region. `given`, `time`, `place`, `crs`:
    what the user says of columns, of the moment and the place of the whole table, and of its coordinates.
    """
    took = Assignment(file=file, columns=dict(given or {}), notes=dict.fromkeys(given or {}, "as you say"))
    if is_own(file):
        for column in map(str, file.table.columns):
            ours = folded(column).replace(" ", "_")
            took.columns |= {ours: (column,)} if ours in COLUMNS and ours not in took.columns else {}
    times = times_of(file, month_first=known.month_first, without={c for names in took.columns.values() for c in names})
    day = _take_times(took, times, time)
    projected = _take_points(took, crs)
    where = where_of(file, known, "outages", took.free)
    codes, split = where.codes, "" if "place" in took.columns else where.split
    if not {"region_code", "place"} & set(took.columns) and not place:
        for ours, names in where.columns.items():
            took.assign(ours, names, where.notes.get(ours, ""))
    for ours in ("summary", "source_url"):
        took.assign_best(ours, took.free)
    if place:
        took.defaults["place"], took.notes["place"] = place, "as you say"
    if "region_code" in took.columns:
        inner = [c for c in took.free if known.share_of_names(file.table[c]) < 0.9 and share_of_numbers(file.table[c]) < ENOUGH]
        took.assign_best("place", inner, at_least=SURE)
    _take_figures(took)
    _take_words(took, name)
    for ours in TEXTS:
        took.assign_best(ours, took.free)
    one_each = _take_event(took, times)
    ids = [*took.free, *(took.columns["event_id"] if len(took.columns.get("event_id", ())) == 1 else ())]
    took.assign_best("record_id", [c for c in ids if file.table[c].is_unique and (file.table[c] != "").all()])
    if not substations and {"region_code", "place", "lon"} & set(took.columns):
        took.columns.pop("substation", None)
    _state(took, name, one_each=one_each)
    return _guess_of(took, known, times, codes=codes, split=split, day=day, crs=crs, projected=projected)


def _guess_of(took: Assignment, known: KnownRegions, times: Times, *, codes: str, split: str, day: str, crs: str,
              projected: tuple[str, ...]) -> Guess:
    columns, table = took.columns, took.file.table
    placed = {"region_code", "place", "lon", "substation"} & {*columns, *took.defaults}
    missing = [] if placed else [f"{nowhere(known)}, or lon and lat"]
    asks = () if placed or not projected else (
        f"{' and '.join(projected)} look projected (metres, not degrees): name their CRS, such as --crs EPSG:27700",)
    missing += [] if {"started_at", "reported_at"} & {*columns, *took.defaults} and not (times.clocks and not day) else [
        "started_at, or reported_at"]
    asks += (f"{columns.get('started_at', ('the time',))[0]!r} holds times of day: say of which day with --time 2026-01-07",) if (
        times.clocks and not day) else ()
    figures = [cell for ours in (*KINDS, "lon", "lat") for c in columns.get(ours, ()) for cell in some_cells(table[c])]
    within = "" if split else wider_place(took.file, known, columns, took.notes)
    mapping = TableMapping(columns=columns, defaults=took.defaults, values=took.values,
                           reading=replace(took.file.reading, date_format=times.form, decimal=decimal_of(figures), admin1=within, split=split,
                                           day=day, crs=crs if "lon" in columns else "",
                                           snapshots=columns.get("reported_at", ()) == times.columns.get("capture")))  # fmt: skip
    crossed = [c for c in took.free if unit_of(c) in {"households", "meters", "people"} and share_of_numbers(table[c]) >= SURE]
    remarks = [f'{c} counts {unit_of(c)}, and is not used: --column "customers={c}" says that those are customers' for c in crossed]
    return Guess(kind="" if missing else "outages", mapping=mapping, notes=took.notes, codes=codes, missing=tuple(missing),
                 unused=tuple(took.free), remarks=(*times.remarks, *remarks, *errors_in(took.file, [c for ours in KINDS for c in columns.get(ours, ())])), asks=asks)


def _take_times(took: Assignment, times: Times, time: str) -> str:
    """Take the times, and return the day of clocks that stand without one."""
    day = time.partition("T")[0].partition(" ")[0] if times.clocks else ""
    roles = ("capture", "reported") if times.columns and not times.clocks else ("capture", "reported", "time")
    beside, where = ("", "") if time else moment_beside(took.file, roles=roles)
    if times.clocks and not day and beside:
        day = beside.partition("T")[0].partition(" ")[0]
    at_a_moment = not is_of_reports(took.file)  # figures of a moment, such as masked counts: nothing says that they began then
    for ours, roles in TIME_OF.items():
        names = times.first_of(*(roles if not at_a_moment else ("start",) if ours == "started_at" else (
            *roles, *(("time",) if ours == "reported_at" else ()))))  # fmt: skip
        if not names or any(names == other for other in took.columns.values()):
            continue
        said = in_form(took.file, names, times.form) if not times.clocks else f"a time of day, on {day or 'a day that is not known'}"
        two_clocks = ours == "ended_at" and len(names) == 2 and names[0] == took.columns.get("started_at", ("",))[0]
        took.assign(ours, names, said + ("; before its start, it is of the next day" if two_clocks else ""))
    if "reported_at" not in took.columns and not times.clocks and (time or beside):
        took.defaults["reported_at"], took.notes["reported_at"] = time or beside, "as you say" if time else f"{where} of the file"
    return day


def _take_points(took: Assignment, crs: str) -> tuple[str, ...]:
    """Take longitude and latitude; return the columns of coordinates that are no degrees, where their CRS is not known."""
    points = points_of(took.file, took.free)
    projected = {} if points else projected_of(took.file, took.free)
    for ours, names in (projected if crs and projected else points).items():
        took.assign(ours, names, f"in {crs}" if crs and projected else "")
    return () if crs else tuple(name for names in projected.values() for name in names)


def _take_figures(took: Assignment) -> None:
    """Take the figures of each kind; a figure of one kind is never taken for another, nor one of planned work for all."""
    avoided = meanings()["not"]
    for ours in KINDS:
        able = []
        for c in took.free:
            unit, out = unit_of(c), fit(c, avoided["totals"]) >= ENOUGH
            other = unit in CROSSED if ours == "customers" else unit not in {"", ours}
            whole = not out and fit(c, avoided["affected"]) >= ENOUGH
            if not other and not whole and fit(c, avoided["figures"]) < ENOUGH and _are_quantities(took.file, c):
                able.append(c)
        both = [c for c in able if not is_planned(c)]
        took.assign_best(ours, both)
        if ours == "customers" and ours not in took.columns:
            out, named = column_for(took.file, "customers_out", "counts", both)
            took.assign(ours, (out,) if named >= ENOUGH else ())
        if ours in {"customers", "people"} & set(took.columns) and not unit_of(took.columns[ours][0]):
            took.notes.setdefault(ours, f"its name does not say of whom: read as {ours}")


def _are_quantities(file: TableFile, column: str) -> bool:
    some = some_cells(file.table[column])
    return bool(some) and sum(map(_is_quantity, some)) / len(some) >= SURE


def _is_quantity(text: str) -> bool:
    if is_number(text):
        return True
    try:
        return parse_quantity(as_quantities(pd.Series([text]), decimal=".").iat[0]) is not None
    except ValueError:
        return False


def _take_words(took: Assignment, name: str) -> None:
    """Take the columns of words of a list, and say what each word of the file stands for; what is not known gets the least."""
    _take_restored(took)
    for ours in WORDS:
        shared = took.columns["extent"] if RESTORED in took.values.get("extent", {}).values() and ours == "kind" else ()
        took.assign_best(ours, [*took.free, *shared])
        if ours not in took.columns or ours in took.values:
            continue
        words = [word for word in took.file.table[took.columns[ours][0]].str.casefold().unique() if word]
        meant = {word: our_word(word, ours) for word in words}
        known = any(one not in {None, "unknown"} for one in meant.values()) or ours == "status" and any(meant.values()) or (ours == "kind" and any(map(is_planned, words)))
        if len(words) > DISTINCT_WORDS or not known:
            del took.columns[ours]
            continue
        unknown = [word for word, ours_word in meant.items() if ours_word is None and not (ours == "kind" and is_planned(word))]
        taken = {word: meant[word] or LEAST[ours] for word in words if (meant[word] or word not in unknown or LEAST[ours]) != word}
        took.values[ours] = {word: "scheduled" if meant[word] is None and word not in unknown else said for word, said in taken.items()}
        if unknown:
            took.notes[ours] = f"read as {LEAST[ours] or 'not stated'}, for their words are not known: {', '.join(unknown[:6])}"
    took.values = {ours: words for ours, words in took.values.items() if words}
    _take_planned(took, name)


def _take_restored(took: Assignment) -> None:
    """Take a column whose words say of some rows that power is back: "Restored" beside "Active"."""
    for column in took.free:
        words = [word for word in took.file.table[column].str.casefold().unique() if word]
        over = [word for word in words if our_word(word, "extent") == "none"]
        said = any(word in RESTORED_WORDS for word in over) or fit(column, STATES_OF_OUTAGES) >= SURE - 0.1
        if "extent" not in took.columns and over and len(words) <= DISTINCT_WORDS and said:
            if all(our_word(word, "extent") for word in words):
                continue  # they all say how much is out: `extent` itself
            took.assign("extent", (column,), f"{', '.join(map(repr, over))}: power is on again; the others by their figures")
            took.values["extent"] = {word: RESTORED if word in over else "" for word in words}


def _take_planned(took: Assignment, name: str) -> None:
    """Say which rows are announced work: by words of a text, else by what the file is called or says around its rows."""
    if "kind" in took.columns:
        return
    texts = [c for c in map(str, took.file.table.columns) if any(map(is_planned, some_cells(took.file.table[c])))
             and share_of_numbers(took.file.table[c]) < ENOUGH]  # fmt: skip
    around = next((text for text in (*took.file.told.values(), PurePath(name).stem) if is_planned(text)), "")
    if texts:
        took.columns["kind"] = tuple(texts)
        took.notes["kind"] = "scheduled where its words say planned, scheduled or maintenance"
    elif around:
        took.defaults["kind"], took.notes["kind"] = "scheduled", f"the file says {around[:80]!r}"


def _take_event(took: Assignment, times: Times) -> bool:
    """Find what tells one outage from another, or their figures would replace each other; whether each row is one of its own."""
    numbered = [c for c in took.free if took.file.table[c].str.contains(r"\d", regex=True).mean() >= SURE and not role_of(took.file, c)[0]]
    took.assign_best("event_id", numbered, at_least=SURE)
    if "event_id" in took.columns:
        took.notes.setdefault("event_id", "rows of one are about one outage; figures of several are added")
    elif "end" in times.columns:
        took.notes["event_id"] = "each row has a start and an end, and is an outage of its own"
        return not is_own(took.file)
    elif "lon" in took.columns:
        took.assign("event_id", (*took.columns["lat"], *took.columns["lon"]), "rows at one point are about one outage")
    return False


def _state(took: Assignment, name: str, *, one_each: bool) -> None:
    """Say what stands where the table says nothing of what a report must say; who says it only if the file does."""
    some = any(ours in took.columns for ours in ("customers", "people"))
    around = next((text for key, text in took.file.told.items() if folded(key.rpartition(".")[2]) in ENVELOPE_SOURCES), "")
    by_utility = fit(took.columns["source"][0], UTILITIES) >= ENOUGH if "source" in took.columns else bool(around)
    made = {"record_id": f"row {ROW}", "source": around or name, "extent": AFFECTED if some else "unknown"}
    made |= {"source_role": "operator"} if by_utility and "source_role" not in took.columns else {}
    made |= {"event_id": f"row {ROW}"} if one_each else {}
    own = is_own(took.file)  # its blanks mean what the contract says
    took.defaults |= {ours: text for ours, text in made.items()
                       if ours not in took.columns or (ours in {"source", "extent"} and not own)}  # fmt: skip
    if not own:
        took.notes |= {ours: "the file does not say: correct it" for ours in made if ours in {"record_id", "source"}
                       and ours not in took.columns and not (ours == "source" and around)}  # fmt: skip
    if "source_role" in made:
        took.notes["source_role"] = f"the file names {around!r} as its maker" if around and "source" not in took.columns else (
            "its sources are utilities")
    elif "source_role" not in took.columns:
        took.notes["source"] = f"{took.notes.get('source', '')}; its role is not stated".lstrip("; ")
    if "extent" not in took.columns:
        took.notes["extent"] = "the file does not say: part where people or customers are out, else unknown: correct it" if some else (
            "the file does not say how much is out, and what is unknown colours nothing: correct it")  # fmt: skip
