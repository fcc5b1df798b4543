"""Find what tells one outage of a table from another, or the figure of one would replace that of the other."""

from geo.mapping.assignment import Assignment, is_own
from geo.mapping.columns import SURE, column_for, share_of_numbers
from geo.mapping.infer_times import Times, role_of
from geo.mapping.vocabulary import fit, meanings, names_speakers
from geo.quantities import KINDS
from geo.sentences import Sentence


def take_event(took: Assignment, times: Times) -> bool:
    """Find the columns that tell outages apart; whether each row is one of its own."""
    numbered = [
        c
        for c in took.free
        if took.file.table[c].str.contains(r"\d", regex=True).mean() >= SURE
        and not role_of(took.file, c)[0]
    ]
    took.assign_best("event_id", numbered, at_least=SURE)
    if repeated := _repeated_number(took, times):
        took.assign("event_id", (repeated,), Sentence("rows of one number are one outage, told for each of its places"))
    where = next((took.columns[ours] for ours in ("place", "region_code") if ours in took.columns), ())
    if "event_id" in took.columns:
        took.notes.setdefault(
            "event_id", Sentence("rows of one are about one outage; figures of several are added")
        )
    elif "end" in times.columns and _has_versions(took, where, times):
        took.assign("event_id", (*where, *times.columns["start"]), Sentence("rows of one place and start are about one outage"))
    elif "end" in times.columns:
        took.notes["event_id"] = Sentence("each row has a start and an end, and is an outage of its own")
        return not is_own(took.file)
    elif "lon" in took.columns:
        took.assign(
            "event_id",
            (*took.columns["lat"], *took.columns["lon"]),
            Sentence("rows at one point are about one outage"),
        )
    elif is_own(took.file):
        return False
    elif "start" in times.columns:  # of two starts in one place the later does not end the earlier
        took.assign("event_id", (*where, *times.columns["start"]), Sentence("rows of one place and start are about one outage"))
    elif part := _part_of(took, where):
        took.assign("event_id", (*where, part), Sentence("rows of one place and moment are parts of it, and are added"))
    return False


def _has_versions(took: Assignment, where: tuple[str, ...], times: Times) -> bool:
    """Whether a table is a log: it says of one place and start again, at another time, what became of it."""
    table, start, told = took.file.table, times.columns.get("start", ()), took.columns.get("reported_at", ())
    if not (where and start and told):
        return False
    return bool((table.duplicated([*where, *start]) & ~table.duplicated([*where, *told])).any())


def _repeated_number(took: Assignment, times: Times) -> str:
    """Return the number of an outage that has a row for each of its places, with the same times and figures; "" if none has."""
    table, when = took.file.table, [c for role in ("start", "end") for c in times.columns.get(role, ())]
    same = [*when, *(c for ours in KINDS for c in took.columns.get(ours, ()))]
    numbers = [c for c in took.free if fit(c, meanings()["times"]["identifier"]) >= SURE and when
               and (table[c] != "").all() and table[c].duplicated().any()]  # fmt: skip
    return next((c for c in numbers if len(table[[c, *same]].drop_duplicates()) == table[c].nunique()), "")


def _part_of(took: Assignment, where: tuple[str, ...]) -> str:
    """Return the column that tells apart several rows of one place and moment, such as the utility; "" if no row needs it."""
    table, moment = took.file.table, took.columns.get("reported_at", ())
    keys = [*where, *moment]
    if not where or not table.duplicated(keys, keep=False).any():
        return ""
    words = [c for c in (*took.free, *took.columns.get("source", ()))
             if share_of_numbers(took.file, c) < SURE and not names_speakers(c)]  # fmt: skip
    apart = [c for c in words if table[c].nunique() > 1 and not table.duplicated([*keys, c]).any()]
    return column_for(took.file, "part", "counts", apart)[0] if apart else ""
