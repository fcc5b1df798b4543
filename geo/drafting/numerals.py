"""Numbers in digits and in words: "38,500", "17 тис. 300", "a hundred and twenty", "пів сотні"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.drafting.lexicon import Lexicon
from geo.drafting.text import Token

SHORT = 3  # letters of the words of many that follow digits alone: "k", "mln"
GROUP = 100  # the least that goes on with thousands in digits: "17 тис. 300"


@dataclass(frozen=True)
class Number:
    """A number: tokens `first` up to, not with, `last`; `scale`: what its last word multiplies it by, 1000 for "тис."."""

    first: int
    last: int
    value: float
    scale: int = 1


def number_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read the number that begins at a token, in digits or in words; None if there is none."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if at and tokens[at - 1].low in lexicon.tables["vague"] and token.low in lexicon.tables["multipliers"]:
        return None  # "a few hundred"
    if token.is_number:
        value = _digits(token.low)
        if value is None:
            return None
        last = at + 1
    elif _counts_one(tokens, at, lexicon):
        value, last = 1.0, at + 1  # "a dozen", "a hundred and twenty"
        if tokens[last].low in lexicon.tables["numbers"]:
            value, last = _in_words(tokens, last, lexicon)
    else:
        value, last = _in_words(tokens, at, lexicon)
    if value is None:
        return None
    if _is_and_a_half(tokens, last):
        value, last = value + 0.5, last + 3
    scale, last = _scale(tokens, last, lexicon)
    if scale > 1 and _is_and_a_half(tokens, last):
        value, last = value + 0.5, last + 3  # "a million and a half"
    if scale == 1 and value != int(value):
        return None
    value = round(value * scale)
    if scale > GROUP and (rest := number_at(tokens, last, lexicon)) is not None and _goes_on(rest, scale, token, tokens):
        return Number(at, rest.last, value + rest.value, scale)
    return Number(at, last, value, scale)


def _counts_one(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether an article stands before a word such as "dozen" or "hundred"."""
    word = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].low in lexicon.tables["number_articles"] and word in lexicon.tables["multipliers"] and len(word) > SHORT


def _is_and_a_half(tokens: Sequence[Token], at: int) -> bool:
    return [token.low for token in tokens[at : at + 3]] == ["and", "a", "half"]


def _goes_on(rest: Number, scale: int, token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a number is the rest of the one in thousands right before it, which begins at `token`; both are written alike."""
    digits = tokens[rest.first].is_number
    return rest.value < scale and token.is_number == digits and (not digits or rest.value >= GROUP)


def _digits(low: str) -> float | None:
    """Read digits: "38,500" and "104 000" have marks of thousands, "1.2" and "24,5" a decimal
    mark; "08:30" is none.
    """
    plain = low.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if ":" in plain or len(plain) > 12:
        return None
    groups = plain.replace(",", ".").split(".")
    if (
        len(groups) > 1
        and all(len(group) == 3 for group in groups[1:])
        and len(groups[0]) <= 3
        and groups[0] != "0"
    ):
        return float("".join(groups))
    return float(".".join(groups)) if len(groups) <= 2 else None


def _in_words(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[float | None, int]:
    if not tokens[at].is_word:
        return None, at
    numbers: Mapping[str, float] = lexicon.tables["numbers"]
    total: float | None = None
    if [token.low for token in tokens[at : at + 2]] == ["half", "a"] and _scale(
        tokens, at + 2, lexicon
    )[0] > 1:
        return 0.5, at + 2
    last = at
    while last < len(tokens) and last - at < 4:
        parts = [numbers.get(part) for part in tokens[last].low.split("-")]
        if None in parts:
            break
        value = sum(part for part in parts if part is not None)
        if value == 100 and total is not None and total < 10:
            total *= 100
        elif total is not None and (total % 10 != 0 or total < 20 or value >= total):
            break
        else:
            total = (total or 0) + value
        last += 1
        if total % 100 == 0 and last + 1 < len(tokens) and tokens[last].low in lexicon.tables["number_joins"]:
            after = numbers.get(tokens[last + 1].low, 0)
            last += 1 if 0 < after < 100 else 0  # "a hundred and twenty"
    return (None if total is None else float(total)), last


def _scale(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> tuple[int, int]:
    multipliers: Mapping[str, int] = lexicon.tables["multipliers"]
    scale = 1
    while last < len(tokens) and tokens[last].low in multipliers:
        scale *= multipliers[tokens[last].low]
        last += 1
        if (
            last < len(tokens)
            and tokens[last].low == "."
            and tokens[last].start == tokens[last - 1].end
        ):
            last += 1
    return scale, last
