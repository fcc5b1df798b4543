"""A written name -> the place, and how it is written in a record: in the nominative, with its word
of kind.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from geo.derived import derived
from geo.drafting.lexicon import LANGUAGES, Lexicon, Word
from geo.drafting.place import CITY, DISTRICT, REGION, Mention
from geo.drafting.text import Token
from geo.names import Candidate, PlaceIndex, known, nearest
from geo.names.transliteration import plain_form, skeleton

MASCULINE = re.compile(
    r"[аеєиіїоуыэюя][бвгджзклмнпрстфхцчшщ]$|[сц]к$|рг$|пр$"
)  # ends a name that "а", "у", "ом" decline

LIKELY, SURE, SPELT, SHORTEST_BARE = 0.8, 0.95, 0.9, 5  # confidences; letters of a small town named without its region
WINDOW, FORMS, RESPELLED = 3, 120, 12  # words of a name; declined forms that are tried, and those in other letters

ENGLISH = {REGION: "region", DISTRICT: "district"}

NOMINATIVE = (
    "ий",
    "ій",
    "ый",
    "ая",
    "ка",
)  # ends of adjectives that names of regions and districts are

MASCULINE_ADJECTIVES = ("ий", "ій", "ый", "ой")
ADJECTIVES = ("ська", "цька", "зька", "ская", "цкая")  # of regions whose own word is left out


def mention_of(
    index: PlaceIndex,
    found: tuple[str, tuple[Candidate, ...]],
    level: str,
    codes: Sequence[str],
    first: int,
    last: int,
    tokens: Sequence[Token],
    text: str,
    lexicon: Lexicon,
    beside: Word | None,
    *,
    governed: bool,
    prefixed: bool,
) -> Mention | None:
    """Return a name and the places that it may mean as a mention, None if it is too unsure for one.

    `beside`: its word of kind; `governed`: a preposition stands before it; `prefixed`: a word of
    kind does.
    """
    name, candidates = found
    if _is_of_a_hromada(beside, tokens, lexicon):
        towns = _of_level(candidates_of(index, name, False), CITY)
        candidates = towns if all(one.kind == "former district" for one in candidates) and towns else candidates
    one = next((c for code in codes for c in candidates if c.code == code and c.confidence >= LIKELY), candidates[0])
    if level == DISTRICT and one.confidence < LIKELY and codes and one.code not in codes:
        return None  # a community that is called like a town of another region
    small = one.position < 0 and not one.is_region and one.kind not in {"district", "former district"}
    sure = len({c.code for c in nearest(candidates)}) == 1 or one.code in codes
    if (small or one.is_region) and not sure:
        return None
    governed = governed or (level == DISTRICT and _is_of_a_hromada(beside, tokens, lexicon))  # "in the A community"
    after_name = _is_after_name(first, tokens, lexicon) and not (governed and first == 1)  # "In" begins the sentence
    if small and not _is_sure_village(
        name, one, codes, sure=sure, governed=governed, called=bool(level) or (prefixed and not after_name), after_name=after_name
    ):
        return None  # the name of a person, or of one of many villages
    if beside is None and one.is_region and name.lower().endswith(ADJECTIVES):
        follows = last < len(tokens) and tokens[last].is_word
        if follows and tokens[last].low not in lexicon.tables["prepositions"]:
            return None  # an adjective of something else: "Крымская энергосистема"
        level = REGION
    if beside is not None or level in {REGION, DISTRICT}:
        kind = kind_word(beside, level, tokens, text, lexicon)
        declined = beside is None or text[tokens[beside.first].start : tokens[beside.last - 1].end].lower() != kind
        changed = declined or not name.lower().endswith(MASCULINE_ADJECTIVES)  # "весь Новозаводской район" is no other case
        name = f"{nominative(name, lexicon) if changed else name} {kind}"
    own, key = _key_of(one, level)
    if own == DISTRICT and name.split()[-1].lower().startswith(tuple(lexicon.tables["hromadas"])):
        key += "/hromada"  # a part of the district of its name
    return Mention(
        first=first,
        last=last,
        start=tokens[first].start,
        end=tokens[last - 1].end,
        level=own,
        code=one.code,
        name=name,
        key=key,
        small=small,
        quarter=one.kind in {"city district", "neighbourhood"},
        sure=sure,
        doubtful=one.kind == "former district" and bool(codes) and one.code not in codes,  # districts of towns bear such names
    )


def _is_of_a_hromada(beside: Word | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a word of kind is "community": those are called after a town or village, never after a district that is no more."""
    return beside is not None and tokens[beside.first].low.startswith(tuple(lexicon.tables["hromadas"]))


def _is_after_name(first: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name goes on with one before it, which is no day: "Ivan Stanislav", not "On Monday Stanislav"."""
    before = tokens[first - 1] if first > 0 else None
    if before is None or not before.capital or before.end + 1 != tokens[first].start:
        return False
    return not before.low.startswith((*lexicon.tables["weekdays"], *lexicon.tables["months"]))


def _is_sure_village(
    name: str, one: Candidate, codes: Sequence[str], *, sure: bool, governed: bool, called: bool, after_name: bool
) -> bool:
    """Whether a name is that of a small settlement: its word of kind says so (`called`), its region was spoken of, or no other
    place has the name; and a preposition stands before it, both are so, or it is written as the list of places has it.
    """
    near = one.code in codes and not after_name
    long = sure and len(name) >= SHORTEST_BARE
    only_one = governed and long and one.confidence >= SURE and not after_name
    written = one.code in codes and long and one.confidence >= SPELT
    return (called or near or only_one) and (governed or (called and near) or written)


def _key_of(one: Candidate, level: str) -> tuple[str, str]:
    """Return the level of a place, and the key by which it is known again."""
    if one.is_region and level != CITY:
        return REGION, one.code + ("/district" if level == DISTRICT and "district" not in one.kind else "")
    own = DISTRICT if "district" in one.kind or level == DISTRICT else CITY
    key = f"{one.code}/{own}/{one.place_id or one.name}"
    return own, key + ("/district" if level == DISTRICT and "district" not in one.kind else "")


def capital_of(index: PlaceIndex, names: Sequence[str], lexicon: Lexicon) -> Mention | None:
    """Return the place that "the capital" stands for; `names`: its name in each of LANGUAGES, as far as the dataset gives it."""
    if not names:
        return None
    name = names[min(LANGUAGES.index(lexicon.language), len(names) - 1)]
    found = _of_level(candidates_of(index, name, False), "")
    if not found:
        return None
    one = found[0]
    key = f"{one.code}/{CITY}/{one.place_id or one.name}"
    return Mention(first=0, last=0, start=0, end=0, level=CITY, code=one.code, name=name, key=key)


def nominative(name: str, lexicon: Lexicon, *, adjective: bool = False) -> str:
    """Return an adjective in the nominative: "Золочівської" -> "Золочівська"; other words as they
    are, unless it is known to be an `adjective`.
    """
    adjectives = tuple(lexicon.tables["adjectives"])
    ends = ("ий", "ый", "ая", "ка", "ой") if adjective else ("ий", "ый", "ая", "ка")
    if not adjectives or name.endswith(ends) or not (adjective or name.lower().endswith(adjectives)):
        return name
    forms = [form for form in nominatives(name, lexicon) if form != name]
    return next((form for form in forms if form.endswith(NOMINATIVE)), next(iter(forms), name))


def kind_word(
    beside: Word | None, level: str, tokens: Sequence[Token], text: str, lexicon: Lexicon
) -> str:
    """Return a word of kind in the nominative singular: of "областях" "область", of "districts"
    "district".
    """
    kinds: dict[str, str] = lexicon.tables.get("kinds", ENGLISH)
    if beside is None:
        return kinds[level]
    word = text[tokens[beside.first].start : tokens[beside.last - 1].end]
    if lexicon.language == "en":
        return f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")
    return next(
        (kind for kind in kinds.values() if word[:4].lower() == kind[:4]),
        kinds[REGION] if word.lower() in {"обл", "ова", "ода"} else word,
    )


@derived(most=8192)
def candidates_of(index: PlaceIndex, written: str, forms: bool) -> tuple[Candidate, ...]:
    """Look a name up; the one place where this package asks `geo.names`."""
    return known(index, written, forms=forms)


def meaning_of(
    index: PlaceIndex, written: str, level: str, lexicon: Lexicon, *, governed: bool
) -> tuple[str, tuple[Candidate, ...]] | None:
    """Return a name in the nominative and the places of a level that it may mean."""
    if irregular := lexicon.tables.get("irregular", {}).get(written.lower()):
        written = str(irregular)
    kinds = lexicon.tables.get("kinds", ENGLISH)
    asked = [f" {kinds[level]}"] if level in {REGION, DISTRICT} else [""]
    adjective = bool(level) and adjective_like(written, lexicon)
    forms = [
        name for name in nominatives(written, lexicon) if not adjective or name.endswith(NOMINATIVE)
    ]
    exact = [
        (name, hits)
        for name in forms
        for kind in asked
        if (hits := _of_level(candidates_of(index, name + kind, False), level))
    ]
    if exact:
        own = next((one for one in exact if _is_own_name(*one)), None)
        if own is None and not level:
            whole = [
                one
                for one in candidates_of(index, written, False)
                if one.is_region
                and skeleton(plain_form(one.name)).startswith(skeleton(plain_form(written)))
            ]
            if whole:
                return written, tuple(whole)
        masculine = next(
            (
                one
                for one in exact
                if len(one[0]) < len(written)
                and written.startswith(one[0])
                and len(written) - len(one[0]) <= 2
                and MASCULINE.search(one[0].lower())
            ),
            None,
        )
        labelled = next((one for one in exact if one[1][0].why.endswith(f" {one[0]}")), None)
        own = own or (labelled if " " in written else masculine)
        oblique = written.lower().endswith(tuple(lexicon.tables["oblique"]) or ("\0",))
        return own or next((one for one in exact if oblique and one[0] != written), exact[0])
    if not level and (land := _district_of_land(index, written, lexicon)) is not None:
        return land
    if governed:
        return _respelled(index, written, level, asked, lexicon, tried=4 if level else RESPELLED)
    if level or adjective_like(written, lexicon) or not written.isalpha():
        return None
    found = _respelled(index, written, level, asked, lexicon, tried=1)
    return found if found and found[1][0].position < 0 and not found[1][0].is_region else None


def _district_of_land(index: PlaceIndex, written: str, lexicon: Lexicon) -> tuple[str, tuple[Candidate, ...]] | None:
    """Return the district that a word for the land around a town stands for: of "на Лубенщині" "Лубенський район"."""
    ending = next((end for end in lexicon.tables["lands"] if written.endswith(end)), "")
    if not ending:
        return None
    name = f"{written.removesuffix(ending)}{lexicon.tables['land_adjective']} {lexicon.tables['kinds'][DISTRICT]}"
    hits = _of_level(candidates_of(index, name, False), DISTRICT)
    return (name, hits) if hits else None


def adjective_like(name: str, lexicon: Lexicon) -> bool:
    """Whether a name ends as the adjectives of regions and districts do."""
    return name.lower().endswith(tuple(lexicon.tables["adjectives"]) or ("\0",))


def _respelled(
    index: PlaceIndex, written: str, level: str, asked: Sequence[str], lexicon: Lexicon, *, tried: int
) -> tuple[str, tuple[Candidate, ...]] | None:
    """Return a name that the list of places has in other letters, `tried` forms of it; of them the one that sounds as
    there: of "Глобиному" "Глобине", for the list has "Hlobyne".
    """
    first = None
    for number, name in enumerate(nominatives(written, lexicon)):
        if number >= (tried if first is None or tried < RESPELLED else FORMS):
            break
        for kind in asked:
            if hits := _of_level(candidates_of(index, name + kind, True), level):
                found = name, tuple(hit for hit in hits if hit.confidence >= 0.8) or hits
                if _is_own_name(*found):
                    return found
                first = first or found
    return first


def _is_own_name(name: str, hits: Sequence[Candidate]) -> bool:
    """Whether a name sounds as the place's first name does: lists of names hold declined ones
    too.
    """
    return skeleton(plain_form(name)) == skeleton(plain_form(hits[0].name))


def nominatives(written: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield a name as written, then with the endings changed that its words may have in the
    nominative.
    """
    cases: dict[str, list[str]] = lexicon.tables.get("cases", {})
    forms, marks = [], re.findall(r"[\s-]", written)
    for word in re.split(r"[\s-]", written):
        options = [word]
        for length in range(min(4, len(word) - 2), -1, -1):
            ending = word[len(word) - length :].lower()
            options += [word[: len(word) - length] + new for new in cases.get(ending, ())]
        forms.append(dict.fromkeys(options))
    for parts in islice(product(*forms), FORMS if len(forms) > 1 else None):
        yield "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True))


def _of_level(found: tuple[Candidate, ...], level: str) -> tuple[Candidate, ...]:
    """Keep what is of a level; without one, towns before regions, and no districts, whose word is
    never left out.
    """
    if level == REGION:
        return tuple(one for one in found if one.is_region)
    districts = tuple(one for one in found if "district" in one.kind)
    if level == DISTRICT:
        return districts or tuple(one for one in found if not one.is_region)
    towns = tuple(one for one in found if not one.is_region and one not in districts)
    regions = tuple(one for one in found if one.is_region)
    if level == CITY:
        return towns
    if towns and regions and towns[0].position < 0:
        return regions
    return towns or regions
