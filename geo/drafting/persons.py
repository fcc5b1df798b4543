"""Names of persons that are names of places too: "Roman Kit", "мер міста Андрій Кіт"."""

from collections.abc import Sequence

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.text import Token

OFFICE_BEFORE = 3  # words between an office and the word of kind of its town


def is_given_name(at: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name is one that people bear, and a surname follows it."""
    return tokens[at].low in lexicon.tables["given_names"] and _is_followed(at, tokens)


def is_of_an_office(at: int, tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether a name is that of who holds an office, with a surname and no more after it: "the mayor of the city A B"."""
    kind = next((w.first for w in words if w.kind == "level.prefix" and w.last == at), -1)
    office = any(w.group == "role" and 0 <= kind - w.last < OFFICE_BEFORE for w in words)
    return kind >= 0 and office and _is_followed(at, tokens) and not _is_followed(at + 1, tokens)


def _is_followed(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word with a capital letter follows, with no mark between."""
    after = at + 1
    near = after < len(tokens) and tokens[after].start == tokens[at].end + 1
    return near and tokens[after].capital and tokens[after].is_word
