"""What a filter leaves of a dataset: the statements that are shown, and what of it all they leave unsaid.

The state of a region is that of the statements that are shown, as if nobody had said the others; the counts, which nobody
says, are always shown. A region and date of which a statement is hidden has the flag `hidden`: where no state stands beside
it, all that is reported is hidden, and nothing may call that "no report".
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from geo.dataset import Dataset, Selection
from geo.derived import derived
from geo.errors import UsageError
from geo.sentences import Sentence
from geo.situation.publication import with_reports
from geo.states import HIDDEN
from geo.timeline import Timeline, shown_on
from geo.view import FILTERS, Only

COLUMNS = {"source": "source", "role": "source_role", "kind": "kind", "cause": "cause", "status": "status"}
SERVICE = "service"
NAMED = 6  # values that an error names


@derived(most=8)
def filtered(dataset: Dataset, only: Only) -> Dataset:
    """Return the dataset with the statements that a filter shows, its `selection` saying what is hidden; () shows all.

    Raises UsageError for a value that no statement of the dataset has.
    """
    if not only:
        return dataset
    for name, value in unknown_values(dataset, only):
        known = list(values_of(dataset, name))
        words = ", ".join(f"{name}={one}" for one in known[:NAMED]) + (f" and {len(known) - NAMED} more" if known[NAMED:] else "")
        raise UsageError(Sentence("Invalid filter {value!r}. Use {words}.", value=f"{name}={value}"[:80],
                                  words=words or Sentence("another: no statement has one")))
    keep = _passing(dataset, only)
    shown = with_reports(dataset, keep)
    finer = tuple(replace(new, timeline=_marked(old.timeline, new.timeline, keep))
                  for old, new in zip(dataset.finer, shown.finer, strict=True))  # fmt: skip
    selection = Selection(whole=dataset, only=only, hidden=int((~keep).sum()))
    return replace(shown, selection=selection, finer=finer, timeline=_marked(dataset.timeline, shown.timeline, keep))


@derived(most=len(FILTERS))
def values_of(dataset: Dataset, name: str) -> dict[str, int]:
    """Return the values that the statements of a dataset have of one of FILTERS, with their numbers: the most frequent first.

    "" is what nobody stated. A statement may speak of several services, or of none.
    """
    counted = Counter(service for of_one in _services(dataset) for service in of_one) if name == SERVICE else Counter(
        dataset.reports[COLUMNS[name]].tolist())  # fmt: skip
    return {str(value): count for value, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))}


def unknown_values(dataset: Dataset, only: Only) -> Only:
    """Return those pairs of a filter of which the dataset has no statement."""
    return tuple((name, value) for name, value in only if value not in values_of(dataset, name))


def hidden_on(dataset: Dataset, index: int | None) -> dict[int, int]:
    """Return how many statements the filter hides on a date (index of the timeline), by position of the region."""
    if index is None or dataset.timeline.hidden is None:
        return {}
    hidden = dataset.timeline.hidden
    there = hidden[(hidden["first"] <= index) & (hidden["last"] >= index)]
    return dict(Counter(there["region"].tolist()))


def _passing(dataset: Dataset, only: Only) -> np.ndarray:
    """Whether each report passes: of each name one of its values."""
    keep = np.ones(len(dataset.reports), bool)
    for name in {name for name, _ in only}:
        wanted = {value for other, value in only if other == name}
        if name == SERVICE:
            keep &= np.array([not wanted.isdisjoint(of_one) for of_one in _services(dataset)], bool)
        else:
            keep &= dataset.reports[COLUMNS[name]].isin(wanted).to_numpy()
    return keep


def _services(dataset: Dataset) -> Iterator[set[str]]:
    """The services of which each report speaks: of "health:backup; metro:halted" health and metro."""
    for text in dataset.reports["services"]:
        yield {service for part in text.split(";") if (service := part.partition(":")[0].strip())}


def _marked(whole: Timeline, shown: Timeline, keep: np.ndarray) -> Timeline:
    """Mark the regions and dates of which a statement is hidden that the whole timeline shows."""
    hidden: pd.DataFrame = whole.statements[~keep[whole.statements["record"]]][["record", "region", "first", "last"]]
    there = shown_on(hidden, days=whole.days, regions=shown.codes.shape[1])
    return replace(shown, codes=shown.codes.astype(np.uint16) | np.where(there, HIDDEN, 0).astype(np.uint16), hidden=hidden)
