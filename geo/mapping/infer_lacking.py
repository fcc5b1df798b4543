"""What a table of reports lacks, and what only its user can say: a place, a time, what its times are of, what its words say."""

from geo.column_words import CRS, TIME_OF_ALL, named, say_column
from geo.mapping.assignment import Assignment, is_own
from geo.mapping.infer_around import headings_among
from geo.mapping.infer_places import nowhere
from geo.mapping.infer_quantities import told_of_states
from geo.mapping.infer_states import back_beside_figures
from geo.mapping.infer_times import Times
from geo.mapping.known_regions import KnownRegions
from geo.mapping.mapping import TIME_COLUMNS
from geo.sentences import Sentence, all_of, control


def lacking_of(
    took: Assignment, known: KnownRegions, times: Times, *, day: str, projected: tuple[str, ...]
) -> tuple[list[Sentence], list[tuple[str, str]]]:
    """Return what a table of reports lacks, and what only the user can say, with how."""
    placed = {"region_code", "place", "lon", "substation"} & {*took.columns, *took.defaults}
    points = {ours: named(ours) for ours in ("lon", "lat")}
    missing = [] if placed else [Sentence("{place}, or {lon} and {lat}", place=nowhere(known), **points)]
    asks = list[tuple[str, str]]()
    if projected and not placed:
        asks.append((Sentence("{columns} look projected (metres, not degrees)", columns=all_of(projected)),
                     control(Sentence("name their CRS, such as --crs EPSG:27700"),
                             field=Sentence("name their CRS in “{field}”, such as EPSG:27700", field=CRS))))  # fmt: skip
    if headings := headings_among(took.file, known, took.columns):
        missing.append(named("place"))
        asks.append(headings)
        del took.columns["place"]  # what is written all the same draws nothing
    missing += (
        []
        if {"started_at", "reported_at"} & {*took.columns, *took.defaults}
        and not (times.clocks and not day)
        else [Sentence("{started}, or {reported}", started=named("started_at"), reported=named("reported_at"))]
    )
    if (state := _state_that_is_not_read(took)) is not None:
        missing.append(named("extent"))
        asks.append(state)
        for ours in ("started_at", "reported_at"):  # what is written all the same draws nothing
            took.columns.pop(ours, None)
            took.defaults.pop(ours, None)
    if strange := _times_of_nothing_known(took, times):
        for ours in ("started_at", "reported_at"):
            if {*took.columns.get(ours, ())} & {*strange}:
                del took.columns[ours]  # what is written all the same draws nothing
        missing.append(Sentence("{started}, and {ended} if there is one", started=named("started_at"), ended=named("ended_at")))
        asks.append((Sentence("{columns} hold times, and nothing says of what", columns=all_of(strange)),
                     control(Sentence('say which, with --column "started_at=NAME" and --column "ended_at=NAME"'),
                             field=Sentence("choose the boxes of when it began and ended"))))  # fmt: skip
    if times.clocks and not day:
        started = took.columns.get("started_at", ("the time",))[0]
        asks.append((Sentence("{column!r} holds times of day", column=started),
                     control(Sentence("say of which day with --time 2026-01-07"),
                             field=Sentence("say of which day in the field “{field}”", field=TIME_OF_ALL))))  # fmt: skip
    return missing, asks


def _state_that_is_not_read(took: Assignment) -> tuple[str, str] | None:
    """Return what must be asked of a column that says that some outages without an end are over, in words that are not read."""
    (out,) = took.columns.get("customers", ("",))
    if not out or is_own(took.file) or {"extent", "ended_at"} & {*took.columns} or "customers" in took.given:
        return None
    column, said = back_beside_figures(took.file, out, took.free)
    return (told_of_states(column, said, out), say_column("extent", column)) if column else None


def _times_of_nothing_known(took: Assignment, times: Times) -> tuple[str, ...]:
    """Return the columns of times that may be when outages began or ended, where none is known to be; what is read as its only
    time would else be that of an outage that never ends.
    """
    if took.given & TIME_COLUMNS or {"start", "end"} <= {*times.columns} or is_own(took.file):
        return ()
    several = len(times.unknown) > 1 or bool(times.unknown and times.columns and times.unknown != times.first_of("time"))
    return times.unknown if several else ()
