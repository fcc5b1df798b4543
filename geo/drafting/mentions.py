"""The places that a sentence names, and the words that stand for a place named before ("the
region", "місті").

Names are looked up in `geo.names`: exactly, with the last letters of a declined word changed as the
language's file says
("Полтавської області" is looked up as "Полтавська область", which is also how the place is then
written), and, if a word of its
kind or a preposition governs it, in other spellings. Names with slips are not looked for: a wrong
place is worse than none.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.anaphora import back_at
from geo.drafting.lexicon import Lexicon, Word, joining_words
from geo.drafting.place import ABROAD, CITY, DISTRICT, LEVEL_OF, PLANT, REGION, Mention
from geo.drafting.place_names import WINDOW, candidates_of, meaning_of, mention_of
from geo.drafting.quarters import quarter_at
from geo.drafting.text import Token
from geo.names import PlaceIndex


def mentions_in(
    tokens: Sequence[Token],
    words: Sequence[Word],
    text: str,
    index: PlaceIndex,
    lexicon: Lexicon,
    codes: Sequence[str] = (),
) -> list[Mention]:
    """Find the places of a sentence, in its order; words that stand for one have `back` set and no
    name yet.

    `codes`: regions that were spoken of before, the last one first: they decide between villages of
    one name.
    """
    found = _scan(tokens, words, text, index, lexicon, codes)
    regions = tuple(dict.fromkeys(one.code for one in found if one.level == REGION and one.code))
    if regions and any(one.level in {CITY, DISTRICT} and one.code not in regions for one in found):
        found = _scan(
            tokens, words, text, index, lexicon, (*regions, *codes)
        )  # "Zolochiv, Kharkiv Oblast"
    found = _in_their_regions(_as_its_like(found, tokens, index), tokens)
    return [_as_plant(one, words, tokens, text) for one in found]


OPENING_QUOTES = frozenset('«“„"')
HOLDING = frozenset({"in", "the", "of", ",", "(", "у", "в", "во"})  # between a place and its region


def _in_their_regions(found: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
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


def _as_its_like(
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


def _scan(
    tokens: Sequence[Token],
    words: Sequence[Word],
    text: str,
    index: PlaceIndex,
    lexicon: Lexicon,
    codes: Sequence[str],
) -> list[Mention]:
    levels = {word.first: word for word in words if word.group == "level" and word.name != "prefix"}
    forced = _levels_of_lists(tokens, levels, lexicon)
    starts = _governed(words, tokens)
    kinds = _governed([word for word in words if word.kind == "level.prefix"], tokens)
    kinds |= {one + 2 for one in kinds if one + 1 < len(tokens)}  # "the villages A and B"
    common = {
        word.first
        for word in words
        if word.group in {"trigger", "unit", "speech", "time", "bound", "state"}
    }
    articles = set(lexicon.tables["articles"])
    titles = {
        word.first for word in words if word.group in {"role", "level", "guard", "time", "noun"}
    }
    opening = {
        word.first
        for word in words
        if word.group in {"place", "time", "extent", "scope", "clause", "speech", "role"}
        and word.kind != "role.de_facto_authority"
    }
    abroad = {word.first: word for word in reversed(words) if word.kind == "guard.abroad"}
    quarters = {word.first: word for word in words if word.kind == "quarter.kind"}
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention = None
        if (
            tokens[at].capital
            and tokens[at].is_word
            and at not in opening
            and tokens[at].low not in articles
        ):
            governed = (
                at in starts
                or at - 1 in forced
                or at in forced
                or (bool(found) and found[-1].last >= at - 1)
            )
            mention = _named_at(
                tokens,
                at,
                text,
                index,
                lexicon,
                levels,
                forced,
                titles,
                governed=governed,
                prefixed=at in kinds,
                plain=at not in common,
                codes=(*codes, *(one.code for one in found)),
            )
            if mention is not None and mention.small and not governed and _is_apposed(at, tokens, words):
                mention = None
            if mention is None or (at + 1 in quarters and mention.level == CITY and not mention.quarter):
                mention = quarter_at(tokens, at, text, quarters, lexicon) or mention
        if mention is None:
            mention = _abroad_at(abroad.get(at), tokens) or back_at(levels.get(at), tokens, lexicon)
        if mention is not None and _stands_for_else(mention, at, words):
            mention = None
        if mention is not None:
            found.append(mention)
        at = max(at + 1, mention.last if mention else 0)
    return found


def _is_apposed(at: int, tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether a name is that of a thing named before it: "the station A", "пункт «А»"."""
    things = [word for word in words if word.group in {"object", "quarter", "asset"}]
    return at > 0 and (tokens[at - 1].low in OPENING_QUOTES or any(word.last == at for word in things))


def _stands_for_else(mention: Mention, at: int, words: Sequence[Word]) -> bool:
    """Whether words around a name make it another thing: "controlled by Kyiv", "вулиця Харківська", "capital of the region"."""
    if any(word.kind in {"guard.loyal", "guard.street"} and word.last == at for word in words):
        return True
    others = [word for word in words if word.kind == "guard.other_capital"]
    return mention.back and any(word.first <= at < word.last and mention.last <= word.last for word in others)


def _governed(words: Sequence[Word], tokens: Sequence[Token]) -> set[int]:
    """Return the tokens before which a preposition or a word of kind stands."""
    ends = {
        word.last
        for word in words
        if word.kind in {"place.inside", "level.prefix"} or word.group == "scope"
    }
    return ends | {
        end + 1 for end in ends if end < len(tokens) and tokens[end].low == "."
    }  # "м. Київ"


def _levels_of_lists(
    tokens: Sequence[Token], levels: dict[int, Word], lexicon: Lexicon
) -> dict[int, tuple[str, Word]]:
    """Give each name of "A, B and C regions" the level of the last, and its word: token -> level,
    word.
    """
    joining = joining_words(lexicon) | {","}
    adjectives = tuple(lexicon.tables["adjectives"])
    forced: dict[int, tuple[str, Word]] = {}
    for first, word in levels.items():
        if word.name not in {"regions", "districts"} and not adjectives:
            continue
        if word.name not in LEVEL_OF:
            continue
        at, level = first - 1, LEVEL_OF[word.name]
        while at >= 0 and (tokens[at].low in joining or tokens[at].capital):
            if tokens[at].capital:
                if adjectives and not tokens[at].low.endswith(adjectives):
                    break
                forced[at] = level, word
            at -= 1
        after = word.last + 1
        if (
            word.last < len(tokens)
            and tokens[word.last].low == "of"
            and word.name in {"regions", "districts"}
            and not (word.first and tokens[word.first - 1].capital)
        ):
            while after < len(tokens) and (
                tokens[after].low in joining or tokens[after].capital
            ):  # "regions of A and B"
                if tokens[after].capital:
                    forced[after] = LEVEL_OF[word.name], word
                after += 1
    return forced


def _named_at(
    tokens: Sequence[Token],
    at: int,
    text: str,
    index: PlaceIndex,
    lexicon: Lexicon,
    levels: dict[int, Word],
    forced: dict[int, tuple[str, Word]],
    titles: set[int],
    *,
    governed: bool,
    prefixed: bool,
    plain: bool,
    codes: Sequence[str],
) -> Mention | None:
    for length in range(min(WINDOW, len(tokens) - at), 0, -1):
        last = at + length
        window = tokens[at:last]
        if not all(one.capital and one.is_word for one in window) or any(
            left.end != right.start - 1 for left, right in itertools.pairwise(window)
        ):
            continue
        if any(inner in levels for inner in range(at + 1, last)):
            continue  # "Волынской ОВА": the word of its kind is no part of the name
        if length == 1 and (window[0].low in lexicon.tables["not_places"] or not plain):
            continue
        beside = levels.get(last)
        level, listed = forced.get(at, (LEVEL_OF.get(beside.name, "") if beside else "", None))
        if prefixed and not level:
            level = CITY  # "the village of A" is no region, whatever else bears its name
        if length == 1 and not level and _is_given_name(tokens, last, window[0].low, lexicon):
            return None
        if (
            not level
            and not governed
            and (lexicon.language == "en" or at - 1 not in titles)
            and _goes_on(tokens, last, titles)
        ):
            continue
        written = text[window[0].start : window[-1].end]
        found = meaning_of(index, written, level, lexicon, governed=governed or bool(level))
        end = last
        if beside and LEVEL_OF.get(beside.name) == level:
            end = beside.last
        mention = found and mention_of(
            found,
            level,
            codes,
            at,
            end,
            tokens,
            text,
            lexicon,
            beside if end > last else listed,
            governed=governed,
            prefixed=prefixed,
        )
        if mention:
            return mention
    return None


def _goes_on(tokens: Sequence[Token], last: int, titles: set[int]) -> bool:
    """Whether a name goes on with a word that is neither an office nor a kind: then it is the name
    of somebody or something else.
    """
    if (
        last >= len(tokens)
        or not (tokens[last].capital and tokens[last].is_word)
        or tokens[last].start != tokens[last - 1].end + 1
    ):
        return False
    return last not in titles


def _is_given_name(tokens: Sequence[Token], last: int, low: str, lexicon: Lexicon) -> bool:
    follows = (
        last < len(tokens)
        and tokens[last].capital
        and tokens[last].is_word
        and tokens[last].start == tokens[last - 1].end + 1
    )
    return follows and low in lexicon.tables["given_names"]


def _abroad_at(word: Word | None, tokens: Sequence[Token]) -> Mention | None:
    if word is None or not (tokens[word.first].capital or word.last - word.first > 1):
        return None
    return Mention(
        first=word.first,
        last=word.last,
        start=tokens[word.first].start,
        end=tokens[word.last - 1].end,
        level=ABROAD,
    )


def _as_plant(one: Mention, words: Sequence[Word], tokens: Sequence[Token], text: str) -> Mention:
    """A place whose name a power plant bears is the plant, not the place."""
    for word in words:
        if (
            word.kind == "guard.plant"
            and not one.back
            and (word.first == one.last or one.first <= word.first < one.last)
        ):
            end = tokens[word.last - 1].end
            return replace(
                one,
                last=word.last,
                end=end,
                level=PLANT,
                name=text[one.start : end],
                key=f"{one.code}/plant",
            )
    return one
