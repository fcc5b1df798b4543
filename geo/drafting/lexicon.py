"""The words of one language, by class, and where they stand in a sentence.

A language is a file, `en.toml`. Its tables hold classes, each a list of patterns. A pattern is
words with a space between them:
`de-energi*` is the beginning of a word, `power|light` one of several, `..` up to three words of any
kind, `the?` a word that may
be missing, `@supply` the alternatives of that name in the table `sets`, and `no <> power` both
`no .. power` and `power .. no`. The code knows the classes; the words are in the file alone.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geo.drafting.text import Token

LANGUAGES = ("en", "uk", "ru")
GAP, GAP_WORDS = "..", 3
EITHER_ORDER, SET = "<>", re.compile(r"@(\w+)")
BREAKS = frozenset(".,;:!?…")


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a class, "trigger.lost", in a sentence: tokens `first` up to, not with, `last`."""

    kind: str
    first: int
    last: int

    @property
    def group(self) -> str:
        """The table of the class: "trigger"."""
        return _split(self.kind)[0]

    @property
    def name(self) -> str:
        """The class without its table: "lost"."""
        return _split(self.kind)[1]


@lru_cache(maxsize=512)
def _split(kind: str) -> tuple[str, str]:
    group, _, name = kind.partition(".")
    return group, name


Part = tuple[
    tuple[str, ...], tuple[str, ...], bool
]  # whole words, beginnings, whether it may be missing


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The patterns of a language by their first word, and its plain tables (numbers, months,
    endings).
    """

    language: str
    tables: Mapping[str, Any]
    whole: Mapping[str, list[tuple[str, tuple[Part, ...]]]] = field(repr=False)
    begun: Mapping[str, list[tuple[str, tuple[Part, ...]]]] = field(repr=False)
    lengths: tuple[int, ...] = ()
    gap_ends: frozenset[str] = BREAKS

    def words(self, tokens: Sequence[Token]) -> list[Word]:
        """Return all words of all classes in a sentence, in its order; of one class the longest at
        each place.
        """
        found: list[Word] = []
        for at, token in enumerate(tokens):
            best: dict[str, int] = {}
            for kind, parts in self._beginning_with(token.low):
                last = _matched(tokens, at, parts, self.gap_ends)
                if last > best.get(kind, at):
                    best[kind] = last
            found += [Word(kind, at, last) for kind, last in best.items()]
        return _without_inner(found)

    def _beginning_with(self, low: str) -> list[tuple[str, tuple[Part, ...]]]:
        found = list(self.whole.get(low, ()))
        for length in self.lengths:
            if length > len(low):
                break
            found += self.begun.get(low[:length], ())
        return found


@lru_cache(maxsize=len(LANGUAGES))
def lexicon_of(language: str) -> Lexicon:
    """Read the words of a language, one of LANGUAGES."""
    tables = tomllib.loads((files("geo.drafting") / f"{language}.toml").read_text(encoding="utf-8"))
    whole: dict[str, list[tuple[str, tuple[Part, ...]]]] = defaultdict(list)
    begun: dict[str, list[tuple[str, tuple[Part, ...]]]] = defaultdict(list)
    for group, classes in tables["words"].items():
        for name, patterns in classes.items():
            for pattern in _written_out(patterns, tables["sets"]):
                parts = tuple(map(_part, pattern.lower().split()))
                for word in parts[0][0]:
                    whole[word].append((f"{group}.{name}", parts))
                for word in parts[0][1]:
                    begun[word].append((f"{group}.{name}", parts))
    lengths = tuple(sorted({len(word) for word in begun}))
    return Lexicon(language, tables, dict(whole), dict(begun), lengths, BREAKS | set(tables["gap_ends"]))


def joining_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that join the names of a list: "and", "or"."""
    return frozenset(word for pattern in lexicon.tables["words"]["clause"]["and"] for word in pattern.split())


def _written_out(patterns: Sequence[str], sets: Mapping[str, str]) -> Iterator[str]:
    """Yield patterns with the words of each set, and those of either order in both orders."""
    for pattern in patterns:
        one, either, other = SET.sub(lambda name: sets[name[1]], pattern).partition(f" {EITHER_ORDER} ")
        yield f"{one} {GAP} {other}" if either else one
        if either:
            yield f"{other} {GAP} {one}"


def _part(written: str) -> Part:
    if written == GAP:
        return ((), (), True)
    missing = written.endswith("?")
    options = written.removesuffix("?").split("|")
    return (
        tuple(o for o in options if not o.endswith("*")),
        tuple(o[:-1] for o in options if o.endswith("*")),
        missing,
    )


def _fits(low: str, part: Part) -> bool:
    return low in part[0] or (bool(part[1]) and low.startswith(part[1]))


def _matched(tokens: Sequence[Token], at: int, parts: tuple[Part, ...], gap_ends: frozenset[str]) -> int:
    """Return where a pattern that begins at a token ends, or -1; each gap takes as few words as it
    can, and none of `gap_ends`: marks, and words that begin another clause.
    """
    position = at + 1
    gap = False
    for part in parts[1:]:
        if not part[0] and not part[1]:
            gap = True
            continue
        reach = (
            range(position, min(position + GAP_WORDS + 1, len(tokens)))
            if gap
            else range(position, min(position + 1, len(tokens)))
        )
        hit = -1
        for here in reach:
            if _fits(tokens[here].low, part):
                hit = here
                break
            if tokens[here].low in (gap_ends if gap else BREAKS):
                break
        if hit < 0:
            if part[2]:
                continue
            return -1
        position, gap = hit + 1, False
    return position


def _without_inner(words: list[Word]) -> list[Word]:
    """Leave out words that stand within longer ones of their class."""
    kept: list[Word] = []
    reach: dict[str, int] = {}
    for word in words:
        if word.last > reach.get(word.kind, -1):
            kept.append(word)
            reach[word.kind] = word.last
    return kept
