"""What keeps a text, or a part of one, from giving a draft: its language, and what in it is not
used, with the reason.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.drafting.clause import DENIED, HIT, IGNORED, LOST, NORMAL, RESTORED, Clause
from geo.drafting.lexicon import lexicon_of
from geo.drafting.reading import Reading, has_power
from geo.drafting.text import tokens_of
from geo.sentences import Sentence

NO_PLACE, ABROAD_ONLY, RESTORED_FIGURE = (
    Sentence("no place of this dataset"),
    Sentence("a place outside this dataset"),
    Sentence("a restored figure"),
)
SHARED_FIGURE, NO_UNIT, SAID_NOTHING = (
    Sentence("one figure for several places"),
    Sentence("a figure of nothing that a record counts"),
    Sentence("nothing to draft"),
)
NO_SOURCE_OR_TIME = Sentence("no source and no time")
AFTER_SPEECH = 3  # words between who speaks and the comma before what is said
LITTLE = 0.06  # share of everyday words under which a text is in another language
SHORT = 30  # words; in fewer, a word of electricity tells the language
SAMPLE = 20_000  # letters that are looked at
_LETTERS = {"uk": "іїєґ", "ru": "ыэъё"}


@dataclass(frozen=True, kw_only=True)
class Ignored:
    """Words that have a trigger or a figure and are not used: offsets, and one of a few fixed
    reasons.
    """

    start: int
    end: int
    why: str


def language_of(text: str) -> str:
    """Return en, uk or ru, by letters and everyday words; "" if the text is in none of them."""
    sample = text[:SAMPLE].lower()
    words = re.findall(r"[^\W\d_]+", sample)
    if not words:
        return ""
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in sample)
    latin = sum("a" <= letter <= "z" for letter in sample)
    if latin > cyrillic:
        candidates: tuple[str, ...] = ("en",)
    else:
        uk, ru = (sum(sample.count(letter) for letter in _LETTERS[one]) for one in ("uk", "ru"))
        candidates = ("uk", "ru") if uk > ru else ("ru", "uk")
    for language in candidates:
        common = set(lexicon_of(language).tables["common"])
        found = [word for word in words if word in common]
        read = len(found) >= LITTLE * len(words) and len(set(found)) > 1
        if read or (len(words) < SHORT and _knows(sample, language)):
            return language
    return ""


def _knows(sample: str, language: str) -> bool:
    """Whether a short text, a line of a table, speaks of electricity in a language."""
    words = lexicon_of(language).words(tokens_of(sample))
    return has_power(words) or any(w.kind == "trigger.planned" for w in words)


def languages_in_words() -> str:
    """Return the languages that reports are read in."""
    return Sentence("English, Ukrainian and Russian")


def may_draft(clauses: Iterable[Clause], readings: Sequence[Reading]) -> bool:
    """Whether a text says somewhere literally that power is out, on or cut, and who says so or
    when.
    """
    literal = any(clause.kind not in {IGNORED, HIT} for clause in clauses)
    return literal and any(reading.sources or reading.times for reading in readings)


def rebutted(clause: Clause) -> Clause:
    """Return a clause that the next sentence calls untrue: taken back if it was an own report, else denied."""
    if clause.kind in {NORMAL, RESTORED, IGNORED} or clause.retracted:
        return clause
    if clause.kind == LOST and clause.reading.having("guard.own_report"):
        return replace(clause, retracted=True)
    return replace(clause, kind=IGNORED, why=DENIED)


def is_aside(clause: Clause) -> bool:
    """Whether the trigger stands in a participle or a relative clause after a comma: "the villages,
    cut off on Monday, ...", "села, що були знеструмлені, ...".
    """
    reading, first = clause.reading, clause.trigger.first
    comma = next((at for at in range(first - 1, clause.first - 1, -1) if reading.tokens[at].low == ","), -1)
    if comma < 0 or any(0 <= comma - one.frame[1] <= AFTER_SPEECH for one in reading.sources):
        return False  # "X said on Monday, that ..."
    participle = tuple(reading.lexicon.tables["participles"])
    return bool(reading.having("clause.of_which", "clause.relative", first=comma + 1, last=comma + 2)) or (
        first == comma + 1 and reading.tokens[first].low.endswith(participle)
    )


def ignored_clause(clause: Clause, why: str) -> Ignored:
    """Return a clause as ignored, with its reason."""
    start, end = clause.reading.span(clause.first, clause.last)
    return Ignored(start=start, end=end, why=why)


def loose_figures(
    readings: Sequence[Reading], used: set[tuple[int, int]], covered: Sequence[Ignored]
) -> list[Ignored]:
    """Return the figures that no record holds and no ignored clause covers."""
    found = []
    for reading in readings:
        for figure in reading.figures:
            start, end = reading.span(figure.first, figure.last)
            if (start, end) not in used and not any(
                one.start <= start and end <= one.end for one in covered
            ):
                why = RESTORED_FIGURE if figure.part else SAID_NOTHING
                found.append(Ignored(start=start, end=end, why=why))
    return found
