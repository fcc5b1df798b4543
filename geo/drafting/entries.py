"""The entries of a running report: paragraphs that begin with a time of day; what one says, nobody of another entry said."""

import re
from collections.abc import Sequence

from geo.drafting.reading import Reading

FEWEST = 3  # entries of a report that is one
BEFORE = 3  # marks before the time of an entry
CLOCK = re.compile(r"[012]?\d[:.][0-5]\d")


def entries_of(readings: Sequence[Reading]) -> list[int]:
    """Return the number of the entry of each sentence; 0 for all if a text is no running report."""
    found: list[int] = []
    number = 0
    for n, reading in enumerate(readings):
        begins = n == 0 or readings[n - 1].sentence.paragraph != reading.sentence.paragraph
        number += begins and _is_timed(reading)
        found.append(number)
    return found if number >= FEWEST else [0] * len(readings)


def _is_timed(reading: Reading) -> bool:
    """Whether a sentence begins with a time of day that is no range: "13:20 | ...", "09:05. ...", "18:30 Name ..."."""
    tokens = reading.tokens
    at = next((n for n, token in enumerate(tokens[: BEFORE + 1]) if token.is_word or token.is_number), None)
    if at is None or not CLOCK.fullmatch(tokens[at].low):
        return False
    after = tokens[at + 1 : at + 3]
    ranged = len(after) == 2 and after[1].is_number
    return not ranged and not (after and after[0].is_word and not after[0].capital)
