"""Who says what a sentence says: "X said", "according to X", "за словами X", "повідомили в X".

A source is the noun phrase beside a word of speech, as it is written. Its role comes from the words
in it (`role` in the
language's file), and from the dataset's speakers. A pronoun, or a bare noun such as "the company",
stands for the source before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.phrases import (
    ENDS,
    QUOTES,
    firm_in,
    heading_of,
    is_name,
    is_platform,
    past_seat,
    past_times,
    person_in,
    phrase_after,
    phrase_before,
    with_apposition,
    with_name,
    with_whole_name,
    without_place,
)
from geo.drafting.roles import role_of
from geo.drafting.signatures import BARS, signature_of
from geo.drafting.text import Token

BE = frozenset({"is", "are", "was", "were", "been"})
BACK = {"speech.pronoun": "", "speech.office": "official", "speech.firm": "operator"}


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source in a sentence: tokens `first` up to, not with, `last`, of which the name is written
    at `start` to `end`.

    `frame`: all tokens that say who speaks; `role`: "" if it is not named; `back`: a pronoun or the
    like, which stands for the source before it; with a `role` only for one of that role ("the mayor"
    for an official, "the company" for an operator); `this`: it speaks for what was said before it
    ("about this"); `generic`: nobody in particular.
    """

    first: int
    last: int
    start: int
    end: int
    frame: tuple[int, int]
    name: str
    role: str = ""
    back: bool = False
    this: bool = False
    generic: bool = False
    office: str = ""  # "mayor", or "other" for a source with another title
    code: str = ""  # the region that the dataset says a speaker speaks for


def sources_in(
    tokens: Sequence[Token],
    words: Sequence[Word],
    text: str,
    lexicon: Lexicon,
    speakers: Mapping[str, str],
) -> list[Source]:
    """Find the sources of a sentence. `speakers`: name -> role, or role and region code, from the
    dataset.
    """
    found: list[Source] = []
    this = any(word.kind == "speech.this" for word in words)
    for word in sorted(words, key=lambda w: (w.first, w.kind != "speech.of")):
        if word.kind == "speech.implicit" and not found:
            start, end = tokens[word.first].start, tokens[word.last - 1].end
            found.append(
                Source(
                    first=word.first,
                    last=word.last,
                    start=start,
                    end=end,
                    frame=(word.first, word.last),
                    name="",
                    back=True,
                )
            )
        if word.kind not in {"speech.verb", "speech.of", "speech.act"} or any(
            one.frame[0] <= word.first < one.frame[1] for one in found
        ):
            continue
        spans = _spans(word, tokens, words, lexicon)
        for first, last in spans:
            source = _source(first, last, word, tokens, words, text, lexicon, speakers)
            if source is not None and (word.kind != "speech.act" or source.role == "operator"):
                found.append(replace(source, this=this))
                break
    if found and found[0].back and found[0].role != "official" and (named := _company(tokens, words)) is not None:
        source = _source(
            *named, Word("speech.heading", *named), tokens, words, text, lexicon, speakers
        )
        if source is not None and source.frame[1] <= found[0].frame[0]:
            found[0] = replace(source, frame=found[0].frame)
    if (
        not found
        and (span := heading_of(tokens, words, tuple(lexicon.tables["operators"]))) is not None
    ):
        source = _source(
            *span, Word("speech.heading", span[0], span[1]), tokens, words, text, lexicon, speakers
        )
        found += [source] if source is not None else []
    if not found and (span := signature_of(tokens, words, lexicon, speakers)) is not None:
        source = _source(*span, Word("speech.heading", *span), tokens, words, text, lexicon, speakers)
        found += [source] if source is not None and source.role else []
    return _first_hand(found, words)


def _company(tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int] | None:
    """Return the company that a sentence begins with, whom "the company said" stands for later."""
    if not tokens or not any(w.kind == "role.operator" and w.first == 0 for w in words):
        return None
    last = 1
    while last < len(tokens) and tokens[last].capital and tokens[last].is_word:
        last += 1
    return (0, last) if tokens[0].capital else None


def _first_hand(found: list[Source], words: Sequence[Word]) -> list[Source]:
    """Of several sources in a sentence leave out who only passes on: "DTEK said, reports N", "N
    with reference to DTEK".
    """

    def spoken(one: Source, kind: str) -> bool:
        return any(w.kind == kind and one.frame[0] <= w.first < one.frame[1] for w in words)

    if cited := [one for one in found if spoken(one, "speech.cited")]:
        return cited
    own = [one for one in found if not spoken(one, "speech.relay")]
    return own if own and len(found) > 1 else found


def _spans(
    word: Word, tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Return where the speaker may stand, the likeliest first: tokens of the noun phrase."""
    stops = {
        w.first
        for w in words
        if w.group == "time" and w.name in {"today", "yesterday", "night", "morning", "evening"}
    }
    stops |= {w.first for w in words if w.kind == "speech.verb" and w.first != word.first}
    days = tuple(lexicon.tables["weekdays"])
    stops |= {
        at for at, token in enumerate(tokens)
        if token.low.startswith(days) and (lexicon.language == "en" or not token.capital)
    }
    begin = past_times(word.last, words)
    after = with_name(_past_recipient(phrase_after(begin, tokens, stops, lexicon), tokens, words, stops, lexicon), tokens)
    after = after[0], max([after[1], *(w.last for w in words if w.group == "role" and after[0] <= w.first < after[1])])
    if word.kind == "speech.of":
        own = (
            [(word.first, word.last)]
            if any(w.kind == "speech.pronoun" and word.first <= w.first < word.last for w in words)
            else []
        )
        return own or [after]
    if (
        any(w.kind in BACK and w.first == after[0] for w in words)
        and lexicon.language != "en"
    ):
        return [after]
    begun, inside = word.first, lexicon.tables["speech_prepositions"]
    while begun > 1 and (begun - 1 in stops or (begun in stops and tokens[begun - 1].low in inside)):
        begun -= 1  # "«A» вранці запровадило", "A ввечері в понеділок повідомила"
    begun = past_seat(begun, tokens, words)
    before = without_place(phrase_before(begun, tokens, stops, lexicon), tokens, words, lexicon)
    before = with_whole_name(before, tokens, words)
    quoted = word.first == 0 or tokens[word.first - 1].low in ENDS
    apposed = any(tokens[at].low == "," for at in range(*before)) and any(
        w.group == "role" and before[0] <= w.first < before[1] for w in words
    )
    if lexicon.language == "en" and apposed:
        return [before, after]  # "Name, the governor of the region, said"
    if lexicon.language == "en":
        return (
            [after, before]
            if quoted and tokens[word.first - 1].low in QUOTES | {","} and is_name(after, tokens)
            else [before, after]
        )
    told = {at for w in words if w.kind == "role.media" for at in range(w.first, w.last)} >= set(range(*after))
    if told and is_name(before, tokens):
        return [before, after]  # "Name Surname сообщил ТАСС, что ..."
    return (
        [after, before]
        if is_name(after, tokens, role={w.first for w in words if w.group == "role"})
        else [before, after]
    )


def _past_recipient(
    span: tuple[int, int], tokens: Sequence[Token], words: Sequence[Word], stops: set[int], lexicon: Lexicon
) -> tuple[int, int]:
    """Return the phrase after one that only names whom it was told: of "сообщили ТАСС | в министерстве" the ministry."""
    first, last = span
    told = {at for w in words if w.kind == "role.media" for at in range(w.first, w.last)}
    inside = last < len(tokens) and tokens[last].low in lexicon.tables["speech_prepositions"]
    return phrase_after(last, tokens, stops, lexicon) if inside and last > first and told >= set(range(first, last)) else span


def _source(
    first: int,
    last: int,
    word: Word,
    tokens: Sequence[Token],
    words: Sequence[Word],
    text: str,
    lexicon: Lexicon,
    speakers: Mapping[str, str],
) -> Source | None:
    inner = [w for w in words if first <= w.first < last]
    frame = (
        min(first, word.first),
        with_apposition(max(last, word.last), tokens, words, set(lexicon.tables["prepositions"])),
    )
    articles = set(lexicon.tables["articles"])
    clock = {at for at in range(first, last - 1) if tokens[at + 1].is_number and tokens[at].low in lexicon.tables["prepositions"]}
    clock |= {at + 1 for at in clock}  # "О 16:00 Name Surname повідомив"
    while first < last and (first in clock or (tokens[first].low in articles and tokens[first + 1].low != ".")):
        first += 1
    if first >= last:
        return None
    dates = (*lexicon.tables["weekdays"], *lexicon.tables["months"])
    names = [
        at
        for at in range(first, last)
        if tokens[at].capital and not tokens[at].low.startswith(dates)
    ]
    roles = [w for w in inner if w.group == "role"]
    pronoun = next((w.kind for w in inner if w.kind in BACK and not _goes_on(w, inner)), "")
    theirs = any(w.kind == "speech.possessive" and w.first == first for w in inner) and bool(roles) and not names
    if theirs:  # "according to his administration"
        here = tokens[first].start, tokens[last - 1].end
        return Source(first=first, last=last, start=here[0], end=here[1], frame=frame, name="", back=True)
    if pronoun and not [at for at in names if at > 0 and len(tokens[at].low) > 1]:
        written = text[tokens[first].start : tokens[last - 1].end]
        return Source(
            first=first,
            last=last,
            start=tokens[first].start,
            end=tokens[last - 1].end,
            frame=frame,
            name=written if BACK[pronoun] else "",
            role=BACK[pronoun],
            office=_office(tokens[first:last], roles, lexicon),
            back=True,
        )
    firm = any(token.low.endswith(tuple(lexicon.tables["operators"])) for token in tokens[first:last])
    if _is_nobody(first, last, tokens, names, roles, words, lexicon) and not firm:
        return None
    phrase = max(last, frame[1])
    role, _, code = role_of(first, phrase, tokens, words, lexicon, speakers).partition(" ")
    generic = any(w.kind in {"role.generic", "role.crowd"} for w in roles) and not names
    if generic:
        local = any(w.kind == "guard.local" for w in inner)  # "regional authorities"
        role = "media" if any(w.kind == "role.crowd" for w in roles) else "official" if local else ""
    own = _name_in(first, last, tokens, words, role)
    start, end = tokens[own[0]].start, tokens[own[1] - 1].end
    return Source(
        first=own[0],
        last=own[1],
        start=start,
        end=end,
        frame=frame,
        name=text[start:end],
        role=role,
        generic=generic,
        office=_office(tokens[first:phrase], roles, lexicon),
        code=code,
    )


def _name_in(
    first: int, last: int, tokens: Sequence[Token], words: Sequence[Word], role: str
) -> tuple[int, int]:
    """Return the tokens of a noun phrase that are written as the source: a person without the office, a company's name alone."""
    last = next((at for at in range(first + 1, last) if tokens[at].low in BARS), last)
    first, last = person_in(first, last, tokens, words)
    if role == "operator":
        first, last = firm_in(first, last, tokens, words)
    half = sum(tokens[at].low in QUOTES for at in range(first, last)) == 1  # of a pair, which belongs to no name
    if half:
        first, last = first + (tokens[first].low in QUOTES), last - (tokens[last - 1].low in QUOTES)
    return first, last


def _goes_on(back: Word, inner: Sequence[Word]) -> bool:
    """Whether words for a source before go on with an office: "the head of the administration"."""
    return any(w.group == "role" and w.first >= back.last for w in inner)


def _office(phrase: Sequence[Token], roles: Sequence[Word], lexicon: Lexicon) -> str:
    """Tell mayors from all others who have a title: "the mayor" is no governor named before."""
    if any(token.low in lexicon.tables["mayors"] for token in phrase):
        return "mayor"
    return "other" if roles else ""


SAYING = {
    "trigger.lost",
    "trigger.restored",
    "trigger.planned",
    "trigger.normal",
}


def _is_nobody(
    first: int,
    last: int,
    tokens: Sequence[Token],
    names: Sequence[int],
    roles: Sequence[Word],
    words: Sequence[Word],
    lexicon: Lexicon,
) -> bool:
    """Whether a phrase names nobody: "No deaths have been reported", "an earlier version said"."""
    if lexicon.language == "en" and tokens[last - 1].low in BE:
        return True  # "residents are asked"
    if (not names and not roles) or (not roles and names == [0] and last - first > 1):
        return True
    if not roles and any(w.first == first and w.group == "cause" for w in words):
        return True  # "ice added to the damage"
    if all(is_platform(token.low, lexicon) for token in tokens[first:last] if token.is_word):
        return True  # "wrote on Telegram"
    inner = {w.kind for w in words if first <= w.first < last}
    before = {w.kind for w in words if first - 2 <= w.first < last}
    if inner & (SAYING | {"guard.we"}) or "guard.retracted" in before:
        return True
    crowd = any(w.kind == "role.crowd" and w.first == first for w in roles)
    return crowd and bool(names) and lexicon.language != "en"
