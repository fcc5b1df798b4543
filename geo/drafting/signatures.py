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
    return (
        _signature(tokens, words)
        or _bracketed(tokens, words, lexicon)
        or _signed(tokens, words)
        or _letterhead(tokens, words, lexicon, speakers)
        or _document_of(tokens, words, lexicon)
        or _as_of(tokens, words)
    )


def _document_of(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> tuple[int, int] | None:
    """Return whose document a line says that it is: "Bulletin of Sumyoblenergo"."""
    document = next((w for w in words if w.kind == "guard.document" and w.first == 0), None)
    last = len(tokens) - (bool(tokens) and tokens[-1].low in ENDS - QUOTES)
    if document is None or not 0 < last - document.last <= LONGEST_SIGNATURE:
        return None
    said = any(w.first >= document.last and w.group in {"trigger", "unit", "speech"} and w.name != "other" for w in words)
    after = range(document.last, last)
    operators = tuple(lexicon.tables["operators"])
    firm = any(tokens[at].low.endswith(operators) for at in after)
    roles = any(w.group == "role" and w.name not in {"generic", "crowd"} and w.first in after for w in words)
    plain = all(tokens[at].is_word or tokens[at].low in QUOTES for at in after)
    return (document.last, last) if (firm or roles) and plain and not said else None


def _as_of(tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int] | None:
    """Return the body that a line names, with nothing but the hour or day of what it says: "Emergency Service, as of 18:00"."""
    comma = next((at for at, token in enumerate(tokens) if token.low == ","), 0)
    times = any(w.group == "time" and w.first > comma for w in words) or any(token.is_number for token in tokens[comma:])
    if not comma or not times or len(tokens) > 2 * LONGEST_SIGNATURE or tokens[-1].low in ENDS - QUOTES:
        return None
    said = any(w.group in {"trigger", "unit", "speech", "cause"} and w.name not in {"other", "firm", "office"} for w in words)
    named = all(token.is_word and token.capital for token in tokens[:comma])
    roles = any(w.group == "role" and w.name not in {"generic", "crowd"} and w.first < comma for w in words)
    return (0, comma) if named and roles and not said else None


def _signature(tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int] | None:
    """Return who stands behind the last dash of a sentence: "..., — Чернігівобленерго."."""
    last = len(tokens) - (bool(tokens) and tokens[-1].low in ENDS)
    dash = next((at for at in range(last - 1, -1, -1) if tokens[at].low in DASHES), None)
    if dash is None or not 0 < last - dash - 1 <= LONGEST_SIGNATURE or dash == 0:
        return None
    told = any(dash < w.first and w.group in {"trigger", "unit"} and w.name != "other" for w in words)
    first = dash + 1 + (tokens[dash + 1].low in QUOTES)
    named = tokens[first].capital or any(w.group == "role" and w.first == first for w in words)
    named = named or _is_body((first, last), tokens, words)
    return (dash + 1, last) if named and not told and tokens[first].is_word else None


def _is_body(span: tuple[int, int], tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether a phrase in small letters is that of a body: it ends in its word ("the city council"), and local words or others of
    office alone stand before.
    """
    ends = any(w.group == "role" and w.name not in {"generic", "crowd"} and w.last == span[1] for w in words)
    own = {at for w in words if w.group == "role" or w.kind == "guard.local" for at in range(w.first, w.last)}
    return ends and all(at in own for at in range(*span) if tokens[at].is_word)


def _bracketed(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the body that brackets at the end of a sentence name and nothing else: "... are out (DTEK Odesa Grids)."."""
    last = len(tokens) - (bool(tokens) and tokens[-1].low in ENDS - {")"})
    opened = next((at for at in range(last - 1, 0, -1) if tokens[at].low == "("), 0)
    span = opened + 1, last - 1
    if not opened or tokens[last - 1].low != ")" or not 0 < last - 1 - span[0] <= LONGEST_SIGNATURE:
        return None
    said = any(w.first in range(*span) and w.group in {"trigger", "unit", "speech", "time"} for w in words)
    operators = tuple(lexicon.tables["operators"])
    firm = any(tokens[at].low.endswith(operators) for at in range(*span)) and tokens[span[0]].is_word and tokens[span[0]].capital
    heads = any(w.group == "role" and w.name not in {"generic", "crowd"} and w.first == span[0] for w in words)
    return span if (heads or firm or _is_body(span, tokens, words)) and not said else None


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
