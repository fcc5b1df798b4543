"""Figures in a sentence: number, bound and unit, printed in the grammar of `geo.quantities`.

"more than 104,000 people" -> people `>104000`; "майже 2 тисячі абонентів" -> customers `~2000`; "eleven villages" -> settlements
`11`. A number without a unit is a figure only where the sentence has counted something before ("96 settlements in A, 71 in B"),
and "thousands" is none. Percent, hours, drones and people hurt are counted by words that the language's file lists as other
units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.numerals import Number, number_at
from geo.drafting.text import DASHES, Token

REACH = 4  # words between a number and its unit
LARGEST = 100_000_000
FEWEST_COUNTED, YEARS = 100, range(1900, 2100)
NAMED = frozenset({"people", "customers", "settlements"})
NO_COLUMN = {"other", "buildings"}  # nobody knows how many customers a building has
ASSUMED, LEAST_ASSUMED = "assumed", 1000  # what a list without a unit counts: customers, if there are so many
BOUNDS = frozenset({"over", "under", "about", "range_from"})
MARKS = {"over": ">", "under": "<", "about": "~"}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure: tokens `first` up to, not with, `last`; `column`: people, customers, settlements,
    facilities.

    `written` is what a record holds; `mark` the bound, "", "over", "under" or "about"; `part`: it
    is of another figure ("of them").
    """

    first: int
    last: int
    column: str
    low: int
    high: int
    mark: str = ""
    part: bool = False

    @property
    def written(self) -> str:
        if self.low != self.high:
            return f"{'~' if self.mark == 'about' else ''}{self.low}..{self.high}"
        return f"{MARKS.get(self.mark, '')}{self.low}"


def figures_in(
    tokens: Sequence[Token],
    words: Sequence[Word],
    lexicon: Lexicon,
    taken: frozenset[int],
    unit: str = "",
) -> list[Figure]:
    """Find the figures of a sentence. `taken`: tokens that are a part of a time; `unit`: what
    numbers in thousands count here.
    """
    at_first: dict[int, list[Word]] = {}
    for word in words:
        if word.group in {"unit", "bound", "place", "guard", "clause"}:
            at_first.setdefault(word.first, []).append(word)
    found: list[Figure] = []
    at = 0
    while at < len(tokens):
        number = None if at in taken or _is_a_name(tokens, at) else number_at(tokens, at, lexicon)
        number = number or _one_behind_bound(tokens, at, words, lexicon)
        if number is None:
            at += 1
            continue
        ends = _range(number, tokens, at_first, words, lexicon, taken)
        figure = _figure(number, ends, tokens, at_first, words, found, unit)
        if figure is not None:
            found.append(figure)
        at = max(number.last, figure.last if figure else ends[2])
    return found


def _one_behind_bound(tokens: Sequence[Token], at: int, words: Sequence[Word], lexicon: Lexicon) -> Number | None:
    """Read a word of many as one of it behind a bound: "близько тисячі", "більше мільйона"; "тисячі абонентів" is no number."""
    value = lexicon.tables["one_of"].get(tokens[at].low)
    bounded = value and any(w.group == "bound" and w.name in BOUNDS and w.last == at for w in words)
    return Number(at, at + 1, value, value) if bounded else None


def _figure(
    number: Number,
    ends: tuple[float, float, int],
    tokens: Sequence[Token],
    at_first: Mapping[int, list[Word]],
    words: Sequence[Word],
    before: Sequence[Figure],
    unit: str,
) -> Figure | None:
    first = number.first
    low, high, end = ends
    beyond = next((w.last for w in at_first.get(end, ()) if w.kind == "bound.over_after"), 0)  # "forty-odd villages"
    column, last = _unit_at(beyond or end, tokens, at_first)
    in_words = not tokens[first].is_number
    if (
        column is None
        and unit
        and not in_words
        and (number.scale > 1 or end >= len(tokens) or tokens[end].low in ";.")
    ):
        column = unit if unit != ASSUMED else "customers" if number.value >= LEAST_ASSUMED else None
    told = any(w.group == "trigger" and 0 <= w.first - end <= 1 for w in words)  # "about 11,000 are still waiting"
    if column is None and told and not in_words and not before:
        column = _named_before(first, words)
    counted_there = bool(before) and _are_somewhere(end, tokens, words)
    if column is None and not counted_there and not _stands_alone(number, end, tokens, before, in_words=in_words, told=told):
        return None
    if column == "facilities" and any(
        w.group == "asset" and number.last - 1 <= w.first < last for w in words
    ):
        return None  # "four power facilities" were hit
    if column in NO_COLUMN or not 0 < high <= LARGEST or _casualty(end, last, words):
        return None
    if column in {"people", "customers"} and high == 1:
        return None  # "one customer is off for two hours at most"
    mark, first = bound_before(first, words)
    mark = "over" if beyond else mark
    if column == "people" and _lives_there(first, tokens, words, before):
        return None
    if low != high:
        first = min(
            [
                first,
                *(
                    w.first
                    for w in words
                    if w.kind == "bound.range_from" and w.last == number.first
                ),
            ]
        )
        mark = "" if mark in {"over", "under"} else mark
    part = any(w.kind == "bound.restored_part" and -1 <= first - w.last <= 1 for w in words)
    return Figure(
        first=first,
        last=last,
        column=column or _counted_before(tokens, before),
        low=int(low),
        high=int(high),
        mark=mark,
        part=part,
    )


def _range(
    number: Number,
    tokens: Sequence[Token],
    at_first: Mapping[int, list[Word]],
    words: Sequence[Word],
    lexicon: Lexicon,
    taken: frozenset[int],
) -> tuple[float, float, int]:
    """Return the ends of a figure, and where it ends: "from 300 to 400", "300–350 тис."."""
    low, end = number.value, number.last
    to = any(w.kind == "bound.range_to" for w in at_first.get(end, ()))
    second = number_at(tokens, end + 1, lexicon) if to and end + 1 not in taken else None
    if second is None:
        return low, low, end
    if number.scale == 1 and low * second.scale <= second.value:
        low *= second.scale
    begun = any(w.kind == "bound.range_from" and w.last == number.first for w in words)
    joined = tokens[end].low in DASHES or begun
    if joined and low < second.value:
        return low, second.value, second.last
    return number.value, number.value, number.last


def _unit_at(
    end: int, tokens: Sequence[Token], at_first: Mapping[int, list[Word]]
) -> tuple[str | None, int]:
    """Return the unit that follows a number, and where it ends; None if a preposition, a mark or
    the end comes before one.
    """
    for at in range(end, min(end + REACH, len(tokens))):
        units = [word for word in at_first.get(at, ()) if word.group == "unit"]
        if units:
            longest = max(units, key=lambda word: (word.last, word.name == "other"))
            return longest.name, longest.last
        if (
            not tokens[at].is_word
            or (at > end and tokens[at].capital)
            or any(w.kind in {"place.inside", "clause.relative", "clause.of_which"} for w in at_first.get(at, ()))
        ):
            break
    return None, end


def _counted_before(tokens: Sequence[Token], before: Sequence[Figure]) -> str:
    """Return what the last figure counts that stands in no brackets: "76 villages (11,000 customers) in A, 58 in B"."""
    outside = [one for one in before if all(token.low != "(" for token in tokens[max(0, one.first - 2) : one.first])]
    return (outside or before)[-1].column


def _named_before(first: int, words: Sequence[Word]) -> str | None:
    """Return what a sentence named last that may be out: "power is back for all consumers in A, over 800 are still out in B"."""
    named = [w.name for w in words if w.group == "unit" and w.last <= first and w.name in NAMED]
    return named[-1] if named else None


def _are_somewhere(end: int, tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether a number is of those counted before it and says where they are: "nearly nine thousand of them live in A"."""
    them = [w.last for w in words if w.kind == "bound.restored_part" and w.first == end]
    inside = [w.last for w in words if w.kind == "place.inside" and them and 0 <= w.first - them[0] <= 2]
    return any(at < len(tokens) and tokens[at].capital for at in inside)


def _stands_alone(
    number: Number, end: int, tokens: Sequence[Token], before: Sequence[Figure], *, in_words: bool, told: bool
) -> bool:
    """Whether a number without a unit counts what the sentence counted before."""
    if not before:
        return False
    follows = tokens[end].low if end < len(tokens) else "."
    if in_words:
        return number.value > 1 and follows in {"in", "у", "в"}
    return number.value > 1 and (
        number.scale > 1
        or told
        or not follows[0].isalpha()
        or follows in {"in", "у", "в", "на", "and", "та", "и"}
    )


def _lives_there(first: int, tokens: Sequence[Token], words: Sequence[Word], before: Sequence[Figure] = ()) -> bool:
    """Whether a number says how many live somewhere: "the city of 240,000", "з населенням 80 тисяч"; but not in the villages
    counted `before` it: "142 villages are out, 63,000 people live in them".
    """
    near = [w.kind for w in words if 0 <= first - w.last <= 2]
    if "guard.in_them" in near and before and before[-1].column == "settlements":
        return False
    of = first > 1 and tokens[first - 1].low == "of" and any(w.last == first - 1 and w.group == "level" for w in words)
    return of or "guard.inhabited" in near


def _casualty(end: int, last: int, words: Sequence[Word]) -> bool:
    return any(
        word.kind == "guard.casualty" and end - 4 <= word.first <= last + 3 for word in words
    )


def bound_before(first: int, words: Sequence[Word]) -> tuple[str, int]:
    """Return the bound before a number and where it begins."""
    spread = {at for w in words if w.kind == "guard.spread" for at in range(w.first, w.last)}  # "spread over 63 villages"
    near = [w for w in words if w.group == "bound" and w.name in MARKS and w.last == first and w.first not in spread]
    if not near:
        return "", first
    longest = min(near, key=lambda word: word.first)
    return longest.name, longest.first


def _is_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is the name of a thing: "hospital No. 16", "лікарня № 16"."""
    before = [token.low for token in tokens[max(0, at - 2) : at]]
    return before[-1:] in (["№"], ["#"], ["no"]) or before == ["no", "."]


def bare_counts(
    tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon, taken: frozenset[int], least: int
) -> list[tuple[int, int]]:
    """Find the numbers of which no word says what they count: "another 6,000 remain cut off". Years,
    numbers below `least` and those that live there ("the city of 240,000") are none. `taken`:
    tokens that are a part of a time or a figure.
    """
    buildings = {word.first for word in words if word.kind == "unit.buildings"}
    units = {word.first for word in words if word.group == "unit" or word.kind == "percent.sign"} - buildings
    found, at = [], 0
    while at < len(tokens):
        number = None if at in taken or _is_a_name(tokens, at) else number_at(tokens, at, lexicon)
        if number is None:
            at += 1
            continue
        year = number.last == at + 1 and tokens[at].low.isdecimal() and number.value in YEARS
        enough = number.value >= least or number.last in buildings
        if enough and not (year or _lives_there(at, tokens, words) or number.last in units):
            found.append((at, number.last))
        at = number.last
    return found
