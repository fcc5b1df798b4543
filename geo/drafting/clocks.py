"""The clocks of a sentence: "at 5:40 a.m.", "о 14:20", "з 5-ї ранку", "с трёх часов ночи"."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.text import DASHES, Token

DAY, CLOCK, UNTIL, PART, AS_OF = "day", "clock", "until", "part", "as_of"
LONGEST_SUFFIX = 3  # letters after the dash of an ordinal: "5-ї", "17-го"
LAST_HOUR = 24


@dataclass(frozen=True, kw_only=True)
class TimeWord:
    """Words of a time: tokens `first` up to, not with, `last`; `kind`: day, clock, until, part of
    day or as_of.

    `day`: a civil day; `weekday`: 0 is Monday, for a day that depends on what is said of it;
    `shift`: days from the publication;
    `minutes`: of the day, in `zone` if one is named; `about`: the words say so; `since`: they say that it lasts since then.
    """

    first: int
    last: int
    kind: str
    day: dt.date | None = None
    weekday: int | None = None
    shift: int | None = None
    minutes: int | None = None
    zone: str = ""
    about: bool = False
    since: bool = False


def clocks_in(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> list[TimeWord]:
    """Find the clocks of a sentence; one that ends a span, "to 22:00", is of kind UNTIL."""
    at_words = {
        word.last
        for word in words
        if word.kind
        in {
            "time.at",
            "time.as_of",
            "time.from",
            "time.since",
            "time.until",
            "bound.about",
            "bound.under",
        }
    }
    until = {word.last for word in words if word.kind == "time.until"}
    half = {word.first: word for word in words if word.kind in {"time.am", "time.pm"}}
    found: list[TimeWord] = []
    for at, token in enumerate(tokens):
        minutes = _minutes(token.low)
        last = at + 1
        mark = half.get(last)
        if (
            mark is not None
            and token.is_number
            and (hour := _minutes(token.low, bare=True)) is not None
            and hour <= 12 * 60 + 59
        ):
            minutes = hour % 720 + (720 if mark.kind == "time.pm" else 0)
            last = mark.last + (
                1
                if mark.last < len(tokens)
                and tokens[mark.last].low == "."
                and lexicon.language == "en"
                else 0
            )
        if minutes is None and at in at_words and (spoken := _spoken(tokens, at, words, half, lexicon)) is not None:
            minutes, last = spoken
        if minutes is None or (at not in at_words and _is_duration(last, mark, words)):
            continue
        zone, last = zone_at(tokens, last, lexicon)
        alone = at > 0 and tokens[at - 1].low in {"until", "till"}
        ends = alone or (
            at in until and bool(found) and found[-1].kind == CLOCK and at - found[-1].last <= 1
        )
        found.append(
            TimeWord(
                first=at,
                last=last,
                kind=UNTIL if ends else CLOCK,
                minutes=minutes,
                zone=zone,
                about=at not in at_words and False,
            )
        )
    return found


def _spoken(
    tokens: Sequence[Token], at: int, words: Sequence[Word], half: Mapping[int, Word], lexicon: Lexicon
) -> tuple[int, int] | None:
    """Read an hour in words or as an ordinal after a preposition, and return its minutes and where it ends: "з 5-ї ранку",
    "с трёх часов ночи", "о 19-й". One without a part of the day must be an ordinal of nothing else.
    """
    low, last = tokens[at].low, at + 1
    hour = int(low) if low.isdecimal() else lexicon.tables["hours"].get(low) or lexicon.tables["numbers"].get(low)
    if hour is None or not 0 <= hour <= LAST_HOUR or hour != int(hour):
        return None
    ordinal = low.isdecimal() and is_suffix(tokens, last)
    last += 2 if ordinal else 0
    counted = any(word.kind == "time.hours" and word.first == last for word in words)
    last += counted
    mark = half.get(last) or next((w for w in words if w.kind == "time.small_hours" and w.first == last), None)
    if mark is not None:
        return int(hour) % 12 * 60 + (720 if mark.kind == "time.pm" else 0), mark.last
    after = tokens[last].low if last < len(tokens) else "."
    free = counted or not after[0].isalpha() or after in lexicon.tables["prepositions"]
    return (int(hour) * 60, last) if ordinal and free else None


def is_suffix(tokens: Sequence[Token], at: int) -> bool:
    """Whether the end of an ordinal stands right behind its digits: "5|-ї"."""
    near = tokens[at : at + 2]
    joined = len(near) == 2 and tokens[at - 1].end == near[0].start and near[0].end == near[1].start
    return joined and near[0].low in DASHES and near[1].is_word and len(near[1].low) <= LONGEST_SUFFIX


def _is_duration(last: int, mark: Word | None, words: Sequence[Word]) -> bool:
    """Whether a number without a preposition of time says how long: "3:30 hours", "2 дня"."""
    counts = any(word.kind == "time.hours" and word.first == last for word in words)
    return counts or (mark is not None and any(word.kind == "unit.other" and word.first == mark.first for word in words))


def _minutes(low: str, *, bare: bool = False) -> int | None:
    hour, colon, minute = low.partition(":")
    if not hour.isdecimal() or len(hour) > 2 or int(hour) > 24 or not (bare or colon):
        return None
    if colon and not (minute.isdecimal() and len(minute) == 2 and int(minute) < 60):
        return None
    return int(hour) * 60 + int(minute or 0)


def zone_at(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> tuple[str, int]:
    """Return the zone that words name at a token, and where they end; "" and the same token if they name none."""
    zones: dict[str, str] = lexicon.tables["zones"]
    for words, zone in zones.items():
        parts = words.split()
        if [token.low for token in tokens[last : last + len(parts)]] == parts:
            return zone, last + len(parts)
    return "", last
