"""Where the noun phrase of a speaker begins and ends."""

from collections.abc import Sequence

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.text import DASHES, Token

LONGEST, LONGEST_NAME = 14, 5  # words of a source, and of a ministry's name before its last comma

ENDS = frozenset(',;:.!?()«»“”"–—')

QUOTES = frozenset('«»“”"„')

SAID_AT = frozenset({"today", "yesterday", "night", "morning", "afternoon", "evening"})
JOINS = frozenset({"and", "та", "і", "й", "и"})
HEADING = 10  # words of an office and a name before a colon


def heading_of(
    tokens: Sequence[Token], words: Sequence[Word], operators: tuple[str, ...]
) -> tuple[int, int] | None:
    """Return who speaks in "The mayor of A, Name: the power is out", and in "The power is out -
    mayor".
    """
    roles = {w.first for w in words if w.group == "role" and w.name not in {"generic", "crowd"}}
    roles |= {at for at, token in enumerate(tokens) if token.low.endswith(operators)}
    told = min((w.first for w in words if w.group in {"trigger", "cause", "unit"}), default=len(tokens))
    begins = not any(w.first == 0 and w.kind in {"place.inside", "place.at"} for w in words)
    for at, token in enumerate(tokens[:HEADING]):
        if token.low == ":" and begins and at <= told and roles & set(range(at)) and at + 2 < len(tokens):
            return 0, at
    for at in range(max(0, len(tokens) - HEADING), len(tokens) - 1):
        if (
            tokens[at].low in DASHES
            and at
            and roles & {at + 1, at + 2}
            and tokens[-1].low != "."
        ):
            return at + 1, len(tokens)
    return None


def with_name(span: tuple[int, int], tokens: Sequence[Token]) -> tuple[int, int]:
    """Add the name that follows an office after a comma: "said the local governor, Name
    Surname".
    """
    first, last = span
    if (
        last >= len(tokens)
        or tokens[last].low != ","
        or any(tokens[at].capital for at in range(first, last))
        or first == last
    ):
        return span
    end = last + 1
    while end < len(tokens) and tokens[end].capital and tokens[end].is_word:
        end += 1
    return (first, end) if 2 <= end - last - 1 <= 3 else span


def is_name(
    span: tuple[int, int], tokens: Sequence[Token], role: set[int] | frozenset[int] = frozenset()
) -> bool:
    """Whether a phrase has a capital letter, or a word of office."""
    return any(tokens[at].capital or at in role for at in range(*span))


def phrase_after(
    first: int, tokens: Sequence[Token], stops: set[int], lexicon: Lexicon
) -> tuple[int, int]:
    """Return the noun phrase that begins at a token: up to a mark or a preposition; a preposition
    before it is left out.
    """
    prepositions = set(lexicon.tables["prepositions"])
    places = set(lexicon.tables["speech_prepositions"])
    skip = set(lexicon.tables["speech_fillers"])
    days = tuple(lexicon.tables["weekdays"])
    months = tuple(lexicon.tables["months"])
    while first < len(tokens) and (
        (tokens[first].is_number and first + 1 < len(tokens) and tokens[first + 1].low.startswith(months))
        or (first and tokens[first - 1].is_number and tokens[first].low.startswith(months))
        or (tokens[first].low in places and not _is_initial(tokens, first))
        or tokens[first].low in skip
        or _is_where_written(tokens, first, lexicon)
        or (first and tokens[first - 1].low in places and tokens[first].low.startswith(days))
    ):
        first += 1
    last = first
    if first < len(tokens) and tokens[first].low in prepositions and not _is_initial(tokens, first):
        return first, first
    while last < len(tokens) and last - first < LONGEST and last not in stops:
        low = tokens[last].low
        if low in QUOTES and last > first - 1 and _closes_name(tokens, last):
            last += 1
            continue
        initial = low == "." and last > first and tokens[last - 1].is_word and _is_title(tokens[last - 1], lexicon)
        if low in ENDS and not initial:
            break
        if tokens[last].is_number and last > first:
            break  # "сообщил мэр Name 13 января"
        short = last + 1 < len(tokens) and tokens[last + 1].low == "."  # "и. о. главы"
        if low in prepositions and last > first and not short:
            break
        last += 1
    return first, last


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    """Whether a full stop stands right behind a word: "и. о. главы", "в.о. голови"."""
    return at + 1 < len(tokens) and tokens[at + 1].low == "." and tokens[at + 1].start == tokens[at].end


def _is_where_written(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a token belongs to where somebody wrote: "in «Facebook»"; its marks too."""
    around = (at,) if tokens[at].low not in QUOTES else (at - 1, at + 1)
    return any(0 <= here < len(tokens) and is_platform(tokens[here].low, lexicon) for here in around)


def is_platform(low: str, lexicon: Lexicon) -> bool:
    """Whether a word is where somebody writes: "Facebook", "телеграм-каналі"; "X" is one alone."""
    names = lexicon.tables["platforms"]
    return low in names or low.startswith(tuple(name for name in names if len(name) > 1))


def _closes_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation mark belongs to a short name in quotes: НЕК «Укренерго»."""
    opened = tokens[at].low in '«“„"'
    near = tokens[at + 1 : at + 5] if opened else tokens[max(0, at - 5) : at]
    return (
        any(token.low in QUOTES for token in near)
        and bool(near)
        and (near[0].capital if opened else True)
    )


def phrase_before(
    last: int, tokens: Sequence[Token], stops: set[int], lexicon: Lexicon
) -> tuple[int, int]:
    """Return the noun phrase that ends before a token; "X, the head of Y, said" is X with what
    stands between the commas.
    """
    skip = set(lexicon.tables["speech_fillers"])
    prepositions = set(lexicon.tables["speech_prepositions"])

    def filler(at: int) -> bool:
        return tokens[at].low in skip or _is_where_written(tokens, at, lexicon)

    while last > 0 and (
        filler(last - 1) or (last < len(tokens) and filler(last) and tokens[last - 1].low in prepositions)
    ):
        last -= 1
    if last > 0 and tokens[last - 1].low in JOINS:
        return last, last  # "X cut the power and asked": X was named before
    commas, first = 0, last
    if last > 0 and tokens[last - 1].low == ",":
        commas, first = 1, last - 1
        last = first
    while first > 0 and last - first < LONGEST and first - 1 not in stops:
        low = tokens[first - 1].low
        opened = next(
            (at for at in range(first - 2, max(-1, first - 6), -1) if tokens[at].low == "("), -1
        )
        if low == ")" and opened > 0:  # "the Agency (IAEA) said"
            first = opened
            continue
        if low == "," and commas:
            commas -= 1
        elif (
            low in ENDS
            and not (low == "." and first > 1 and _is_title(tokens[first - 2], lexicon))
            and not (low in QUOTES and _closes_name(tokens, first - 1))
        ) or (low in prepositions and lexicon.language != "en") or low in lexicon.tables["clause_openers"]:
            break
        first -= 1
    return first, last


def without_place(
    span: tuple[int, int], tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon
) -> tuple[int, int]:
    """Leave out a place with its preposition before an office and a name: of "in the A region | governor Name" the governor."""
    first, last = span
    before = tokens[first - 1].low if first else ""
    if lexicon.language == "en" or before not in lexicon.tables["speech_prepositions"] or not tokens[first].capital:
        return span
    offices = [w.first for w in words if w.kind == "role.official" and first < w.first < last - 1 and not tokens[w.first].capital]
    return (offices[0], last) if offices and tokens[last - 1].capital else span


def with_whole_name(span: tuple[int, int], tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int]:
    """Add the words of a ministry's name before its comma: of "Министерство топлива, | энергетики и угольной промышленности"."""
    first, last = span
    if not 0 < first < last or tokens[first - 1].low != "," or tokens[first].capital:
        return span
    for word in words:
        between = tokens[word.last : first - 1]
        whole = all(token.is_word or token.low == "," for token in between)
        if word.kind == "role.government" and whole and 0 < len(between) <= LONGEST_NAME:
            told = any(word.last <= w.first < first and w.group in {"trigger", "speech"} for w in words)
            return span if told else (word.first, last)
    return span


def _is_title(token: Token, lexicon: Lexicon) -> bool:
    """Whether a full stop only shortens a word before a name: "Gov.", "V."."""
    short = token.low in lexicon.tables["abbreviations"] and not token.low.startswith(tuple(lexicon.tables["months"]))
    return len(token.low) == 1 or (short and token.capital)


def firm_in(first: int, last: int, tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int]:
    """Return the name of a company in a phrase: of "Ukraine's grid operator Ukrenergo" the last words, of "DTEK gave its
    own figure for Kyiv" the first.
    """
    named = _capitals_before(last, first, tokens)
    firms = [w.first for w in words if w.kind == "role.operator" and first <= w.first < named and tokens[w.first].capital]
    told = {w.first for w in words if w.kind == "role.operator"} & set(range(named, last))
    if not firms or told:
        return named, last
    end = firms[-1] + 1
    while end < last and (tokens[end].capital or tokens[end].low in QUOTES):
        end += 1
    return _capitals_before(end, first, tokens), end


def _capitals_before(last: int, first: int, tokens: Sequence[Token]) -> int:
    """Return where the last words with capital letters before a token begin."""
    at = next((n for n in range(last - 1, first - 1, -1) if tokens[n].capital), first)
    while at > first and (tokens[at - 1].capital or tokens[at - 1].low in QUOTES):
        at -= 1
    return at


def with_apposition(
    last: int, tokens: Sequence[Token], words: Sequence[Word], prepositions: set[str]
) -> int:
    """Return where who speaks ends if an office follows the name: "according to X, acting governor
    of Y".
    """
    if last + 1 >= len(tokens) or tokens[last].low != "," or tokens[last + 1].low in prepositions:
        return last
    if not any(w.group == "role" and 0 < w.first - last <= 3 for w in words):
        return last
    return next((at for at in range(last + 1, len(tokens)) if tokens[at].low in ENDS), len(tokens))


def person_in(
    first: int, last: int, tokens: Sequence[Token], words: Sequence[Word]
) -> tuple[int, int]:
    """Of "X, the head of Y" and "the head of Y, X" return the side that is a person's name."""
    commas = [at for at in range(first, last) if tokens[at].low == ","]
    if len(commas) != 1:
        return first, last
    roles = {w.first for w in words if w.group == "role"}
    sides = [(first, commas[0]), (commas[0] + 1, last)]
    for side in sides:
        inside = range(*side)
        if (
            1 < len(inside) <= 4
            and all(tokens[at].capital for at in inside)
            and not roles & set(inside)
        ):
            return side
    government = any(w.kind == "role.government" and w.first in range(*sides[0]) for w in words)
    offices = {w.first for w in words if w.kind == "role.official"}
    if government and not tokens[sides[1][0]].capital and sides[1][0] not in offices:
        return first, last  # the name of a ministry
    return sides[0] if any(tokens[at].capital for at in range(*sides[0])) else sides[1]


def past_times(at: int, words: Sequence[Word]) -> int:
    """Return the end of the words for a day or a part of one that begin at a token: "confirmed | this morning | the council"."""
    longest = max((w.last for w in words if w.first == at and w.group == "time" and w.name in SAID_AT), default=at)
    return at if longest == at else past_times(longest, words)


def past_seat(begun: int, tokens: Sequence[Token], words: Sequence[Word]) -> int:
    """Return the end of a phrase before one in commas that says where its speaker sits: "X, who works from A, | said"."""
    if begun < 1 or tokens[begun - 1].low != ",":
        return begun
    opened = next((at for at in range(begun - 2, 0, -1) if tokens[at].low == ","), 0)
    return opened if any(w.kind == "place.seat" and 0 < opened < w.first <= opened + 2 for w in words) else begun
