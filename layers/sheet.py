"""The sheet: the page as a picture for briefings, composed around the same map. `layers/js/sheet.js` draws it.

It joins the page only for exports. What a sheet says comes from `briefing/sheet/sheet.py`, one sheet after another, while shapes
and states stay in the browser.
"""

from geo.timeline import Change
from layers import style
from layers.layer import Drawing, PageLayer

NAME = "sheet"
TITLE = None


def layer() -> PageLayer:
    """Send the look of changes between two dates; everything else is on the page."""
    return PageLayer(NAME, title=TITLE, drawing=Drawing(data={
        "changes": [style.CHANGE_COLOURS[change] for change in Change],
        "notes": [style.CHANGE_NOTES.get(change, "") for change in Change],
    }))  # fmt: skip
