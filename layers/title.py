"""The title block: what this is, which date it shows in which zone, and the date's figures in one sentence."""

from geo.dataset import Dataset
from geo.quantities import KINDS, Quantity, in_words
from geo.situation import totals_by_day, unplaced
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
        "disclaimer": settings.disclaimer, "unplaced": len(unplaced(dataset)), "sentences": list(sentences), "totals": by_day,
    }))  # fmt: skip


def totals_in_words(totals: dict[str, Quantity | None]) -> str:
    """Return "at least 104,000 people; about 150 settlements", or "" if nobody gave a figure."""
    return "; ".join(f"{in_words(quantity)} {kind}" for kind in KINDS if (quantity := totals[kind]) is not None)
