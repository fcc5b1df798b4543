"""The state of one date as plain data, for other programs."""

from geo.dataset import Dataset
from geo.quantities import Quantity
from geo.situation import situation_of
from geo.situation.account import rejected, rejected_as_data
from geo.view import View
from layers.filters import filter_in_words


def state_of(dataset: Dataset, view: View) -> dict[str, object]:
    """Return date, zone, the state, flags and statements of every region, totals, and the records that are not on the map.

    A region that has a state also says which record set it and by which rule.
    """
    situation = situation_of(dataset, view)
    ids = dataset.reports["record_id"].tolist()
    return {
        "date": situation.date.isoformat(),
        "zone": dataset.settings.zone.key,
        **({} if dataset.selection is None else {"filter": filter_in_words(dataset), "hidden": dataset.selection.hidden}),
        "regions": {
            one.code: {"state": one.state_word, "flags": list(one.flags), "statements": [ids[row] for row in one.statements]}
            | ({} if not one.hidden else {"hidden": one.hidden})
            | ({} if not one.measured else {"measured": {name: round(figure, 6) for name, figure in one.measured.items()}})
            | ({} if not one.rule else {"set_by": None if one.setter is None else ids[one.setter], "rule": one.rule})
            for one in situation.regions
        },
        "totals": {kind: _range(quantity) for kind, quantity in situation.totals.items()},
        "unplaced": [{"record_id": record, "reason": reason} for record, reason in situation.unplaced],
        "rejected": rejected_as_data(rejected(dataset)),
    }


def _range(quantity: Quantity | None) -> dict[str, int | None]:
    return {"low": None, "high": None} if quantity is None else {"low": quantity.low, "high": quantity.high}
