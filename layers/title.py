"""The title block: what this is, which date it shows in which zone, and the date's figures in one sentence."""

from collections.abc import Callable, Mapping

from geo.dataset import Dataset, level_titles
from geo.levels import DISTRICT
from geo.places import OUTSIDE
from geo.quantities import KINDS, Quantity, in_words
from geo.situation import Situation, totals_by_day, unplaced_count
from geo.states import State
from geo.view import View
from layers.layer import Drawing, PageLayer

NAME = "title"
TITLE = None


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Send title, zone, sources, disclaimer, and each date's totals in words (each sentence once)."""
    del view
    settings = dataset.settings
    sentences: dict[str, int] = {}
    by_day = [sentences.setdefault(totals_in_words(totals), len(sentences)) for totals in totals_by_day(dataset)]
    return PageLayer(NAME, title=TITLE, drawing=Drawing(data={
        "title": settings.title, "zoneName": settings.zone_name, "sources": list(settings.sources),
        "disclaimer": settings.disclaimer, "unplaced": unplaced_count(dataset), "sentences": list(sentences), "totals": by_day,
        "coarse": speaks_of_districts(dataset) and not dataset.finer,
    }))  # fmt: skip


def speaks_of_districts(dataset: Dataset) -> bool:
    """Whether a placed report speaks of a district: without finer boundaries it is shown as a part of its region."""
    at = dataset.placement.gazetteer
    return bool(dataset.gazetteer["kind"].iloc[at[at != OUTSIDE]].eq(DISTRICT).any())


def totals_in_words(totals: Mapping[str, Quantity | None], *, number: Callable[[int], str] = "{:,}".format) -> str:
    """Return "at least 104,000 people; about 150 settlements", or "" if nobody gave a figure."""
    given = {kind: quantity for kind in KINDS if (quantity := totals.get(kind)) is not None}
    return "; ".join(f"{in_words(quantity, number=number)} {kind}" for kind, quantity in given.items())


def headline_of(dataset: Dataset, situation: Situation) -> str:
    """Say the date in one sentence, as `title.js` does for the page."""
    heard = sum(region.state != State.NO_REPORT for region in situation.regions)
    affected = situation.affected
    if not heard and situation.wider:
        return (f"No report on a single district. {level_titles(dataset)[0]}: {situation.wider} reported without power, "
                "outlined on the map.")
    if not heard:
        return "No report for this date: nothing is known."
    if not affected:
        return f"No region reported without power; {heard} reported with power on."
    regions = f"{len(affected)} {'region' if len(affected) == 1 else 'regions'} reported without power, wholly or in part"
    last_known = sum("last_known" in region.flags for region in affected)
    if not last_known:
        return f"{regions}."
    if last_known == len(affected):
        return f"{regions}, by earlier reports: no news since."
    return f"{regions}; for {last_known} of them by earlier reports: no news since."
