"""A clause: the words of a sentence that say one thing about power, and why a clause is not used."""

from collections.abc import Iterator
from dataclasses import dataclass

from geo.drafting.lexicon import Word
from geo.drafting.reading import Reading
from geo.sentences import Sentence

LOST, RESTORED, NORMAL, PLANNED = "lost", "restored", "normal", "planned"
EMERGENCY, LIFTED, ADVISORY, HIT, IGNORED = "emergency", "lifted", "advisory", "hit", "ignored"
FIGURATIVE, PAST, UTILITY, POSSIBLE = (
    Sentence("figurative"),
    Sentence("of an earlier time"),
    Sentence("another utility"),
    Sentence("only possible"),
)
GENERATOR = Sentence("a unit of a power plant, and no consumers")
DENIED, DRILL, ANNOUNCED = Sentence("denied"), Sentence("a drill"), Sentence("an announced restoration")


@dataclass(frozen=True, kw_only=True, eq=False)
class Clause:
    """Tokens `first` up to, not with, `last` of a sentence that say one thing about power.

    `kind`: one of the words above; `trigger`: the words that say so; `why`: why it is ignored;
    `retracted`: it is taken back.
    """

    reading: Reading
    first: int
    last: int
    kind: str
    trigger: Word
    why: str = ""
    retracted: bool = False

    def words(self, *kinds: str) -> list[Word]:
        """Return the words of the clause of some classes."""
        return self.reading.having(*kinds, first=self.first, last=self.last)


def inner_figures(clause: Clause) -> Iterator[int]:
    """Yield the numbers of the figures in a clause."""
    for number, figure in enumerate(clause.reading.figures):
        if clause.first <= figure.first < clause.last and not clause.reading.in_frame(figure.first):
            yield number
