"""The date control: a slider with ticks where reports are, play, steps, keys, and the next date with reports."""

from geo.dataset import Dataset
from geo.situation import shown_date
from geo.view import View
from layers.layer import Drawing, PageLayer

NAME = "dates"
TITLE = None


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Send the span of dates, those with reports, the one since which the worst is shown, if it is, and the one to show first."""
    timeline = dataset.timeline
    return PageLayer(NAME, title=TITLE, drawing=Drawing(data={
        "first": timeline.first_day.isoformat(), "days": timeline.days, "reported": timeline.days_with_reports.tolist(),
        "since": None if dataset.span is None else (dataset.span.since - timeline.first_day).days,
        "shown": (shown_date(dataset, view) - timeline.first_day).days,
    }))  # fmt: skip
