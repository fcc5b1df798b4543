"""Which figure of a clause belongs to which of its places."""

from collections.abc import Sequence

from geo.drafting.clause import LOST, Clause
from geo.drafting.place import CITY, DISTRICT, REGION, Mention
from geo.drafting.quantities import Figure
from geo.drafting.text import DASHES, Token

TO_NEXT = 3  # words between a figure and the place behind its dash


def paired(
    places: Sequence[Mention], figures: Sequence[Figure], tokens: Sequence[Token]
) -> tuple[dict[int, tuple[Figure, ...]], tuple[Figure, ...]]:
    """Give each figure to the place before it, or after it where the clause counts first; one
    figure of a list to none. Where marks say it ("478 in all: A — 120, B — 358") they decide.
    """
    marked = {
        number: next((n for n, p in enumerate(places) if _is_marked(p, figure, tokens)), None)
        for number, figure in enumerate(figures)
    }
    if sum(place is not None for place in marked.values()) > 1:
        for number, figure in enumerate(figures):
            before = [n for n, p in enumerate(places) if p.first < figure.first]
            if marked[number] is None and before and before[-1] not in marked.values():
                marked[number] = before[-1]  # "In A 76 villages, in B — 58"
        own = {n: tuple(figures[f] for f, m in marked.items() if m == n) for n in set(marked.values()) if n is not None}
        return own, tuple(figures[f] for f, place in marked.items() if place is None)
    if not places or not figures:
        return {}, ()
    if len(places) == 1:
        return _of_one(places[0], [figure for n, figure in enumerate(figures) if marked[n] is not None], figures, tokens)
    first_place = places[0].first < figures[0].first
    pairs: dict[int, list[Figure]] = {}
    shared: list[Figure] = []
    for number, figure in enumerate(figures):
        holder = marked[number]
        if holder is not None and tokens[places[holder].last].low == "(":
            pairs.setdefault(holder, []).append(figure)
            continue
        before = [n for n, p in enumerate(places) if p.first < figure.first]
        after = [n for n, p in enumerate(places) if p.first > figure.first]
        left = figures[number - 1].first if number else -1
        right = figures[number + 1].first if number + 1 < len(figures) else 1 << 30
        fresh = [n for n in before if places[n].first > left]
        coming = [n for n in after if places[n].first < right]
        run = fresh if first_place else coming
        close = (
            [
                n
                for n in coming[:1]
                if places[n].first - figure.last <= 4 and len(coming) == 1 and _is_for_next(places[before[-1]], places[n], figure)
            ]
            if before
            else []
        )
        close = close or [n for n in coming[:1] if before and places[n].first == figure.last]
        run = close or run
        if not run and not before:  # "3,000 people in five villages of A"
            like = next((f.first for f in figures[number + 1 :] if f.column == figure.column), 1 << 30)
            run = [n for n in after if places[n].first < like]
        if not run:
            taken = any(f.column == figure.column for n in before[-1:] for f in pairs.get(n, ()))
            run = coming if first_place and taken else fresh or before[-1:]
        run = [n for n in run if not is_holder(places[n], [places[m] for m in run if m != n])] or run
        if len(run) == 1:
            pairs.setdefault(run[0], []).append(figure)
        else:
            shared.append(figure)
    return {n: tuple(own) for n, own in pairs.items()}, tuple(shared)


def _of_one(
    place: Mention, beside: Sequence[Figure], figures: Sequence[Figure], tokens: Sequence[Token]
) -> tuple[dict[int, tuple[Figure, ...]], tuple[Figure, ...]]:
    """Give the one place of a clause a figure of each column, those `beside` it first: "37 villages: A — 22"."""
    away = [figure for figure in figures if _are_around(place, figure, tokens)]
    once: dict[str, Figure] = {}
    for figure in (*beside, *figures):
        if figure not in away:
            once.setdefault(figure.column, figure)
    return {0: tuple(once.values())}, tuple(away)


def _are_around(place: Mention, figure: Figure, tokens: Sequence[Token]) -> bool:
    """Whether a figure counts villages beside a town, and not in it: "A and 18 villages"."""
    joined = figure.first == place.last + 1 and tokens[place.last].is_word
    return place.level == CITY and joined and figure.column == "settlements"


def _is_for_next(before: Mention, after: Mention, figure: Figure) -> bool:
    """Whether a figure between two places is that of the second: one within the first, or villages behind a town."""
    quarter = before.level == CITY and after.quarter and after.code == before.code
    villages = figure.column == "settlements" and before.level == CITY and after.level in {DISTRICT, REGION}
    return quarter or villages or is_holder(before, [after])


def is_of_next(clause: Clause, figure: Figure, places: Sequence[Mention]) -> bool:
    """Whether a part of a figure is all that is out of the place behind its dash: "of them 29 — the whole B community"."""
    dashed = figure.last < clause.last and clause.reading.tokens[figure.last].low in DASHES
    return clause.kind == LOST and dashed and any(1 <= place.first - figure.last <= TO_NEXT for place in places)


def _is_marked(place: Mention, figure: Figure, tokens: Sequence[Token]) -> bool:
    """Whether only a mark stands between a place and its figure: "Kyiv region — 120"."""
    return figure.first - place.last == 1 and tokens[place.last].low in {*DASHES, ":", "("}


def is_holder(place: Mention, others: Sequence[Mention]) -> bool:
    """Whether a region, or a district that is no quarter of a town, holds another of the places."""
    if place.quarter:
        return False
    rank = {REGION: 2, "district": 1}
    return any(
        other.code == place.code and rank.get(other.level, 0) < rank.get(place.level, 0)
        for other in others
    )
