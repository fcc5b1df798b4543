"""Which of many spellings lie within two letters of a given one, without comparing it with each.

Each spelling is summed up in 64 bits: the letters that it has, and those that it has twice. A
letter more or less changes one of these bits, a wrong letter two, letters in another order none. So
"kiev" and "kyiv" differ in two bits (e, y), "kiev" and "kharkiv" in four and in length by three:
only what the bits leave is compared letter by letter, a few in ten thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

BITS = 32


@dataclass(frozen=True, kw_only=True, eq=False)
class Spellings:
    """Spellings, the shortest first; `letters` their bits (uint64); the ones of n letters begin at `starts[n]`."""

    keys: tuple[str, ...]
    letters: np.ndarray
    starts: np.ndarray


def spellings_of(keys: Iterable[str]) -> Spellings:
    """Return spellings in the form in which `near` searches them."""
    ordered = tuple(sorted(keys, key=len))
    lengths = np.array([len(key) for key in ordered], dtype=np.int64)
    starts = np.searchsorted(lengths, np.arange((int(lengths[-1]) if ordered else 0) + 2))
    bits = np.array([_bits(key) for key in ordered], dtype=np.uint64)
    return Spellings(keys=ordered, letters=bits, starts=starts)


def near(spellings: Spellings, key: str, *, slips: int) -> list[tuple[str, int]]:
    """Return the spellings at most so many slips from a key, each with its number of slips.

    A slip is a letter more, a letter less, a wrong one, or two neighbours in each other's place.
    """
    longest = len(spellings.starts) - 2
    start = int(spellings.starts[min(max(0, len(key) - slips), longest + 1)])
    end = int(spellings.starts[min(len(key) + slips, longest) + 1])
    differ = np.bitwise_count(spellings.letters[start:end] ^ np.uint64(_bits(key)))
    few = [spellings.keys[start + at] for at in np.flatnonzero(differ <= 2 * slips)]
    found = process.extract(key, few, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(spelling, int(distance)) for spelling, distance, _ in found]


def _bits(key: str) -> int:
    once = twice = 0
    for letter in key:
        bit = 1 << ord(letter) % BITS
        twice |= once & bit
        once |= bit
    return twice << BITS | once
