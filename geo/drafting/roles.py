"""The role of who speaks: by the words of the phrase, and by the dataset's speakers."""

from collections.abc import Mapping, Sequence

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.text import Token
from geo.names.transliteration import plain_form, skeleton

ROLE_ORDER = ("de_facto_authority", "sensor", "ngo", "government", "operator", "official", "media")
SHORT = 4  # letters that a speaker's name and a declined form of it share at least


def role_of(
    first: int,
    last: int,
    tokens: Sequence[Token],
    words: Sequence[Word],
    lexicon: Lexicon,
    speakers: Mapping[str, str],
) -> str:
    """Return the role that the words of a source say, "" if they say none; the dataset's speakers
    go before the words.
    """
    for at in range(first, last):
        if tokens[at].capital and (role := speaker_role(tokens[at].low, speakers)):
            return role
    found = {w.name for w in words if w.group == "role" and first <= w.first < last}
    operators = tuple(lexicon.tables["operators"])
    if any(token.low.endswith(operators) for token in tokens[first:last]):
        found.add("operator")
    for role in ROLE_ORDER:
        if role in found:
            return "official" if role == "government" else role
    return ""


def speaker_role(low: str, speakers: Mapping[str, str]) -> str:
    """Return the role, or role and region code, of a surname, declined or not, that the dataset knows; "" of others."""
    key = skeleton(plain_form(low))
    for name, role in speakers.items():
        known = skeleton(plain_form(name.split()[-1]))
        root = known[: max(SHORT, len(known) - 2)]
        if key.startswith(root) and abs(len(key) - len(known)) <= 3:
            return role
    return ""
