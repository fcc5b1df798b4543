"""Shares: "40% of the region", "forty percent", "four in ten homes", "чотири з десяти осель"."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.numerals import number_at
from geo.drafting.text import Token

LARGEST = 10  # of a ratio: "three in ten"; more are a count, "12 of 20 villages"


@dataclass(frozen=True, kw_only=True)
class Percent:
    """A share, 0..1; tokens `first` up to, not with, `last`."""

    first: int
    last: int
    share: float


def percents_in(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> list[Percent]:
    """Find the shares of a sentence."""
    found = _ratios(tokens, words, lexicon)
    for word in words:
        if word.kind == "percent.sign" and word.first:
            begin = word.first - 1
            while begin and lexicon.tables["numbers"].get(tokens[begin - 1].low) is not None:
                begin -= 1
            number = number_at(tokens, begin, lexicon)
            if number is not None and 0 < number.value <= 100:
                found.append(Percent(first=begin, last=word.last, share=number.value / 100))
    return found


def _ratios(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> list[Percent]:
    """Find ratios right before those whom they are of: "four in ten homes", "каждый третий дом" is none."""
    found = []
    homes = {word.first for word in words if word.kind in {"unit.customers", "unit.people", "unit.buildings"}}
    for word in words:
        if word.kind != "percent.out_of" or not word.first:
            continue
        part, whole = number_at(tokens, word.first - 1, lexicon), number_at(tokens, word.last, lexicon)
        if part is None or whole is None or whole.last not in homes:
            continue
        if part.last == word.first and 0 < part.value < whole.value <= LARGEST:
            found.append(Percent(first=word.first - 1, last=whole.last, share=part.value / whole.value))
    return found
