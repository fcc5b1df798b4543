"""What one sentence holds: words of all classes, places, figures, times and sources."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from zoneinfo import ZoneInfo

from geo.drafting.attribution import Source, sources_in
from geo.drafting.clocks import DAY, TimeWord
from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.mentions import mentions_in
from geo.drafting.percents import Percent, percents_in
from geo.drafting.place import Mention
from geo.drafting.quantities import FEWEST_COUNTED, Figure, bare_counts, figures_in
from geo.drafting.text import Sentence, Token, dateline_end
from geo.drafting.times import times_in
from geo.names import PlaceIndex

WITHIN = frozenset({"in", "of", "у", "в"})
SAID_WITHIN = 6  # words between who speaks and the time at which it was said


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a dataset says about reports: its places, its zone, who speaks as what, and which part
    of a region a role holds.

    `speakers`: name -> role; `holds`: region code -> role -> the part in words; `capital`: its name in each language of reports.
    """

    index: PlaceIndex
    zone: ZoneInfo
    speakers: Mapping[str, str] = field(default_factory=dict)
    holds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    capital: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """A sentence that was read; all positions are tokens of the sentence."""

    sentence: Sentence
    text: str
    lexicon: Lexicon
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    percents: tuple[Percent, ...] = ()
    times: tuple[TimeWord, ...] = ()
    sources: tuple[Source, ...] = ()

    @cached_property
    def bare_counts(self) -> list[tuple[int, int]]:
        """Numbers of which no word says what they count, as tokens; none of them is in who speaks."""
        return self._counts(FEWEST_COUNTED)

    def _counts(self, least: int) -> list[tuple[int, int]]:
        spans = [(one.first, one.last) for part in (self.times, self.figures, self.percents) for one in part]
        taken = frozenset(at for first, last in spans for at in range(first, last))
        found = bare_counts(self.tokens, self.words, self.lexicon, taken, least)
        return [(first, last) for first, last in found if not self.in_frame(first)]

    @cached_property
    def listed_counts(self) -> list[tuple[int, int]]:
        """The same in an item of a list, where the smallest number counts: "Region A - 88"."""
        return self._counts(2)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of tokens `first` up to, not with, `last`."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def having(self, *kinds: str, first: int = 0, last: int | None = None) -> list[Word]:
        """Return the words of classes ("trigger.lost") or of tables ("trigger") that begin among
        some tokens.
        """
        end = len(self.tokens) if last is None else last
        own = self._by_kind.get(kinds[0], ()) if len(kinds) == 1 else self.words
        return [
            w
            for w in own
            if first <= w.first < end and (len(kinds) == 1 or w.kind in kinds or w.group in kinds)
        ]

    @cached_property
    def _by_kind(self) -> dict[str, list[Word]]:
        found: dict[str, list[Word]] = defaultdict(list)
        for word in self.words:
            found[word.kind].append(word)
            found[word.group].append(word)
        return found

    def in_frame(self, at: int) -> bool:
        """Whether a token is a part of who speaks, or of "officials in A", whatever they do."""
        return at in self._framed

    @cached_property
    def _framed(self) -> frozenset[int]:
        spans = [one.frame for one in self.sources]
        for word in self.having("role.generic", "guard.government"):
            within = word.last < len(self.tokens) and self.tokens[word.last].low in WITHIN
            at = word.last + 1 if within else word.last
            spans += [(word.first, place.last) for place in self.mentions if place.first == at]
        return frozenset(at for first, last in spans for at in range(first, last))

    def said(self, time: TimeWord) -> bool:
        """Whether a time is that of the saying: it stands right after who speaks, or after such a
        time.
        """
        if any(one.frame[0] < time.first < one.frame[1] for one in self.sources if self.lexicon.language != "en"):
            return True  # "confirmed today the council"
        ends = [one.frame[1] for one in self.sources]
        for other in sorted(self.times, key=lambda t: t.first):
            near = any(
                0 <= other.first - end <= SAID_WITHIN and not self._broken(end, other.first)
                for end in ends
            )
            if near:
                ends.append(other.last)
            if other == time:
                return near
        return False

    def _broken(self, first: int, last: int) -> bool:
        marks = [
            at for at in range(first, last) if self.tokens[at].low in {",", ";", ":", "—", "–"}
        ]
        return (bool(marks) and last - first > 2) or bool(
            self.having("trigger", first=first, last=last)
        )


def has_power(words: Sequence[Word]) -> bool:
    """Whether words name electricity, or say that there is none."""
    return any(w.kind in {"noun.power", "trigger.lost", "trigger.emergency"} for w in words)


def _meant(words: Sequence[Word]) -> tuple[Word, ...]:
    """Leave out what stands in an idiom and has no meaning of its own: "крім того" excepts nothing."""
    idioms = [w for w in words if w.kind == "guard.idiom"]
    centres = {at for w in words if w.kind == "level.centre" for at in range(w.first, w.last)}  # no side of a town
    even = {w.first for w in words if w.kind == "guard.even"}  # "всё ещё" is no "all"
    return tuple(
        w
        for w in words
        if not any(i.first <= w.first < i.last for i in idioms)
        and not (w.group == "scope" and w.first in centres)
        and not (w.group == "extent" and w.first in even)
    )


def read_sentence(
    sentence: Sentence,
    text: str,
    lexicon: Lexicon,
    rules: Rules,
    published: dt.date | None,
    codes: Sequence[str],
    unit: str,
) -> Reading:
    """Read a sentence. `codes`: regions spoken of before, the last first; `unit`: what the list
    counts that it may belong to.
    """
    words = _meant(lexicon.words(sentence.tokens))
    times = tuple(times_in(sentence.tokens, words, lexicon, published))
    numbered = any(token.is_number for token in sentence.tokens[: dateline_end(sentence.tokens)])
    shouted = (
        text[sentence.start : sentence.tokens[0].end].isupper()
        and sentence.tokens[0].end - sentence.start > 2
    )
    opening = dateline_end(sentence.tokens)
    wired = any(word.kind in {"role.media", "place.country"} and word.first < opening for word in words)  # "Kyiv (AFP) -"
    written_at = (numbered or shouted or wired) and not (sentence.title or sentence.item)
    dateline = opening if written_at else 0
    if any(time.first >= dateline and time.kind == DAY for time in times):
        times = tuple(time for time in times if time.first >= dateline)  # "KYIV, Jan 8 - ... late on Wednesday"
    percents = tuple(percents_in(sentence.tokens, words, lexicon))
    spans = [(one.first, one.last) for one in times] + [(one.first, one.last) for one in percents]
    taken = frozenset(at for first, last in spans for at in range(first, last))
    return Reading(
        sentence=sentence,
        text=text,
        lexicon=lexicon,
        words=words,
        times=times,
        mentions=tuple(
            one
            for one in mentions_in(sentence.tokens, words, text, rules.index, lexicon, codes)
            if one.first >= dateline
        ),
        figures=tuple(figures_in(sentence.tokens, words, lexicon, taken, unit)),
        percents=percents,
        sources=tuple(sources_in(sentence.tokens, words, text, lexicon, rules.speakers)),
    )
