"""A text as paragraphs, sentences and tokens, each with its offsets in the text as given.

Nothing is normalised before it is cut: an offset is a number of Unicode code points from the start
of the text, and
`text[token.start:token.end]` is the token. Only `Token.low`, the form in which words are compared,
is in lower case with one
kind of apostrophe, and with "е" for "ё", which few Russian texts write.

Each line is a paragraph; a line that begins in lower case goes on with the one above it if that one
has no full stop.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SPELT_ALIKE = str.maketrans("’ʼ`´‘ё", "'''''е")
STOPS = frozenset(".!?…")
CLOSING = frozenset('"”»’)]“')
DASHES = frozenset("-–—")
BULLETS = "•▪●○◦‣·*–—-"
LONGEST_WORD = 60  # letters; what is longer is noise
LONGEST_SENTENCE = (
    400  # tokens; what is longer is cut, so that the time grows with the length of the text only
)
_TOKEN = re.compile(
    r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d.,]*\d)|\d+(?:[.,:]\d+)*|['’ʼ]s\b"
    r"|[^\W\d_]+(?:['’ʼ`-](?!s\b)[^\W\d_]+)*|(?P<mark>[^\w\s])(?P=mark)*|[^\s]"
)
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark; `low` is what is compared."""

    low: str
    start: int
    end: int
    capital: bool

    @property
    def is_number(self) -> bool:
        return self.low[0].isdecimal()

    @property
    def is_word(self) -> bool:
        return self.low[0].isalpha()


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence, a title or an item of a list. `paragraph` counts from 0; `item`: it begins with a
    bullet or a number.

    `head`: it ends in a colon, and what follows on other lines belongs to it.
    """

    tokens: tuple[Token, ...]
    paragraph: int
    item: bool = False
    head: bool = False
    title: bool = False

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Cut a part of a text into tokens; offsets are those of the whole text."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        written = match["mark"] or match[0]
        if len(written) <= LONGEST_WORD:
            low = written.lower().translate(SPELT_ALIKE)
            found.append(Token(low, match.start(), match.end(), written[0].isupper()))
    return tuple(found)


def sentences_of(text: str, abbreviations: frozenset[str]) -> list[Sentence]:
    """Cut a text into sentences. `abbreviations`: words, in lower case, whose full stop ends
    none.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        tokens = tokens_of(text, start, end)
        item = bool(tokens) and _is_item(tokens)
        for part in _sentences(tokens, abbreviations):
            if not any(token.is_word or token.is_number for token in part):
                continue  # a million brackets say nothing
            head = part[-1].low == ":" and part[-1] is tokens[-1]
            title = (
                not found and part[-1].low not in STOPS and not head and len(part) == len(tokens)
            )
            found.append(Sentence(part, number, item=item, head=head, title=title))
    return found


def dateline_end(tokens: Sequence[Token]) -> int:
    """Return how many tokens the dateline takes that a paragraph begins with ("KYIV, Jan 21
    (Reuters) -"); 0 if it has none.
    """
    if not tokens or not tokens[0].capital:
        return 0
    for at, token in enumerate(tokens[:14]):
        ranged = at and token.start == tokens[at - 1].end and tokens[at - 1].is_number  # "A, 9:00–15:00: ..."
        if token.low in DASHES and at and not ranged:
            return at + 1
        if (
            token.is_word
            and not token.capital
            and token.low
            not in {
                "and",
                "січня",
                "лютого",
                "грудня",
                "листопада",
                "жовтня",
                "января",
                "февраля",
                "декабря",
                "ноября",
                "октября",
            }
        ):
            return 0
    return 0


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each paragraph; blank lines are none."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m[0].isspace()]
    begun: tuple[int, int] | None = None
    for start, end in lines:
        line = text[start:end].strip()
        if begun is None:
            begun = start, end
        elif (
            line[:1].islower()
            and text[begun[0] : begun[1]].rstrip()[-1:] not in ".!?:;"
            and not (text[begun[0] : begun[1]].isupper() and not line.isupper())  # a heading in capitals, and "м. А" below it
            and line.split()[0] != text[begun[0] : begun[1]].split()[0]  # "queue 1 ..." below "queue 2 ...": a row of its own
        ):
            begun = begun[0], end
        else:
            yield begun
            begun = start, end
    if begun is not None:
        yield begun


def _is_item(tokens: Sequence[Token]) -> bool:
    first = tokens[0]
    if first.low in BULLETS:
        return True
    return (
        len(tokens) > 1
        and first.low.isdecimal()
        and len(first.low) < 3
        and tokens[1].low in {")", "."}
    )


def _sentences(
    tokens: tuple[Token, ...], abbreviations: frozenset[str]
) -> Iterator[tuple[Token, ...]]:
    begin, at, n = 0, 0, len(tokens)
    while at < n:
        ends = tokens[at].low in STOPS and not (
            tokens[at].low == "." and at > begin and _is_abbreviated(tokens, at, abbreviations)
        )
        last = at
        if ends:
            while (
                last + 1 < n
                and (tokens[last + 1].low in STOPS or tokens[last + 1].low in CLOSING)
                and (tokens[last + 1].start == tokens[last].end)
            ):
                last += 1
            ends = last + 1 >= n or (
                tokens[last + 1].start > tokens[last].end and _may_begin(tokens[last + 1])
            )
        if ends or at - begin >= LONGEST_SENTENCE:
            yield tokens[begin : last + 1]
            begin = last + 1
        at = last + 1
    if begin < n:
        yield tokens[begin:]


def _is_abbreviated(tokens: tuple[Token, ...], at: int, abbreviations: frozenset[str]) -> bool:
    before = tokens[at - 1]
    return before.end == tokens[at].start and (
        before.low in abbreviations or (len(before.low) == 1 and before.capital)
    )


def _may_begin(token: Token) -> bool:
    return token.capital or not token.is_word
