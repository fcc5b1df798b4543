"""The tooltip and the panel of a region: every statement behind it, with source, role, time and summary."""

from dataclasses import asdict

from geo.dataset import Dataset, at_level, level_numbers
from geo.situation import figures_by_region
from geo.timeline import NEVER
from geo.view import View
from layers.block import as_json
from layers.layer import Drawing, PageLayer
from layers.statements import last_days, page_order, words_of
from layers.title import totals_in_words

NAME = "details"
TITLE = None


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Send the words of every placed statement, with the days on which it is shown; column by column, which packs better.

    `first` and `said` are days, `said` -1 where the report came with the start; `fresh` and `shown` count the days after the
    first one on which the statement is fresh and shown. `region` and `shown` are lists for each level: the position of the
    statement's region there, -1 if it speaks of none of them, and the days on which the level shows it.
    """
    del view
    statements = page_order(dataset)
    first = statements["first"]
    columns: dict[str, list[object]] = {
        "first": first.tolist(), "said": statements["said"].replace(NEVER, -1).tolist(),
        "fresh": (statements["fresh_last"] - first).tolist(),
        "shown": [(last - first).tolist() for last in last_days(dataset)],
    }  # fmt: skip
    columns["region"] = [at_level(dataset, n).placement.region[statements["record"]].tolist() for n in level_numbers(dataset)]
    words = [asdict(words_of(dataset, int(record))) for record in statements["record"]]
    for name in ("who", "role", "when", "what", "figures", "services", "summary", "quotes"):
        columns[name] = [w[name] for w in words]
    drawing = Drawing(data={"ranges": _ranges(dataset)}, sections={"statements": as_json(columns)})
    return PageLayer(NAME, title=TITLE, drawing=drawing)


def _ranges(dataset: Dataset) -> list[list[object]]:
    """Say the range over the sources wherever several statements give a figure: region, first and last day, words."""
    running: dict[tuple[int, str], list[object]] = {}
    found: list[list[object]] = []
    for index in range(dataset.timeline.days if len(dataset.timeline.statements) else 0):
        today = {}
        for region, quantities in figures_by_region(dataset, index, told_by=2).items():
            key = region, totals_in_words(quantities)
            span = running.get(key)
            if span is None:
                span = [region, index, index, key[1]]
                found.append(span)
            span[2] = index
            today[key] = span
        running = today
    return found
