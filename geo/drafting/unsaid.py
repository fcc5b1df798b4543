"""Who speaks where no word of speech says so: a company named before "the company said", a surname before a colon, the person
whose post a text is; and which officials of a text are those of its authorities.
"""

from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.attribution import Source
from geo.drafting.phrases import QUOTES
from geo.drafting.place import REGION, Mention
from geo.drafting.reading import Reading
from geo.names import PlaceIndex
from geo.names.transliteration import plain_form, skeleton

NAME = range(2, 4)  # words of a person's name
REGIONAL = ("обленерго", "облэнерго", "oblenergo")  # ends of the names of companies of a region
LAST, SHORT = 1, 3  # letters that a region's name may change, and that it has more than
OPENING = 3  # sentences in which an agency names itself: a title, a place with a day, its name


def company_before(readings: Sequence[Reading]) -> Source | None:
    """Return the company that a text named last, with the words of its name: "DTEK Odesa Grids"."""
    for reading in reversed(readings):
        for word in reversed(reading.having("role.operator")):
            first, last = word.first, word.last
            if not reading.tokens[first].capital:
                continue
            while last < len(reading.tokens) and reading.tokens[last].capital and reading.tokens[last].is_word:
                last += 1
            return _source(reading, first, last, "operator")
    return None


def surname_before_colon(reading: Reading, spoken: Sequence[Source]) -> Source | None:
    """Return the person named before whose surname and a colon a sentence begins with: "Kim: power is back"."""
    tokens = reading.tokens
    if reading.sources or len(tokens) < 3 or tokens[1].low != ":" or not tokens[0].capital:
        return None
    known = (one for one in reversed(spoken) if one.name.lower().split()[-1:] == [tokens[0].low] and " " in one.name)
    return next((replace(one, frame=(0, 2)) for one in known), None)


def is_of_another_region(source: Source, places: Sequence[Mention], index: PlaceIndex) -> bool:
    """Whether a company of one region, "Sumyoblenergo", is named where all places lie in others: it supplies none of them."""
    word = source.name.split()[-1].strip("«»“”\"").lower() if source.name else ""
    end = next((one for one in REGIONAL if word.endswith(one)), None)
    if end is None or not places:
        return False
    stem = skeleton(plain_form(word.removesuffix(end)))[: -LAST] if len(word) > len(end) + SHORT else ""
    named = [(p.code, skeleton(plain_form(name))) for p in index.places if p.kind == REGION for name in p.names]
    own = {code for code, name in named if stem and name.startswith(stem)}
    return bool(own) and not any(one.code in own for one in places)


def person_of_title(readings: Sequence[Reading]) -> Source | None:
    """Return the person whose name, alone, is the first line of a text in the first person."""
    title = readings[0]
    tokens = title.tokens
    named = title.sentence.title and len(tokens) in NAME and all(token.capital and token.is_word for token in tokens)
    if not named or title.words or title.mentions or title.lexicon.language == "en":
        return None  # titles in English have capital letters
    own = any(one.having("guard.own_words") and not any(t.low in QUOTES for t in one.tokens) for one in readings)
    return _source(title, 0, len(tokens), "") if own else None


def is_of_the_authorities(readings: Sequence[Reading], spoken: Sequence[Source]) -> bool:
    """Whether officials of a text are those of a territory's own authorities: its head signs it, or an agency of theirs writes
    it, and no word in it calls them appointed or occupying.
    """
    if any(one.having("guard.occupied") for one in readings):
        return False
    if not any(one.role == "de_facto_authority" for one in spoken) or any(one.role == "official" for one in spoken):
        return False
    signed = spoken[0].role == "de_facto_authority" and spoken[0].frame == (0, len(readings[0].tokens))
    wired = any(one.having("guard.own_agency") for one in readings[:OPENING])
    return signed or wired


def _source(reading: Reading, first: int, last: int, role: str) -> Source:
    start, end = reading.span(first, last)
    return Source(
        first=first, last=last, start=start, end=end, frame=(first, last), name=reading.text[start:end], role=role
    )
