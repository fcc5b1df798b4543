"""Shares in percent: "40% of the region", "forty percent"."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.quantities import number_at
from geo.drafting.text import Token


@dataclass(frozen=True, kw_only=True)
class Percent:
    """A share in percent, 0..1; tokens `first` up to, not with, `last`."""

    first: int
    last: int
    share: float


def percents_in(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> list[Percent]:
    """Find the shares in percent of a sentence."""
    found = []
    for word in words:
        if word.kind == "percent.sign" and word.first:
            begin = word.first - 1
            while begin and lexicon.tables["numbers"].get(tokens[begin - 1].low) is not None:
                begin -= 1
            number = number_at(tokens, begin, lexicon)
            if number is not None and 0 < number.value <= 100:
                found.append(Percent(first=begin, last=word.last, share=number.value / 100))
    return found
