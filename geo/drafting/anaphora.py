"""What words such as "the region", "there" and "обох областях" stand for: the place named last at
their level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.drafting.lexicon import Lexicon, Word, joining_words
from geo.drafting.place import ABROAD, CAPITAL, CITY, DISTRICT, REGION, Mention
from geo.drafting.place_names import candidates_of
from geo.drafting.quarters import with_towns
from geo.drafting.text import Token
from geo.names import PlaceIndex
from geo.names.transliteration import plain_form, skeleton

ALIKE, STEM = 3, 6  # letters
PENINSULA, CENTRE = "peninsula", "centre"


def back_at(word: Word | None, tokens: Sequence[Token], lexicon: Lexicon) -> Mention | None:
    """Return the words that stand for a place named before."""
    if word is None or word.name not in {
        "region",
        "city",
        "district",
        "there",
        "wide",
        "city_wide",
        "both",
        "capital",
        "republic",
        PENINSULA,
        CENTRE,
    }:
        return None
    before = tokens[word.first - 1].low if word.first else ""
    adjectives = tuple(lexicon.tables["adjectives"])
    if adjectives and word.first and tokens[word.first - 1].capital and before.endswith(adjectives):
        return None  # a name that is not known: "Новослобідська громада"
    if (
        lexicon.language != "en"
        and word.last < len(tokens)
        and tokens[word.last].capital
        and word.name in {"city", "region", "capital"}
    ):
        return None  # "місто Харків"
    if (
        word.name == "there"
        and word.last < len(tokens)
        and tokens[word.last].low in {"is", "are", "was", "were", "has", "have", "will"}
    ):
        return None
    if lexicon.language == "en" and word.name in {"region", "city", "district", "capital"}:
        article = before in {"the", "this", "that", "our", "its", "their", "his", "her"} or (
            word.first > 1
            and tokens[word.first - 2].low in {"the", "this"}
            and before not in {"other", "russian", "every"}
        )
        names = (
            word.last + 1 < len(tokens)
            and tokens[word.last].low == "of"
            and tokens[word.last + 1].capital
        )
        if names or not article or tokens[word.first].low == "regions":
            return None
    if word.name == PENINSULA and word.first and tokens[word.first - 1].capital:
        plain = {*lexicon.tables["articles"], *lexicon.tables["prepositions"]}
        if before not in plain:
            return None  # one that has a name
    if word.name == "republic" and tokens[word.first].capital:
        return None  # a part of its name
    level = {"wide": REGION, "republic": REGION, "city_wide": CITY, "there": "there"}.get(word.name, word.name)
    return Mention(
        first=word.first,
        last=word.last,
        start=tokens[word.first].start,
        end=tokens[word.last - 1].end,
        level=level,
        back=True,
    )


def resolved(
    mentions: Sequence[Mention],
    last: dict[str, Mention],
    recent: list[Mention],
    index: PlaceIndex,
    lexicon: Lexicon,
    tokens: Sequence[Token],
) -> list[Mention]:
    """Replace the words that stand for a place by the place named last at their level, and remember
    what is named.

    `last`: level -> the place named last, and the capital; `recent`: the places of the last sentence with places;
    both are changed. A region that was not named is that of the town or district named last.
    """
    found = []
    is_abroad = any(one.level == ABROAD for one in mentions)
    listed = [one for one in mentions if one.code and not one.back and one.level in {REGION, CITY, DISTRICT}]
    for one in mentions:
        if one.level == "both":
            found += [
                replace(
                    one, level=o.level, code=o.code, name=o.name, key=o.key, words=(o.start, o.end)
                )
                for o in recent
            ]
            continue
        if not one.back:
            found.append(one)
            _remember(one, last, index)
            continue
        if one.level == "there" and (joined := _joined_before(one, listed, tokens, lexicon)):
            found += [replace(m, first=one.first, last=one.last, back=True, words=(m.start, m.end)) for m in joined]
            continue
        meant = None if one.level == CAPITAL and (is_abroad or ABROAD in last) else _stood_for(one, last, index, lexicon, tokens)
        found += [] if meant is None else [meant]
        if meant is not None and one.level == CAPITAL:
            last[CITY] = last["there"] = meant
    if listed:
        last_level = listed[-1].level
        recent[:] = [one for one in listed if one.level == last_level]
    settled = [one for one in with_towns(found, tokens, lexicon) if not one.doubtful]
    for one in settled:
        if one.town is not None:
            last[DISTRICT], last[CITY], last["there"] = one, one.town, one.town
    return settled


def _joined_before(
    there: Mention, listed: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> list[Mention]:
    """Return the places that "there" stands for if its sentence names several, joined: "in A and B power is on, there schedules
    apply".
    """
    joins = joining_words(lexicon) | {","}
    row: list[Mention] = []
    for one in (m for m in listed if m.last <= there.first):
        linked = bool(row) and row[-1].level == one.level and all(t.low in joins for t in tokens[row[-1].last : one.first])
        row = [*row, one] if linked else [one]
    return row if len(row) > 1 else []


def _stood_for(
    one: Mention, last: Mapping[str, Mention], index: PlaceIndex, lexicon: Lexicon, tokens: Sequence[Token]
) -> Mention | None:
    """Return words that stand for a place as a mention of it, None if none was named that they can stand for."""
    if one.level == PENINSULA:
        return _region_with(one, tokens[one.first].low[:STEM], last.get(REGION), index)
    namesakes = tuple(lexicon.tables["namesakes"])
    if one.level == DISTRICT and one.first and namesakes and tokens[one.first - 1].low.startswith(namesakes):
        return _namesake_of(one, last.get(CITY), index, lexicon)
    before, inner = last.get(one.level), last.get("there")
    if one.level == CENTRE:
        before = None if inner is None else last.get(f"{CENTRE} {inner.code}") or _centre_of(one, inner.code, index)
    if one.level == REGION and inner is not None and (before is None or before.code != inner.code):
        region = _region_around(inner, index)
        if region is None:
            return None
        code, names = region
        return replace(one, code=code, name=_name_of_region(names, lexicon), key=code)
    if before is None or (one.level == DISTRICT and inner is not None and inner.code != before.code):
        return None
    words = None if one.level == CAPITAL else before.words or (before.start, before.end)
    return replace(one, level=before.level, code=before.code, name=before.name, key=before.key, words=words)


def _namesake_of(one: Mention, town: Mention | None, index: PlaceIndex, lexicon: Lexicon) -> Mention | None:
    """Return the district that is called after the town named last: "A and 18 villages of the district of its name"."""
    if town is None:
        return None
    adjective, kind = lexicon.tables["adjective"], lexicon.tables["kinds"][DISTRICT]
    for form in (f"{town.name[:-1]}{adjective}", f"{town.name}{adjective}", town.name):
        for found in candidates_of(index, f"{form} {kind}", False):
            if found.kind == "district" and found.code == town.code:
                key = f"{found.code}/{DISTRICT}/{found.place_id or found.name}"
                name = found.label if found.label.endswith(f" {kind}") else f"{form} {kind}"
                return replace(one, code=found.code, name=name, key=key, words=(town.start, town.end))
    return None


def _remember(one: Mention, last: dict[str, Mention], index: PlaceIndex) -> None:
    """Remember a place that is named; after one abroad no word stands for one before it, nor "the capital" for the own one."""
    if one.level in {REGION, CITY, DISTRICT} and one.code:
        last.pop(ABROAD, None)
        last[one.level] = last["there"] = one
        if one.level == CITY and _is_largest(one, index):
            last[f"{CENTRE} {one.code}"] = one
    elif one.level == ABROAD:
        for level in set(last) - {CAPITAL}:
            del last[level]
        last[ABROAD] = one


def _centre_of(one: Mention, code: str, index: PlaceIndex) -> Mention | None:
    """Return the largest town of a region that is called after it, as the mention of words for its centre."""
    largest = _largest_of(code, index)
    regions = [skeleton(plain_form(other)) for p in index.places if p.kind == REGION and p.code == code for other in p.names]
    if largest is None:
        return None
    name, identity = largest
    key = skeleton(plain_form(name))
    if not any(other.startswith(key[:STEM]) and len(other) > len(key) for other in regions):
        return None
    return replace(one, level=CITY, code=code, name=name, key=f"{code}/{CITY}/{identity}")


def _largest_of(code: str, index: PlaceIndex) -> tuple[str, str] | None:
    """Return the name of the largest town of a region, and what its key ends in."""
    towns = [p for p in index.places if p.code == code and p.kind == CITY and p.position >= 0]
    largest = min(towns, key=lambda p: p.position, default=None)
    return None if largest is None else (largest.name, largest.place_id or largest.name)


def _is_largest(town: Mention, index: PlaceIndex) -> bool:
    """Whether a town is the largest of its region: "the regional centre" stands for it once it was named."""
    largest = _largest_of(town.code, index)
    return largest is not None and town.key.rsplit("/", 1)[-1] == largest[1]


def _region_with(one: Mention, stem: str, before: Mention | None, index: PlaceIndex) -> Mention | None:
    """Return words such as "the peninsula" as the one region that a name with such a word calls so. `before`: the region named
    last, whose name they take.
    """
    named = {p.code: n for p in index.places if p.kind == REGION for n in p.names if f" {stem}" in n.lower()}
    if len(named) != 1:
        return None
    ((code, name),) = named.items()
    name = before.name if before is not None and before.code == code else name
    return replace(one, level=REGION, code=code, name=name, key=code)


def _region_around(place: Mention, index: PlaceIndex) -> tuple[str, Sequence[str]] | None:
    """Return code and names of the region that a place lies in; of a city that is a region of its own, those of the one that
    bears its name: "in A and the region".
    """
    regions = [(p.code, p.names) for p in index.places if p.kind == REGION]
    own = next((one for one in regions if one[0] == place.code), None)
    name = skeleton(plain_form(place.name))
    is_itself = own is not None and " " not in own[1][0] and name in {skeleton(plain_form(other)) for other in own[1]}
    if own is None or place.level != CITY or not is_itself:
        return own
    others = [one for one in regions if one[0] != place.code]
    return next((one for one in others if any(_is_of_its_name(other, name) for other in one[1])), own)


def _is_of_its_name(region: str, town: str) -> bool:
    """Whether a region is called after a town, "Київська область" after "Київ". `town`: its skeleton."""
    key = skeleton(plain_form(region))
    return key.startswith(town) and len(key) > len(town)


def _name_of_region(names: Sequence[str], lexicon: Lexicon) -> str:
    """Return a region's name in the language of the text, as far as it has one."""
    word = lexicon.tables.get("kinds", {}).get(REGION, "")
    own = tuple(f"{ending} {word}" for ending in lexicon.tables["adjectives"] if len(ending) == 4)
    like = skeleton(plain_form(names[0]))[:ALIKE]  # a region that is no more may be another name of it
    found = [name for name in names if word and name.endswith(own)]
    return next((name for name in found if skeleton(plain_form(name)).startswith(like)), next(iter(found), names[0]))
