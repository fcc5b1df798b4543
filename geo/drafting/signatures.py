"""Who signs a text: behind a last dash, or on a line of its own that says nothing else."""

from collections.abc import Mapping, Sequence

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.phrases import ENDS, QUOTES
from geo.drafting.roles import speaker_role
from geo.drafting.text import DASHES, Token

LONGEST_SIGNATURE = 8  # words
LONGEST_NAME = 3
BARS = frozenset({"|", "/"})  # between a name and an office: "Name Surname | Administration"


def signature_of(
    tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon, speakers: Mapping[str, str]
) -> tuple[int, int] | None:
    """Return the tokens of who signs a sentence, or a text with it. `speakers`: those that the dataset knows by name."""
    return _signature(tokens, words) or _signed(tokens, words) or _letterhead(tokens, words, lexicon, speakers)


def _signature(tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int] | None:
    """Return who stands behind the last dash of a sentence: "..., — Чернігівобленерго."."""
    last = len(tokens) - (bool(tokens) and tokens[-1].low in ENDS)
    dash = next((at for at in range(last - 1, -1, -1) if tokens[at].low in DASHES), None)
    if dash is None or not 0 < last - dash - 1 <= LONGEST_SIGNATURE or dash == 0:
        return None
    told = any(dash < w.first and w.group in {"trigger", "unit"} and w.name != "other" for w in words)
    named = tokens[dash + 1].capital or any(w.group == "role" and w.first == dash + 1 for w in words)
    return (dash + 1, last) if named and not told and tokens[dash + 1].is_word else None


def _signed(tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int] | None:
    """Return who signs on a line of its own: "Name Surname, head of the administration"."""
    said = any(w.group in {"trigger", "unit", "speech"} and w.name not in {"other", "office", "firm"} for w in words)
    comma = [at for at, token in enumerate(tokens) if token.low == ","]
    if said or not 0 < len(tokens) <= LONGEST_SIGNATURE or len(comma) != 1 or tokens[-1].low in ENDS:
        return None
    sides = (range(comma[0]), range(comma[0] + 1, len(tokens)))
    offices = {w.first for w in words if w.group == "role"}
    person = any(len(side) > 1 and all(tokens[at].capital for at in side) and not offices & set(side) for side in sides)
    return (0, len(tokens)) if person and offices else None


def _letterhead(
    tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon, speakers: Mapping[str, str]
) -> tuple[int, int] | None:
    """Return who is named on a line of its own: a body ("НЕК «Укренерго»"), an office with a name, or a speaker that the
    dataset knows.
    """
    if not 0 < len(tokens) <= LONGEST_SIGNATURE or tokens[-1].low in ENDS - QUOTES:
        return None
    if any(w.group in {"trigger", "unit", "speech", "time"} and w.name not in {"other", "firm", "office"} for w in words):
        return None
    if any(not (token.is_word or token.low in QUOTES | BARS) for token in tokens):
        return None
    roles = {at for w in words if w.group == "role" and w.name not in {"generic", "crowd"} for at in range(w.first, w.last)}
    roles |= {at for at, token in enumerate(tokens) if token.low.endswith(tuple(lexicon.tables["operators"]))}
    named = all(token.capital or at in roles or not token.is_word for at, token in enumerate(tokens))
    bodies = {at for at in roles if tokens[at].capital}
    known = len(tokens) <= LONGEST_NAME and bool(speaker_role(tokens[-1].low, speakers))
    barred = bool(roles) and any(token.low in BARS for token in tokens)
    return (0, len(tokens)) if named and (bodies or known or barred) else None
