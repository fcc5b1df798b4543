"""What the places of a sentence tell of each other: which region a town lies in, which names are of one level."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.lexicon import Word
from geo.drafting.place import CITY, REGION, Mention
from geo.drafting.place_names import candidates_of
from geo.drafting.text import DASHES, Token
from geo.names import PlaceIndex

HOLDING = frozenset({"in", "the", "of", ",", "(", "у", "в", "во"})  # between a place and its region


def in_their_regions(found: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Put a town into the region that follows it ("Stanislav in the Kherson region"), whatever other
    town bears its name.
    """
    result = list(found)
    for n, (one, other) in enumerate(itertools.pairwise(found)):
        between = {tokens[at].low for at in range(one.last, other.first)}
        listed = "," in between and one.sure and not one.small  # "Kyiv, Zhytomyr and Rivne regions"
        near = other.first - one.last <= 3 and between <= HOLDING and not listed
        holds = one.level == CITY and other.level == REGION and not other.back and other.code
        if near and holds and one.code and one.code != other.code:
            key = f"{other.code}/{CITY}/{one.name}"
            result[n] = replace(one, code=other.code, key=key)
    return result


def as_its_like(
    found: Sequence[Mention], tokens: Sequence[Token], index: PlaceIndex
) -> list[Mention]:
    """Read "Dnipropetrovsk and Zaporizhzhia" as two regions: the first can be nothing else, so the
    second is its like.
    """
    result = list(found)
    for n, (one, other) in enumerate(itertools.pairwise(found)):
        joined = 1 <= other.first - one.last <= 2 and not any(
            tokens[at].low in ".;:" for at in range(one.last, other.first)
        )
        bare = (
            one.level == REGION
            and len(one.name.split()) == 1
            and tokens[other.first - 1].low not in {"in", "у", "в"}
        )
        if (
            joined
            and bare
            and other.level == CITY
            and any(
                hit.is_region and hit.code == other.code
                for hit in candidates_of(index, other.name, False)
            )
        ):
            result[n + 1] = replace(other, level=REGION, key=other.code)
    return result


def is_told_later(one: Mention, found: Sequence[Mention], tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether words for a place stand for one that the sentence names: "the town that was cut off is A"."""
    relative = one.back and any(w.kind in {"clause.relative", "clause.of_which"} and w.first == one.last for w in words)
    return relative and any(m.first > one.last and tokens[m.first - 1].low in {"is", "was"} and not m.back for m in found)


def without_routes(found: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Leave out towns between which a train or a road runs, with nothing but a dash between them: "No. 7 A – B"."""
    ends: set[int] = set()
    for one, other in itertools.pairwise(found):
        dashed = other.first == one.last + 1 and tokens[one.last].low in DASHES
        if dashed and one.level == other.level == CITY and not (one.back or other.back):
            ends |= {one.first, other.first}
    return [one for one in found if one.first not in ends]
