"""The places that a sentence names, and the words that stand for a place named before ("the region", "місті").

Names are looked up in `geo.names`: exactly, with the last letters of a declined word changed as the language's file says
("Полтавської області" is looked up as "Полтавська область", which is also how the place is then written), and, if a word of its
kind or a preposition governs it, in other spellings. Names with slips are not looked for: a wrong place is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from geo.derived import derived
from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.text import Token
from geo.names import Candidate, PlaceIndex, known, nearest
from geo.names.transliteration import plain_form, skeleton

REGION, CITY, DISTRICT, PLANT, ABROAD = "region", "city", "district", "plant", "abroad"
LEVEL_OF = {"region": REGION, "regions": REGION, "district": DISTRICT, "districts": DISTRICT, "city": CITY, "place": CITY}
MASCULINE = re.compile(r"[аеєиіїоуыэюя][бвгджзклмнпрстфхцчшщ]$|[сц]к$|рг$|пр$")  # ends a name that "а", "у", "ом" decline
WINDOW, FORMS = 3, 24  # words of a name; declined forms that are tried
ENGLISH = {REGION: "region", DISTRICT: "district"}
NOMINATIVE = ("ий", "ій", "ый", "ая", "ка")  # ends of adjectives that names of regions and districts are
ADJECTIVES = ("ська", "цька", "зька", "ская", "цкая")  # of regions whose own word is left out


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place in a sentence: tokens `first` up to, not with, `last`; `start`, `end`: offsets of the words that name it.

    `level`: region, district, city, plant or abroad; `name`: the place as it is written in a record; `back`: it is named by
    words such as "the region". `small`: a settlement that is in no list of large places.
    """

    first: int
    last: int
    start: int
    end: int
    level: str
    code: str = ""
    name: str = ""
    key: str = ""
    back: bool = False
    small: bool = False
    sure: bool = True
    words: tuple[int, int] | None = None  # of what is named `back`: offsets of the name that it stands for


def mentions_in(tokens: Sequence[Token], words: Sequence[Word], text: str, index: PlaceIndex, lexicon: Lexicon,
                codes: Sequence[str] = ()) -> list[Mention]:
    """Find the places of a sentence, in its order; words that stand for one have `back` set and no name yet.

    `codes`: regions that were spoken of before, the last one first: they decide between villages of one name.
    """
    found = _scan(tokens, words, text, index, lexicon, codes)
    regions = tuple(dict.fromkeys(one.code for one in found if one.level == REGION and one.code))
    if regions and any(one.level in {CITY, DISTRICT} and one.code not in regions for one in found):
        found = _scan(tokens, words, text, index, lexicon, (*regions, *codes))  # "Zolochiv, Kharkiv Oblast"
    return [_as_plant(one, words, tokens, text) for one in _as_its_like(found, tokens, index)]


def _as_its_like(found: Sequence[Mention], tokens: Sequence[Token], index: PlaceIndex) -> list[Mention]:
    """Read "Dnipropetrovsk and Zaporizhzhia" as two regions: the first can be nothing else, so the second is its like."""
    result = list(found)
    for n, (one, other) in enumerate(zip(found, found[1:], strict=False)):
        joined = 1 <= other.first - one.last <= 2 and not any(tokens[at].low in ".;:" for at in range(one.last, other.first))
        bare = one.level == REGION and len(one.name.split()) == 1 and tokens[other.first - 1].low not in {"in", "у", "в"}
        if joined and bare and other.level == CITY and any(hit.is_region and hit.code == other.code for hit in _found(index, other.name, False)):
            result[n + 1] = replace(other, level=REGION, key=other.code)
    return result


def _scan(tokens: Sequence[Token], words: Sequence[Word], text: str, index: PlaceIndex, lexicon: Lexicon, codes: Sequence[str]
          ) -> list[Mention]:
    levels = {word.first: word for word in words if word.group == "level" and word.name != "prefix"}
    forced = _levels_of_lists(tokens, levels, lexicon)
    starts = _governed(words, tokens)
    kinds = _governed([word for word in words if word.kind == "level.prefix"], tokens)
    kinds |= {one + 2 for one in kinds if one + 1 < len(tokens)}  # "the villages A and B"
    common = {word.first for word in words if word.group in {"trigger", "unit", "speech", "time", "bound", "state"}}
    articles = set(lexicon.tables["articles"])
    titles = {word.first for word in words if word.group in {"role", "level", "guard", "time", "noun"}}
    opening = {word.first for word in words if word.group in {"place", "time", "extent", "scope", "clause", "speech", "role"}
               and word.kind != "role.de_facto_authority"}
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention = None
        if tokens[at].capital and tokens[at].is_word and at not in opening and tokens[at].low not in articles:
            governed = at in starts or at - 1 in forced or at in forced or (bool(found) and found[-1].last >= at - 1)
            mention = _named_at(tokens, at, text, index, lexicon, levels, forced, titles, governed=governed, prefixed=at in kinds, plain=at not in common,
                                codes=(*codes, *(one.code for one in found)))
        if mention is None:
            mention = _abroad_at(words, tokens, at) or _back_at(levels.get(at), tokens, lexicon)
        if mention is not None and any(word.kind == "guard.loyal" and word.last == at for word in words):
            mention = None  # "the territory controlled by Kyiv"
        if mention is not None:
            found.append(mention)
        at = max(at + 1, mention.last if mention else 0)
    return found


def _governed(words: Sequence[Word], tokens: Sequence[Token]) -> set[int]:
    """Return the tokens before which a preposition or a word of kind stands."""
    ends = {word.last for word in words if word.kind in {"place.inside", "level.prefix"} or word.group == "scope"}
    return ends | {end + 1 for end in ends if end < len(tokens) and tokens[end].low == "."}  # "м. Київ"


def _levels_of_lists(tokens: Sequence[Token], levels: dict[int, Word], lexicon: Lexicon) -> dict[int, tuple[str, Word]]:
    """Give each name of "A, B and C regions" the level of the last, and its word: token -> level, word."""
    joining = {",", *(word for pattern in lexicon.tables["words"]["clause"]["and"] for word in pattern.split())}
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
        if word.last < len(tokens) and tokens[word.last].low == "of" and word.name in {"regions", "districts"}:
            while after < len(tokens) and (tokens[after].low in joining or tokens[after].capital):  # "regions of A and B"
                if tokens[after].capital:
                    forced[after] = LEVEL_OF[word.name], word
                after += 1
    return forced


def _named_at(tokens: Sequence[Token], at: int, text: str, index: PlaceIndex, lexicon: Lexicon, levels: dict[int, Word],
              forced: dict[int, tuple[str, Word]], titles: set[int], *, governed: bool, prefixed: bool, plain: bool, codes: Sequence[str]) -> Mention | None:
    for length in range(min(WINDOW, len(tokens) - at), 0, -1):
        last = at + length
        window = tokens[at:last]
        if not all(one.capital and one.is_word for one in window) or any(
            left.end != right.start - 1 for left, right in zip(window, window[1:], strict=False)
        ):
            continue
        if length == 1 and (window[0].low in lexicon.tables["not_places"] or not plain):
            continue
        beside = levels.get(last)
        level, listed = forced.get(at, (LEVEL_OF.get(beside.name, "") if beside else "", None))
        if length == 1 and not level and _is_given_name(tokens, last, window[0].low, lexicon):
            return None
        if not level and not governed and at - 1 not in titles and _goes_on(tokens, last, titles):
            continue
        written = text[window[0].start : window[-1].end]
        found = _meaning(index, written, level, lexicon, governed=governed or bool(level))
        end = last
        if beside and LEVEL_OF.get(beside.name) == level:
            end = beside.last
        mention = found and _mention(found, level, codes, at, end, tokens, text, lexicon, beside if end > last else listed,
                                     governed=governed, prefixed=prefixed)
        if mention:
            return mention
    return None


def _goes_on(tokens: Sequence[Token], last: int, titles: set[int]) -> bool:
    """Whether a name goes on with a word that is neither an office nor a kind: then it is the name of somebody or something else."""
    if last >= len(tokens) or not (tokens[last].capital and tokens[last].is_word) or tokens[last].start != tokens[last - 1].end + 1:
        return False
    return last not in titles


def _is_given_name(tokens: Sequence[Token], last: int, low: str, lexicon: Lexicon) -> bool:
    follows = last < len(tokens) and tokens[last].capital and tokens[last].is_word and tokens[last].start == tokens[last - 1].end + 1
    return follows and low in lexicon.tables["given_names"]


def _mention(found: tuple[str, tuple[Candidate, ...]], level: str, codes: Sequence[str], first: int, last: int,
             tokens: Sequence[Token], text: str, lexicon: Lexicon, beside: Word | None, *, governed: bool, prefixed: bool) -> Mention | None:
    name, candidates = found
    one = next((c for code in codes for c in candidates if c.code == code and c.confidence >= 0.8), candidates[0])
    small = one.position < 0 and not one.is_region and one.kind not in {"district", "former district"}
    if small and first and tokens[first - 1].capital and tokens[first - 1].end + 1 == tokens[first].start and not level:
        return None  # the name of a person
    sure = len({c.code for c in nearest(candidates)}) == 1 or one.code in codes
    if small and not level and not prefixed and one.code not in codes:
        return None
    if (small and not governed) or ((small or one.is_region) and not sure):
        return None
    if beside is None and one.is_region and name.lower().endswith(ADJECTIVES):
        if last < len(tokens) and tokens[last].is_word and tokens[last].low not in lexicon.tables["prepositions"]:
            return None  # an adjective of something else: "Крымская энергосистема"
        level = REGION
    if beside is not None or level in {REGION, DISTRICT}:
        name = f"{_nominative(name, lexicon)} {_kind_word(beside, level, tokens, text, lexicon)}"
    own = REGION if one.is_region and level != CITY else DISTRICT if "district" in one.kind or level == DISTRICT else CITY
    key = one.code if one.is_region and own == REGION else f"{one.code}/{own}/{one.place_id or one.name}"
    if level == DISTRICT and "district" not in one.kind:
        key += "/district"
    return Mention(first=first, last=last, start=tokens[first].start, end=tokens[last - 1].end, level=own, code=one.code,
                   name=name, key=key, small=small, sure=sure)


def _nominative(name: str, lexicon: Lexicon) -> str:
    """Return an adjective in the nominative: "Золочівської" -> "Золочівська"; other words as they are."""
    if not name.lower().endswith(tuple(lexicon.tables["adjectives"]) or ("\0",)) or name.endswith(("ий", "ая", "ка")):
        return name
    return next((form for form in nominatives(name, lexicon) if form != name), name)


def _kind_word(beside: Word | None, level: str, tokens: Sequence[Token], text: str, lexicon: Lexicon) -> str:
    """Return a word of kind in the nominative singular: of "областях" "область", of "districts" "district"."""
    kinds: dict[str, str] = lexicon.tables.get("kinds", ENGLISH)
    if beside is None:
        return kinds[level]
    word = text[tokens[beside.first].start : tokens[beside.last - 1].end]
    if lexicon.language == "en":
        return word.removesuffix("s")
    return next((kind for kind in kinds.values() if word[:4].lower() == kind[:4]), kinds[REGION] if word == "обл" else word)


@derived(most=8192)
def _found(index: PlaceIndex, written: str, forms: bool) -> tuple[Candidate, ...]:
    """Look a name up; the one place where this package asks `geo.names`."""
    return known(index, written, forms=forms)


def _meaning(index: PlaceIndex, written: str, level: str, lexicon: Lexicon, *, governed: bool
             ) -> tuple[str, tuple[Candidate, ...]] | None:
    """Return a name in the nominative and the places of a level that it may mean."""
    if irregular := lexicon.tables.get("irregular", {}).get(written.lower()):
        written = str(irregular)
    kinds = lexicon.tables.get("kinds", ENGLISH)
    asked = [f" {kinds[level]}"] if level in {REGION, DISTRICT} else [""]
    adjective = bool(level) and written.lower().endswith(tuple(lexicon.tables["adjectives"]) or ("\0",))
    forms = [name for name in nominatives(written, lexicon) if not adjective or name.endswith(NOMINATIVE)]
    exact = [(name, hits) for name in forms for kind in asked
             if (hits := _of_level(_found(index, name + kind, False), level))]  # fmt: skip
    if exact:
        own = next((one for one in exact if _is_own_name(*one)), None)
        if own is None and not level:
            whole = [one for one in _found(index, written, False) if one.is_region and skeleton(plain_form(one.name)).startswith(
                skeleton(plain_form(written)))]  # fmt: skip
            if whole:
                return written, tuple(whole)
        masculine = next((one for one in exact if len(one[0]) < len(written) and written.startswith(one[0])
                          and len(written) - len(one[0]) <= 2 and MASCULINE.search(one[0].lower())), None)  # fmt: skip
        own = own or (masculine if " " not in written else None)
        oblique = written.lower().endswith(tuple(lexicon.tables["oblique"]) or ("\0",))
        return own or next((one for one in exact if oblique and one[0] != written), exact[0])
    if governed:
        for name in islice(nominatives(written, lexicon), 4 if level else 8):
            for kind in asked:
                if hits := _of_level(_found(index, name + kind, True), level):
                    return name, tuple(hit for hit in hits if hit.confidence >= 0.8) or hits
    return None


def _is_own_name(name: str, hits: Sequence[Candidate]) -> bool:
    """Whether a name sounds as the place's first name does: lists of names hold declined ones too."""
    return skeleton(plain_form(name)) == skeleton(plain_form(hits[0].name))


def nominatives(written: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield a name as written, then with the endings changed that its words may have in the nominative."""
    cases: dict[str, list[str]] = lexicon.tables.get("cases", {})
    forms = []
    for word in written.split():
        options = [word]
        for length in range(min(4, len(word) - 2), -1, -1):
            ending = word[len(word) - length :].lower()
            options += [word[: len(word) - length] + new for new in cases.get(ending, ())]
        forms.append(dict.fromkeys(options))
    yield from islice((" ".join(parts) for parts in product(*forms)), FORMS if len(forms) > 1 else None)


def _of_level(found: tuple[Candidate, ...], level: str) -> tuple[Candidate, ...]:
    """Keep what is of a level; without one, towns before regions, and no districts, whose word is never left out."""
    if level == REGION:
        return tuple(one for one in found if one.is_region)
    districts = tuple(one for one in found if "district" in one.kind)
    if level == DISTRICT:
        return districts or tuple(one for one in found if not one.is_region)
    towns = tuple(one for one in found if not one.is_region and one not in districts)
    regions = tuple(one for one in found if one.is_region)
    if towns and regions and towns[0].position < 0:
        return regions
    return towns or regions


def _back_at(word: Word | None, tokens: Sequence[Token], lexicon: Lexicon) -> Mention | None:
    """Return the words that stand for a place named before."""
    if word is None or word.name not in {"region", "city", "district", "there", "wide", "city_wide", "both"}:
        return None
    before = tokens[word.first - 1].low if word.first else ""
    if lexicon.language != "en" and word.last < len(tokens) and tokens[word.last].capital and word.name in {"city", "region"}:
        return None  # "місто Харків"
    if word.name == "there" and word.last < len(tokens) and tokens[word.last].low in {"is", "are", "was", "were", "has", "have", "will"}:
        return None
    if lexicon.language == "en" and word.name in {"region", "city", "district"}:
        article = before in {"the", "this", "that", "our", "its", "their"} or (
            word.first > 1 and tokens[word.first - 2].low in {"the", "this"} and before not in {"other", "russian", "every"}
        )
        names = word.last + 1 < len(tokens) and tokens[word.last].low == "of" and tokens[word.last + 1].capital
        if names or not article or tokens[word.first].low in {"regions", "capital"}:
            return None
    level = {"wide": REGION, "city_wide": CITY, "there": "there"}.get(word.name, word.name)
    return Mention(first=word.first, last=word.last, start=tokens[word.first].start, end=tokens[word.last - 1].end, level=level,
                   back=True)


def _abroad_at(words: Sequence[Word], tokens: Sequence[Token], at: int) -> Mention | None:
    for word in words:
        if word.first == at and word.kind == "guard.abroad" and (tokens[at].capital or word.last - word.first > 1):
            return Mention(first=at, last=word.last, start=tokens[at].start, end=tokens[word.last - 1].end, level=ABROAD)
    return None


def _as_plant(one: Mention, words: Sequence[Word], tokens: Sequence[Token], text: str) -> Mention:
    """A place whose name a power plant bears is the plant, not the place."""
    for word in words:
        if word.kind == "guard.plant" and not one.back and (word.first == one.last or one.first <= word.first < one.last):
            end = tokens[word.last - 1].end
            return replace(one, last=word.last, end=end, level=PLANT, name=text[one.start : end], key=f"{one.code}/plant")
    return one


def resolved(mentions: Sequence[Mention], last: dict[str, Mention], recent: list[Mention], index: PlaceIndex,
             lexicon: Lexicon) -> list[Mention]:
    """Replace the words that stand for a place by the place named last at their level, and remember what is named.

    `last`: level -> the place named last; `recent`: the places of the last sentence with places; both are changed. A region that was not named is that of the town or district named last.
    """
    found = []
    listed = [one for one in mentions if not one.back and one.level in {REGION, CITY, DISTRICT}]
    for one in mentions:
        if one.level == "both":
            found += [replace(one, level=o.level, code=o.code, name=o.name, key=o.key, words=(o.start, o.end)) for o in recent]
            continue
        if not one.back:
            found.append(one)
            if one.level in {REGION, CITY, DISTRICT}:
                last[one.level] = last["there"] = one
            elif one.level == ABROAD:
                last.clear()
            continue
        before = last.get(one.level)
        inner = last.get("there")
        if one.level == REGION and inner is not None and (before is None or before.code != inner.code):
            region = next((p for p in index.places if p.kind == REGION and p.code == inner.code), None)
            if region is not None:
                found.append(replace(one, code=inner.code, name=_name_of_region(region.names, lexicon), key=inner.code))
        elif before is not None:
            found.append(replace(one, level=before.level, code=before.code, name=before.name, key=before.key,
                                 words=before.words or (before.start, before.end)))
    if listed:
        last_level = listed[-1].level
        recent[:] = [one for one in listed if one.level == last_level]
    return _town_districts(found)


def _name_of_region(names: Sequence[str], lexicon: Lexicon) -> str:
    """Return a region's name in the language of the text, as far as it has one."""
    word = lexicon.tables.get("kinds", {}).get(REGION, "")
    own = tuple(f"{ending} {word}" for ending in lexicon.tables["adjectives"] if len(ending) == 4)
    return next((name for name in names if word and name.endswith(own)), names[0])


def _town_districts(mentions: Sequence[Mention]) -> list[Mention]:
    """Read "the A district of B", B a town, as one place in the region of B: towns have districts that bear names of others."""
    found: list[Mention] = []
    for one in mentions:
        before = found[-1] if found else None
        if before is not None and before.level == DISTRICT and one.level == CITY and 0 <= one.first - before.last <= 1 and not before.back:
            found[-1] = replace(before, code=one.code, key=f"{one.code}/district/{before.name.lower()}", last=one.last, end=one.end)
            continue
        found.append(one)
    return found
