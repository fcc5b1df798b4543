"""What changed between two dates, as the page holds it: a letter for each region."""

from dataclasses import replace

from geo.dataset import Dataset
from geo.situation import Situation, changes_between, shown_date, situation_of
from geo.timeline import Change
from geo.view import View
from layers import style


def change_text(before: Situation, after: Situation) -> str:
    """Return "2025-06-02 2025-06-04 1 caa…": both dates, the level, and for each region the letter of its `Change`, from a."""
    letters = "".join(chr(ord("a") + kind) for kind in changes_between(before, after).tolist())
    return f"{before.date} {after.date} {after.level} {letters}"


def change_of(dataset: Dataset, view: View) -> str | None:
    """Return the text of a View that compares two dates, None for another. The earlier date is `compare`."""
    if view.compare is None or view.compare >= shown_date(dataset, view):
        return None
    level = View(level=view.level)
    before, after = (situation_of(dataset, replace(level, date=day)) for day in (view.compare, shown_date(dataset, view)))
    return change_text(before, after)


def looks() -> dict[str, object]:
    """Return signs, words of the legend and words beside a name, by the number of a `Change`."""
    return {
        "words": [style.CHANGE_WORDS[change] for change in Change],
        "signs": [style.CHANGE_SIGNS.get(change, "") for change in Change],
        "notes": [style.CHANGE_NOTES.get(change, "") for change in Change],
    }
