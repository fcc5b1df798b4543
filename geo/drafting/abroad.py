"""Places in other countries: of what is said there nothing is drafted, and no words stand for a place before it."""

from collections.abc import Sequence

from geo.drafting.lexicon import Word
from geo.drafting.place import ABROAD, Mention
from geo.drafting.text import Token


def abroad_at(word: Word | None, tokens: Sequence[Token]) -> Mention | None:
    """Return the place in another country that words name, with a capital letter or in several words."""
    if word is None or not (tokens[word.first].capital or word.last - word.first > 1):
        return None
    return Mention(
        first=word.first,
        last=word.last,
        start=tokens[word.first].start,
        end=tokens[word.last - 1].end,
        level=ABROAD,
    )


def foreign_at(tokens: Sequence[Token], words: Sequence[Word], at: int) -> Mention | None:
    """Return a name as a place abroad if the adjective of another country stands before it, after a preposition: "у польському
    Любліні".
    """
    last = at + 1
    if not (last < len(tokens) and tokens[last].capital and tokens[last].is_word):
        return None
    foreign = any(word.kind == "guard.abroad_adjective" and word.first == at for word in words)
    inside = any(word.kind == "place.inside" and word.last == at and tokens[word.first].is_word for word in words)
    if not (foreign and inside):
        return None
    if any(word.group == "role" and word.first == last for word in words):
        return None  # "у російському Міноборони"
    return Mention(first=at, last=last + 1, start=tokens[at].start, end=tokens[last].end, level=ABROAD)
