"""The state of one date as plain data, for other programs."""

from geo.dataset import Dataset
from geo.dataset_toml import FILE
from geo.errors import raise_faults
from geo.mapping import faults_of_incomplete
from geo.quantities import Quantity
from geo.situation import RegionSituation, compared, situation_of
from geo.situation.account import rejected, rejected_as_data
from geo.timeline import Change
from geo.view import View
from layers.filters import filter_in_words
from layers.style import state_in_words


def require_complete(dataset: Dataset) -> None:
    """Raise DataError if `new` refused the table of a dataset, and what it lacks has not been named since."""
    raise_faults(faults_of_incomplete(dataset.settings.mappings.get("outages"), kind="outages", name=FILE))


def state_of(dataset: Dataset, view: View) -> dict[str, object]:
    """Return date, zone, the state, flags and statements of every region, totals, and the records that are not on the map.

    A region that has a state also says which record set it and by which rule. Where the View compares two dates, each region also
    says what it was before and what became of it: a `Change` by its word. Raises UsageError if that date is not earlier.
    """
    situation = situation_of(dataset, view)
    since = compared(dataset, view, situation)
    changes = {} if since is None else {
        old.code: {"state_before": old.state.word, "change": Change(int(change)).word}
        for old, change in zip(since[0].regions, since[1], strict=True)}
    ids = dataset.reports["record_id"].tolist()
    return {
        "date": situation.date.isoformat(),
        "zone": dataset.settings.zone.key,
        **({} if since is None else {"compared_with": since[0].date.isoformat()}),
        **({"worst_since": dataset.span.since.isoformat()} if dataset.span else {}),
        **({"known_on": dataset.known_on.isoformat()} if dataset.known_on else {}),
        **({} if dataset.selection is None else {"filter": filter_in_words(dataset), "hidden": dataset.selection.hidden}),
        "regions": {
            one.code: {"state": one.state_word, "flags": list(one.flags), "statements": [ids[row] for row in one.statements]}
            | ({} if not one.hidden else {"hidden": one.hidden})
            | ({} if one.worst_on is None else {"worst_on": one.worst_on.isoformat()})
            | ({} if not one.measured else {"measured": {name: round(figure, 6) for name, figure in one.measured.items()}})
            | ({} if not one.rule else {"set_by": None if one.setter is None else ids[one.setter], "rule": one.rule})
            | changes.get(one.code, {})
            for one in situation.regions
        },
        "totals": {kind: _range(quantity) for kind, quantity in situation.totals.items()},
        "unplaced": [{"record_id": record, "reason": reason} for record, reason in situation.unplaced],
        "rejected": rejected_as_data(rejected(dataset)),
    }


def line_of(region: RegionSituation, change: str) -> str:
    """Say the state of a region in one line; `change`: what became of it, "" if nothing is compared."""
    on = [] if region.worst_on is None else [str(region.worst_on)]
    flags = ["planned work" if flag == "scheduled" else flag for flag in region.flags_in_words if flag != "unsaid"]
    words = [state_in_words(region.state_and_flags).lower(), *on, *flags, *filter(None, [change])]
    return f"{region.code}  {region.name}: {', '.join(words)}"


def _range(quantity: Quantity | None) -> dict[str, int | None]:
    return {"low": None, "high": None} if quantity is None else {"low": quantity.low, "high": quantity.high}
