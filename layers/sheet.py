"""The sheet: the page as a picture for briefings, composed around the same map.

`layers/js/sheet.js` draws it, `lists.js` its words, `leaves.js` the pages of a series, `circles.js` how many customers are out.

It joins the page only for exports. What a sheet says comes from `briefing/sheet/sheet.py`, one sheet after another, while shapes
and states stay in the browser.
"""

from layers.layer import Drawing, PageLayer

NAME = "sheet"
TITLE = None


def layer() -> PageLayer:
    """Join the page; all that a sheet draws is there, or comes with what it says."""
    return PageLayer(NAME, title=TITLE, drawing=Drawing(), beside=("circles", "lists", "leaves"))
