"""Places that a sentence names and that no list of places holds: what it says of them is of no place named before."""

from collections.abc import Sequence

from geo.drafting.clause import Clause
from geo.drafting.place import DISTRICT, Mention
from geo.drafting.quarters import ADJECTIVAL
from geo.drafting.reading import Reading

LONGEST_ACRONYM = 4  # letters
SUBJECT_BEFORE = 3  # words between a name and what is said of it: "A has been without power"


def is_unknown_place_named(clause: Clause) -> bool:
    """Whether a clause names a place that is not known, after a preposition, with its word of kind or as what is out: then what
    it says is of no place named before.
    """
    reading = clause.reading
    if clause.words("level.centre", "level.peninsula"):
        return True  # of a region that was not named
    after = {
        w.last
        for w in reading.having("place.at" if reading.lexicon.language == "en" else "place.inside")
    }
    governed = any(
        at in after and _is_strange(reading, at) and not is_of_a_street(reading, at)
        for at in range(clause.first + 1, clause.last)
    )
    return governed or has_strange_kind(reading, clause.first, clause.last) or _is_strange_subject(clause)


def has_strange_kind(reading: Reading, first: int, last: int) -> bool:
    """Whether a name that is no known place stands beside a word of kind among some tokens: "Новослобідська громада", "the A
    community", "посёлок А".
    """
    adjectives = tuple(reading.lexicon.tables["adjectives"])
    of_known = {m.first - 1 for m in reading.mentions if not m.back}
    for word in reading.having("level", first=first, last=last):
        if word.last in of_known and reading.tokens[word.last].low == "of":
            continue  # "the Ukrainian town of A"
        named = word.name in {"region", "district", "city", "place"} and word.first > first
        if named and _is_strange(reading, word.first - 1) and reading.tokens[word.first - 1].low.endswith(adjectives or ("",)):
            return True
        dotted = word.last < last and reading.tokens[word.last].low == "."  # "с. А"
        prefix = word.name == "prefix" and (len(reading.tokens[word.first].low) > 1 or dotted)
        at = word.last + dotted
        if prefix and at < last and _is_strange(reading, at):
            return True
    return False


def there_of_known(reading: Reading) -> list[Mention]:
    """Return the places of a sentence without "there" after a name that is not known: "вони обстріляли А-ську громаду, світло там
    є" says nothing of a place named before.
    """
    return [m for m in reading.mentions if m.level != "there" or not has_strange_kind(reading, 0, m.first)]


def _is_strange(reading: Reading, at: int) -> bool:
    """Whether a token begins like a name, and is none of a place, a time, who speaks or a word with a meaning."""
    spans = [(m.first, m.last) for m in reading.mentions if not m.doubtful] + [(t.first, t.last) for t in reading.times]
    known = {n for first, last in spans for n in range(first, last)}
    token = reading.tokens[at]
    plain = token.low in reading.lexicon.tables["not_places"] or token.low in reading.lexicon.tables["articles"]
    lexical = any(w.first == at and w.group not in {"place", "cause"} for w in reading.words)
    short = token.end - token.start <= LONGEST_ACRONYM and reading.text[token.start : token.end].isupper()  # "на ПЛ-35"
    return not short and token.capital and token.is_word and not (plain or lexical or at in known or reading.in_frame(at))


def _is_strange_subject(clause: Clause) -> bool:
    """Whether a name that is no known place stands before the words that say what became of it: "that El A has been without
    power".
    """
    reading, trigger = clause.reading, clause.trigger.first
    adjectives = (*reading.lexicon.tables["adjectives"], *ADJECTIVAL)  # a district named before, without its word
    streets = {w.last for w in reading.having("guard.street")}
    for at in range(trigger - 1, max(clause.first, trigger - 1 - SUBJECT_BEFORE), -1):
        if _is_strange(reading, at):
            return at not in streets and not reading.tokens[at].low.endswith(adjectives)
        told = any(w.first <= at < w.last and w.group in {"unit", "object", "service", "noun", "role"} for w in reading.words)
        if told or not reading.tokens[at].is_word or reading.tokens[at].capital:
            return False
    return False


def is_of_a_street(reading: Reading, at: int) -> bool:
    """Whether a name is that of a street: its word stands before it or before others joined to it ("вулиці А й Б"), or its ending
    says so after "on" ("на Леваневського").
    """
    streets = {w.last for w in reading.having("guard.street")}
    joins = {w.first for w in reading.having("clause.and")}
    before = at
    while before > 0 and before not in streets and (
        before - 1 in joins or reading.tokens[before - 1].low in {",", "."} or reading.tokens[before - 1].capital
    ):
        before -= 1
    endings = tuple(reading.lexicon.tables["streets"])
    on = at > 0 and reading.tokens[at - 1].low in reading.lexicon.tables["street_prepositions"]
    return before in streets or (on and bool(endings) and reading.tokens[at].low.endswith(endings))


def names_street(clause: Clause) -> bool:
    """Whether a clause names a street that no word calls one."""
    reading = clause.reading
    return any(
        _is_strange(reading, at) and is_of_a_street(reading, at) for at in range(clause.first, clause.last)
    )


def is_unknown_item(reading: Reading, places: Sequence[Mention]) -> bool:
    """Whether an item of a list begins with a name that is no known place: its figures are of no other."""
    at = next((n for n, token in enumerate(reading.tokens[:3]) if token.is_word), None)
    if not reading.sentence.item or places or at is None or not reading.tokens[at].capital:
        return False
    lexical = {n for w in reading.words if w.group not in {"place", "cause"} for n in range(w.first, w.last)}
    return at not in lexical and reading.tokens[at].low not in reading.lexicon.tables["not_places"]


def names_part(clause: Clause, place: Mention) -> bool:
    """Whether a clause names, after a town, a part of it or a place that is not known: "in A, the
    lights are out in the B district".
    """
    reading = clause.reading
    joined = any(w.first == place.last for w in clause.words("clause.and"))  # "A and almost all of the B community"
    others = [m for m in reading.mentions if joined and m.level == DISTRICT and not m.quarter and m.code]
    inside = {at for m in reading.mentions if m is place or m.back or m in others for at in range(m.first, m.last)}
    return is_unknown_place_named(clause) or names_street(clause) or any(
        w.first not in inside and w.name in {"district", "districts"}
        for w in clause.words("level")
        if not reading.in_frame(w.first)
    )
