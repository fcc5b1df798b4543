"""A series of snapshots: each says, for the moment at which it was taken, all that is out.

A source took three snapshots, on 21, 22 and 25 August. The outage "pole" is in the first two: it is
current on both days, with the figures of each, last known on the 23rd and 24th, and over on the 25th,
for the third snapshot no longer shows it.
"""

import pandas as pd

IDENTITY = ("event_id", "region_code", "place", "substation", "lon", "lat", "scope")


def with_snapshots(reports: pd.DataFrame) -> pd.DataFrame:
    """Return reports of which each `reported_at` is the time of a snapshot.

    An outage is known by its `event_id`, else by its place. `shown_from` becomes the snapshot's time,
    but in the first snapshot that shows the outage, and `gone` the time of the first one that does not.
    """
    shown_from, gone = reports["shown_from"].tolist(), reports["gone"].tolist()
    taken = [moment.start if moment is not None else None for moment in reports["reported"]]
    for of_source in reports.groupby("source", sort=False).indices.values():
        times = sorted({time for at in of_source if (time := taken[at]) is not None})
        order = {time: number for number, time in enumerate(times)}
        moments = {taken[at]: reports["reported"].iat[at] for at in of_source}
        seen: dict[tuple[object, ...], set[int]] = {}
        keys = {at: _identity(reports, at) for at in of_source if taken[at] is not None}
        for at, key in keys.items():
            seen.setdefault(key, set()).add(order[taken[at]])
        for at, key in keys.items():
            number = order[taken[at]]
            if number > min(seen[key]):
                shown_from[at] = reports["reported"].iat[at]
            if number + 1 < len(times) and number + 1 not in seen[key]:
                gone[at] = moments[times[number + 1]]
    columns = {"shown_from": shown_from, "gone": gone}
    return reports.assign(**{name: pd.Series(cells, index=reports.index, dtype=object) for name, cells in columns.items()})


def _identity(reports: pd.DataFrame, at: int) -> tuple[object, ...]:
    event = reports["event_id"].iat[at]
    return (event,) if event else tuple(str(reports[name].iat[at]) for name in IDENTITY)
