"""The districts and neighbourhoods of towns: no list names them all, so it is the words around one that tell whose it is.

"Kyiv's Desnianskyi district", "Шевченківський район Харкова": what is said of it is never said of the town.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.drafting.lexicon import Lexicon, Word, joining_words
from geo.drafting.place import CITY, DISTRICT, Mention
from geo.drafting.place_names import NOMINATIVE, kind_word, nominative
from geo.drafting.text import DASHES, Token

BETWEEN = frozenset({"'s", ",", "(", "of"})  # a town and its quarter
OF_THE = frozenset({"of", "the"})
MARKS = frozenset(",;:()—–")
ADJECTIVAL = ("ого", "ому", "ий", "ый", "им", "ым", "skyi", "skyy", "sky", "nyi")  # ends of adjectives of a district
OF_DISTRICTS = ("ському", "цькому", "зькому", "ском", "цком")  # and of those that are hardly names of towns
LOCATIVE = ("ном", "вом", "ском", "цком", "ому")  # after "and partly in"


def elided_in(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> dict[int, Word]:
    """Find the names of districts that leave their word out: "the A district and part of the B-skyi", "у районі А, місцями — в
    Б-ському та В-ському". First token -> the word.
    """
    joining = joining_words(lexicon)
    parts = {word.first: word.last for word in words if word.kind == "extent.part"}
    kinds = {word.first for word in words if word.group in {"level", "quarter"}}
    inside = {word.first for word in words if word.kind == "place.inside"}
    found: dict[int, Word] = {}

    def elided_at(at: int) -> bool:
        named = at < len(tokens) and tokens[at].capital and tokens[at].low.endswith((*ADJECTIVAL, *OF_DISTRICTS))
        return named and at + 1 not in kinds and not (at + 1 < len(tokens) and tokens[at + 1].capital)

    for word in words:
        at = word.last
        if word.kind != "level.district" or at >= len(tokens):
            continue
        if tokens[at].low == "," and at + 1 in parts:  # "у районі А, місцями – в Б-ському"
            at = parts[at + 1]
            while at < len(tokens) and (at in inside or tokens[at].low in DASHES):
                at += 1
            if not (elided_at(at) and tokens[at].low.endswith(OF_DISTRICTS)):
                continue
            found[at] = word
            at += 1
        while at < len(tokens) and tokens[at].low in joining:
            partly = at + 1 in parts
            at = parts.get(at + 1, at + 1)
            while at < len(tokens) and (tokens[at].low in OF_THE or _leads_to_name(tokens, at, inside, lexicon)):
                at += 1
            if not (elided_at(at) or (partly and at < len(tokens) and tokens[at].capital and tokens[at].low.endswith(LOCATIVE))):
                break
            found[at] = word
            at += 1
    return found


def _leads_to_name(tokens: Sequence[Token], at: int, inside: set[int], lexicon: Lexicon) -> bool:
    """Whether a number, a dash or a preposition stands before a name: "14 сіл А-ського району та 3 – Б-ського"."""
    counted = tokens[at].is_number or tokens[at].low in lexicon.tables["numbers"]
    return counted or tokens[at].low in DASHES or (at in inside and not tokens[at].capital)


def quarter_at(
    tokens: Sequence[Token], at: int, text: str, kinds: Mapping[int, Word], elided: Mapping[int, Word], lexicon: Lexicon
) -> Mention | None:
    """Return a district that no list of places holds, as a mention without a region; None if there is none at a token.

    `kinds`: first token -> word of kind. It stands after the name, or after a list of names: "the A and B districts"; `elided`:
    names that leave it out.
    """
    joining = joining_words(lexicon) | {","}
    end = at + 1
    while end + 1 < len(tokens) and tokens[end].low in joining and tokens[end + 1].capital:
        end += 2
    beside = kinds.get(end) or elided.get(at)
    if beside is None or tokens[at].low in lexicon.tables["not_places"]:
        return None
    name = nominative(text[tokens[at].start : tokens[at].end], lexicon, adjective=True)
    if lexicon.tables["adjectives"] and not name.endswith((*NOMINATIVE, "ой")):
        return None
    last = beside.last if end == at + 1 and at not in elided else at + 1
    return Mention(
        first=at,
        last=last,
        start=tokens[at].start,
        end=tokens[last - 1].end,
        level=DISTRICT,
        name=f"{name} {kind_word(beside, DISTRICT, tokens, text, lexicon)}",
        quarter=True,
    )


def with_towns(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """Give each quarter the region of its town: of the one that stands beside it, which is left out then, else of the one before
    it with no mark between. "The A and B districts of C" are both of C. What is of no town is left out.
    """
    joining = joining_words(lexicon)
    found: list[Mention] = []
    for one in mentions:
        before = found[-1] if found else None
        if before is not None and _is_quarter_of(before, one, tokens):
            found[-1] = replace(before, last=one.last, end=one.end)
            at = len(found) - 1
            while at >= 0 and found[at].level == DISTRICT and not found[at].back:
                found[at] = _of_town(found[at], one)
                at -= 1
        elif before is not None and _is_town_of(before, one, tokens):
            found[-1] = replace(_of_town(one, before), first=before.first, start=before.start)
        elif not one.code and one.quarter and before is not None and (town := _town_before(found, one, tokens, joining)):
            found.append(_of_town(one, town))
        else:
            found.append(one)
    return [one for one in found if one.code or not one.quarter]


def _of_town(quarter: Mention, town: Mention) -> Mention:
    key = f"{town.code}/district/{quarter.name.lower()}"
    return replace(quarter, code=town.code, key=key, doubtful=False, quarter=True, town=town)


def _is_quarter_of(one: Mention, town: Mention, tokens: Sequence[Token]) -> bool:
    """Whether a district stands right before its town: "the A district of B"."""
    gap = range(one.last, town.first)
    beside = one.last <= town.first and (len(gap) <= 1 or all(tokens[at].low in OF_THE for at in gap))
    return one.level == DISTRICT and not one.back and town.level == CITY and beside


def _is_town_of(town: Mention, one: Mention, tokens: Sequence[Token]) -> bool:
    """Whether a town stands right before its district: "B's A district", "B, A district"."""
    strange = one.quarter or one.code != town.code  # a district of its region keeps its own name
    between = [tokens[at].low for at in range(town.last, one.first)]
    beside = len(between) == 1 and between[0] in BETWEEN
    return town.level == CITY and one.level == DISTRICT and not one.back and strange and beside


def _town_before(
    found: Sequence[Mention], one: Mention, tokens: Sequence[Token], joining: frozenset[str]
) -> Mention | None:
    """Return the town that a sentence names before a quarter, with no mark and no "and" between: "In B the A district is dark";
    else that of the quarter before it.
    """
    town = next((m for m in reversed(found) if m.level == CITY or (m.quarter and m.code)), None)
    parting = MARKS | joining if town is not None and town.level == CITY else MARKS - {","}
    if town is None or any(tokens[at].low in parting for at in range(town.last, one.first)):
        return None
    return town
