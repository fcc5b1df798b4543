"""Lines that head what stands below them: a day, words in capital letters, a claim in quotation marks.

"Monday. In A the lights went out ..." and a line "4 March" put what follows on that day. What a line of nothing but quoted words
says ("The whole of A is dark"), nobody says: the text below it tells whether it is so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.drafting.clause import IGNORED, POSSIBLE, Clause
from geo.drafting.clocks import DAY, TimeWord
from geo.drafting.place import Mention
from geo.drafting.reading import Reading
from geo.drafting.text import DASHES, Token
from geo.drafting.times import is_weekday, weekday_of

OPENING, CLOSING = frozenset('«“„"'), frozenset('»”“"')
FEWEST = 2  # days that lines of their own name in a text that is cut by them
SHOUTED = 4  # letters in capitals


@dataclass(frozen=True, kw_only=True)
class DayHeading:
    """A day that a line names, and the offsets of its words."""

    time: TimeWord
    start: int
    end: int


def is_shouted(reading: Reading) -> bool:
    """Whether a sentence is in capital letters alone: "PLANNED WORKS"."""
    written = reading.text[reading.sentence.start : reading.sentence.end]
    return written.isupper() and sum(letter.isalpha() for letter in written) >= SHOUTED


def stands_alone(readings: Sequence[Reading], number: int) -> bool:
    """Whether a sentence is a paragraph of its own."""
    around = readings[max(0, number - 1) : number + 2]
    return sum(one.sentence.paragraph == readings[number].sentence.paragraph for one in around) == 1


def day_headings(readings: Sequence[Reading]) -> list[DayHeading | None]:
    """Return for each sentence the day that the line above it, or the first words of its paragraph, name and nothing else; None
    where none does, and everywhere if a text names fewer than two days so. A line in capitals without a day ends what is above.
    """
    found: list[DayHeading | None] = []
    line: DayHeading | None = None
    inner: DayHeading | None = None
    named = set()
    for number, reading in enumerate(readings):
        begins = number == 0 or readings[number - 1].sentence.paragraph != reading.sentence.paragraph
        inner = None if begins else inner
        alone = stands_alone(readings, number)
        day = _named_day(reading) if begins and number else None
        if day is not None:
            named.add((day.day, day.weekday))
            start, end = reading.span(day.first, day.last)
            heading = DayHeading(time=day, start=start, end=end)
            line, inner = (heading, None) if alone else (line, heading)
        elif alone and is_shouted(reading):
            line = None
        found.append(inner or line)
    return found if len(named) >= FEWEST else [None] * len(readings)


def is_day_heading(reading: Reading) -> bool:
    """Whether a sentence names a day and says nothing else."""
    return _named_day(reading) is not None


def _named_day(reading: Reading) -> TimeWord | None:
    days = [time for time in reading.times if time.kind == DAY and (time.day is not None or time.weekday is not None)]
    words = [at for at, token in enumerate(reading.tokens) if token.is_word or token.is_number]
    inside = {at for time in days for at in range(time.first, time.last)}
    free = [at for at in words if at not in inside and not is_weekday(reading.tokens[at].low, reading.lexicon)]
    if free or not words:
        return None
    if days:
        return next((time for time in days if time.day is not None), days[0])
    weekday = weekday_of(reading.tokens[words[0]].low, reading.lexicon)
    return TimeWord(first=words[0], last=words[0] + 1, kind=DAY, weekday=weekday) if len(words) == 1 else None


def is_quoted_claim(readings: Sequence[Reading], number: int) -> bool:
    """Whether a line below the title is nothing but words in quotation marks, whatever number stands before and whatever
    brackets stand behind them.
    """
    reading = readings[number]
    if not number or reading.sources or not _ends_its_line(readings, number):
        return False
    tokens = _without_brackets(reading.tokens)
    begins = next((at for at, token in enumerate(tokens) if not (token.is_number or token.low in {".", ")", *DASHES})), 0)
    inner = tokens[begins:]
    quoted = len(inner) > 2 and inner[0].low in OPENING and inner[-1].low in CLOSING
    return quoted and not any(token.low in CLOSING - OPENING for token in inner[1:-1])


def _ends_its_line(readings: Sequence[Reading], number: int) -> bool:
    """Whether nothing but a number stands beside a sentence in its paragraph."""
    paragraph = readings[number].sentence.paragraph
    before = [one for one in readings[max(0, number - 2) : number] if one.sentence.paragraph == paragraph]
    after = readings[number + 1].sentence.paragraph == paragraph if number + 1 < len(readings) else False
    return not after and not any(token.is_word for one in before for token in one.tokens)


def _without_brackets(tokens: Sequence[Token]) -> Sequence[Token]:
    opened = next((at for at, token in enumerate(tokens) if token.low == "("), len(tokens))
    return tokens[:opened] if tokens[-1].low == ")" else tokens


def is_question(reading: Reading) -> bool:
    """Whether a sentence asks: it says of nothing that it is so."""
    return reading.tokens[-1].low[0] == "?" or (len(reading.tokens) > 1 and reading.tokens[-2].low[0] == "?")


def unsaid_clause(clause: Clause) -> Clause:
    """Return a clause that only asks, or that is quoted of nobody, as one that is not used."""
    return clause if clause.kind == IGNORED else Clause(
        reading=clause.reading, first=clause.first, last=clause.last, kind=IGNORED, trigger=clause.trigger, why=POSSIBLE
    )


def with_name_above(reading: Reading, named: Mapping[str, Mention]) -> Reading:
    """Return a sentence that is but a name, as a heading is, with the place that the text meant by it before. `named`: those."""
    words = [token for token in reading.tokens if token.is_word]
    if reading.mentions or not words or not all(token.capital for token in words):
        return reading
    first, last = words[0], words[-1]
    place = named.get(reading.text[first.start : last.end])
    if place is None:
        return reading
    at = reading.tokens.index(first)
    again = replace(place, first=at, last=at + len(words), start=first.start, end=last.end, town=None)
    return replace(reading, mentions=(again,))
