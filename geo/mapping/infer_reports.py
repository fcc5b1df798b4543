"""Guess the columns of a table of outage reports. What a table lacks gets a value that is stated, and a role is never made up."""

import re
from collections.abc import Mapping
from dataclasses import replace

from geo.column_words import UNITS, say_column
from geo.mapping.assignment import Assignment, is_of_reports, is_own
from geo.mapping.columns import ENOUGH, SURE, Guess, cells_in, errors_in, share_of_numbers, unit_of
from geo.mapping.infer_events import take_event
from geo.mapping.infer_lacking import lacking_of
from geo.mapping.infer_places import doubts_of_places, kind_in_words, points_of, projected_of, where_of, wider_place
from geo.mapping.infer_quantities import ask_of_all, take_figures
from geo.mapping.infer_states import tells_when_it_began
from geo.mapping.infer_times import Times, as_given, in_form, moment_beside, times_of
from geo.mapping.infer_unit import unit_told
from geo.mapping.infer_words import take_words, unread_answers, unread_kinds
from geo.mapping.infer_zone import zone_told
from geo.mapping.known_regions import KnownRegions
from geo.mapping.mapping import AFFECTED, PLACE_KIND, ROW, TIME_COLUMNS, TableMapping
from geo.mapping.vocabulary import fit, folded
from geo.quantities import KINDS
from geo.reports import COLUMNS
from geo.sentences import Sentence, joined
from geo.tables import TableFile
from geo.tables.cells import decimal_of

TEXTS = ("source", "substation", "scope", "asset")
UTILITIES = (
    "utility",
    "utility name",
    "operator",
    "company",
    "provider",
    "provider name",
    "dso",
    "netzbetreiber",
    "distribuidora",
)
ENVELOPE_SOURCES = (
    "provider",
    "utility",
    "operator",
    "company",
    "source",
    "publisher",
    "organisation",
    "organization",
)
TIME_OF = {
    "started_at": ("start", "time"),
    "ended_at": ("end",),
    "reported_at": ("capture", "reported"),
    "published_at": ("published",),
}
TIME_OF_FIGURES = {  # figures of a moment, such as masked counts: nothing says that they began then
    "started_at": ("start",),
    "reported_at": ("capture", "reported", "time"),
}


def guess_reports(
    file: TableFile,
    known: KnownRegions,
    *,
    name: str,
    substations: bool = True,
    given: Mapping[str, tuple[str, ...]] | None = None,
    time: str = "",
    place: str = "",
    crs: str = "",
) -> Guess:
    """Guess the mapping of a table of reports; what it lacks is in `missing`, what is put in its place in `defaults`.

    `substations`: there are some; without them a report that names one still has its region. `given`, `time`, `place`, `crs`:
    what the user says of columns, of the moment and the place of the whole table, and of its coordinates.
    """
    took = Assignment(
        file=file,
        given=frozenset(given or ()),
        columns=dict(given or {}),
    )
    if is_own(file):
        for column in map(str, file.table.columns):
            ours = folded(column).replace(" ", "_")
            took.columns |= (
                {ours: (column,)} if ours in COLUMNS and ours not in took.columns else {}
            )
    times = times_of(
        file,
        month_first=known.month_first,
        given=took.columns,
    )
    took.notes |= as_given(file, given or {}, times.form)
    day = _take_times(took, times, time)
    projected = _take_points(took, crs)
    where = where_of(file, known, "outages", took.free)
    state = known.wider_named(place)
    place = "" if state else place
    codes, split = where.codes, "" if "place" in took.columns else where.split
    if not {"region_code", "place"} & set(took.columns) and not place:
        for ours, names in where.columns.items():
            took.assign(ours, names, where.notes.get(ours, ""))
        if where.place_kind and "place" in took.columns:
            took.defaults[PLACE_KIND], took.notes[PLACE_KIND] = where.place_kind, kind_in_words(where)
    for ours in ("summary", "source_url"):
        took.assign_best(ours, took.free)
    if place:
        took.defaults["place"], took.notes["place"] = place, Sentence("as you say")
    if "region_code" in took.columns:
        inner = [
            c
            for c in took.free
            if known.share_of_names(file.table[c]) < 0.9
            and share_of_numbers(file, c) < ENOUGH
        ]
        took.assign_best("place", inner, at_least=SURE)
    take_figures(took)
    take_words(took, name)
    whole = ask_of_all(took)
    for ours in TEXTS:
        took.assign_best(ours, took.free)
    one_each = take_event(took, times)
    ids = [
        *took.free,
        *(took.columns["event_id"] if len(took.columns.get("event_id", ())) == 1 else ()),
    ]
    took.assign_best(
        "record_id", [c for c in ids if file.table[c].is_unique and (file.table[c] != "").all()]
    )
    if not substations and {"region_code", "place", "lon"} & set(took.columns):
        took.columns.pop("substation", None)
    _state(took, name, one_each=one_each)
    return _guess_of(
        took, known, times, codes=codes, split=split, day=day, crs=crs, projected=projected, whole=whole, state=state
    )


def _guess_of(
    took: Assignment,
    known: KnownRegions,
    times: Times,
    *,
    codes: str,
    split: str,
    day: str,
    crs: str,
    projected: tuple[str, ...],
    whole: list[tuple[str, str]],
    state: str,
) -> Guess:
    columns = took.columns
    missing, asks = lacking_of(took, known, times, day=day, projected=projected)
    figures = [cell for ours in KINDS for c in columns.get(ours, ()) for cell in cells_in(took.file, c)]
    zone, said = zone_told(took.file, [c for ours in sorted(TIME_COLUMNS) for c in columns.get(ours, ())])
    unit, in_what = unit_told(took.file)
    within = "" if split else wider_place(took.file, known, columns, took.notes, said=state)
    mapping = TableMapping(
        columns=columns,
        defaults=took.defaults,
        values=took.values,
        reading=replace(
            took.file.reading,
            date_format=times.form,
            zone=zone,
            decimal=decimal_of(figures),
            unit=unit,
            admin1=within,
            split=split,
            day=day,
            crs=crs if "lon" in columns else "",
            snapshots=columns.get("reported_at", ()) == times.columns.get("capture"),
        ),
    )
    return Guess(
        kind="" if missing else "outages",
        mapping=mapping,
        notes=took.notes,
        codes=codes,
        missing=tuple(missing),
        unused=tuple(took.free),
        remarks=(
            *_unused_figures(took),
            *unread_answers(took),
            *unread_kinds(took, known),
            *(Sentence("{what}: if those without power are meant, {remedy}", what=what, remedy=remedy) for what, remedy in whole),
            *times.remarks,
            *filter(None, [said, in_what]),
            *errors_in(took.file, [c for ours in KINDS for c in columns.get(ours, ())]),
            *doubts_of_places(took.file, known, columns, state=state),
        ),
        asks=tuple(asks),
    )


def _unused_figures(took: Assignment) -> list[Sentence]:
    """Say which columns count others than customers, and are not used."""
    units = {c: unit_of(c) for c in took.free if share_of_numbers(took.file, c) >= SURE}
    return [
        Sentence("{column} counts {unit}, and is not used: if those are customers, {remedy}", column=c, unit=UNITS[unit],
                 remedy=say_column("customers", c))
        for c, unit in units.items()
        if unit in {"households", "meters", "people"}
    ]  # fmt: skip


def _take_times(took: Assignment, times: Times, time: str) -> str:
    """Take the times, and return the day of clocks that stand without one."""
    around: tuple[str, ...] = ("capture", "reported")
    if (
        times.clocks or not times.columns
    ):  # a bare date around the rows is theirs only if they have none
        around = (*around, "time")
    beside, where = ("", "") if time else moment_beside(took.file, roles=around)
    moment = time or beside
    day = re.split("[T ]", moment)[0] if times.clocks else ""
    roles_of = TIME_OF if is_of_reports(took.file) else TIME_OF_FIGURES
    begun = {"started_at": ("start", "time", "reported")} if tells_when_it_began(took.file) else {}
    for ours, roles in (roles_of | begun).items():
        names = times.first_of(*roles)
        if not names or names in took.columns.values():
            continue
        said = in_form(took.file, names, times.form)
        if times.clocks:
            said = (Sentence("a time of day, on {day}", day=day) if day else
                    Sentence("a time of day, on a day that is not known"))  # fmt: skip
        elif ours == "ended_at" and names[:1] == took.columns.get("started_at", ("", ""))[:1]:
            said = Sentence("{said}; before its start, it is of the next day", said=said)
        took.assign(ours, names, said)
    if "reported_at" not in took.columns and not times.clocks and moment:
        took.defaults["reported_at"] = moment
        took.notes["reported_at"] = Sentence("as you say") if time else Sentence("{where} of the file", where=where)
    return day


def _take_points(took: Assignment, crs: str) -> tuple[str, ...]:
    """Take longitude and latitude; return the columns of coordinates that are no degrees, where their CRS is not known."""
    points = points_of(took.file, took.free)
    projected = {} if points else projected_of(took.file, took.free)
    for ours, names in (projected if crs and projected else points).items():
        took.assign(ours, names, Sentence("in {crs}", crs=crs) if crs and projected else "")
    return () if crs else tuple(name for names in projected.values() for name in names)


def _state(took: Assignment, name: str, *, one_each: bool) -> None:
    """Say what stands where the table says nothing of what a report must say; who says it only if the file does."""
    some = any(ours in took.columns for ours in ("customers", "people"))
    around = next(
        (
            text
            for key, text in took.file.told.items()
            if folded(key.rpartition(".")[2]) in ENVELOPE_SOURCES
        ),
        "",
    )
    by_utility = (
        fit(took.columns["source"][0], UTILITIES) >= ENOUGH
        if "source" in took.columns
        else bool(around)
    )
    made = {
        "record_id": f"row {ROW}",
        "source": around or name,
        "extent": AFFECTED if some else "unknown",
    }
    made |= {"source_role": "operator"} if by_utility and "source_role" not in took.columns else {}
    made |= {"event_id": f"row {ROW}"} if one_each else {}
    own = is_own(took.file)  # its blanks mean what the contract says
    took.defaults |= {
        ours: text
        for ours, text in made.items()
        if ours not in took.columns or (ours in {"source", "extent"} and not own)
    }
    if not own:
        took.notes |= {
            ours: Sentence("the file does not say: correct it")
            for ours in made
            if ours in {"record_id", "source"}
            and ours not in took.columns
            and not (ours == "source" and around)
        }
    if "source_role" in made:
        took.notes["source_role"] = (
            Sentence("the file names {around!r} as its maker", around=around)
            if around and "source" not in took.columns
            else Sentence("its sources are utilities")
        )
    elif "source_role" not in took.columns:
        unstated = Sentence("its role is not stated")
        took.notes["source"] = joined([*filter(None, [took.notes.get("source", "")]), unstated])
    if "extent" not in took.columns:
        took.notes["extent"] = (
            Sentence("the file does not say: part where people or customers are out, none where a region has 0 at a moment, "
                     "else unknown: correct it")
            if some
            else Sentence("the file does not say how much is out: shown as reported, without a colour: correct it")
        )
