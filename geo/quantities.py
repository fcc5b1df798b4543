"""Quantities as sources write them: `104000`, `104 000`, `104,000`, `>104000`, `~150`, `100..200`, `<5000`.

A quantity is a range that may be open at one end, and may be "about". Missing is `None`, never 0.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from geo.language import NN_, _, number_in_words, plural
from geo.sentences import Sentence

KINDS = ("people", "customers", "settlements", "facilities")
OF_KIND = {
    "people": NN_("{figure} people", "{figure} people"), "customers": NN_("{figure} customers", "{figure} customers"),
    "settlements": NN_("{figure} settlements", "{figure} settlements"),
    "facilities": NN_("{figure} facilities", "{figure} facilities"),
}  # fmt: skip
GRAMMAR = Sentence("a whole number up to 10,000,000,000, or >N, <N, ~N, N..M")
MOST = 10**10
"""More than there are people: a figure above it is a slip."""
_NUMBER = r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+|\d+"
_FORM = re.compile(rf"(?P<mark>[<>~]?)\s*(?P<low>{_NUMBER})(?:\s*\.\.\s*(?P<high>{_NUMBER}))?")


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A count of people, customers, settlements or facilities; `None` at an end means that no source bounds it."""

    low: int | None = None
    high: int | None = None
    about: bool = False

    def __str__(self) -> str:
        return in_words(self)


def parse_quantity(text: str) -> Quantity | None:
    """Read one quantity; blank gives None. Raises ValueError for anything outside the grammar."""
    text = text.strip()
    if not text:
        return None
    match = _FORM.fullmatch(text)
    if match is None or (match["mark"] and match["high"] and match["mark"] != "~"):
        raise ValueError(text)
    low = _whole(match["low"])
    if low > MOST:
        raise ValueError(text)
    if match["mark"] == ">":
        return Quantity(low=low)
    if match["mark"] == "<":
        return Quantity(high=low)
    high = _whole(match["high"]) if match["high"] else low
    if high < low or high > MOST:
        raise ValueError(text)
    return Quantity(low=low, high=high, about=match["mark"] == "~")


def spanning(quantities: Iterable[Quantity]) -> Quantity | None:
    """The range over several statements of one and the same thing: from the lowest low to the highest high.

    A statement open at one end says nothing about that end, so the others speak for it, unless their figures lie beyond it: then
    nothing bounds that end. None if there is no statement.
    """
    given = list(quantities)
    if not given:
        return None
    lows = [q.low for q in given if q.low is not None]
    highs = [q.high for q in given if q.high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    above = lows and high is not None and max(lows) > high  # one source's "more than" lies above every other's figure
    below = highs and low is not None and min(highs) < low  # one source's "fewer than" lies below every other's figure
    return Quantity(low=None if below else low, high=None if above else high, about=any(q.about for q in given))


def added(quantities: Iterable[Quantity]) -> Quantity | None:
    """The sum of figures of different things; an unknown low adds 0 to the low, an unknown high leaves the sum open."""
    given = list(quantities)
    if not given:
        return None
    lows = [q.low for q in given if q.low is not None]
    highs = [q.high for q in given]
    return Quantity(
        low=sum(lows) if lows else None,
        high=None if None in highs else sum(h for h in highs if h is not None),
        about=any(q.about for q in given),
    )


def overlapping(quantities: Iterable[Quantity]) -> Quantity | None:
    """The figure over parts that may or may not share people: at least the largest part, at most their sum."""
    given = list(quantities)
    total = added(given)
    return total and replace(total, low=max((q.low for q in given if q.low is not None), default=None))


def containing(whole: Quantity | None, parts: Quantity | None) -> Quantity | None:
    """The figure of a whole that holds the parts: they add nothing, and yet it is no less than they are."""
    if whole is None or parts is None:
        return whole or parts
    low = max((q.low for q in (whole, parts) if q.low is not None), default=None)
    beyond = low is not None and whole.high is not None and low > whole.high
    return Quantity(low=low, high=parts.high if beyond else whole.high, about=whole.about or (beyond and parts.about))


def in_words(quantity: Quantity, *, number: Callable[[int], str] = number_in_words) -> str:
    """Print a quantity for people: "at least 104,000", "about 150", "100 to 200", "fewer than 5,000".

    `number` writes one figure, as a language does.
    """
    low, high = quantity.low, quantity.high
    if low is None:
        return _("an unknown number") if high is None else _("fewer than {number}", number=number(high))
    if high is None:
        return _("at least {number}", number=number(low))
    words = number(low) if low == high else _("{low} to {high}", low=number(low), high=number(high))
    return _("about {number}", number=words) if quantity.about else words


def counted_in_words(quantity: Quantity, kind: str, *, number: Callable[[int], str] = number_in_words) -> str:
    """Print a quantity with what it is of: "at least 104,000 people"."""
    last = quantity.low if quantity.high is None else quantity.high
    return plural(*OF_KIND[kind], 0 if last is None else last, figure=in_words(quantity, number=number))


def _whole(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))
