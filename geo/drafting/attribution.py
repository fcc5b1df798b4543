"""Who says what a sentence says: "X said", "according to X", "за словами X", "повідомили в X".

A source is the noun phrase beside a word of speech, as it is written. Its role comes from the words in it (`role` in the
language's file), and from the dataset's speakers. A pronoun, or a bare noun such as "the company", stands for the source before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.text import Token
from geo.names.transliteration import plain_form, skeleton

LONGEST = 14  # words of a source
ENDS = frozenset(",;:.!?()«»“”\"–—")
QUOTES = frozenset("«»“”\"„")
ROLE_ORDER = ("de_facto_authority", "sensor", "ngo", "government", "operator", "official", "media")
HEADING = 10  # words of an office and a name before a colon
SHORT = 4  # letters that a speaker's name and a declined form of it share at least


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source in a sentence: tokens `first` up to, not with, `last`, of which the name is written at `start` to `end`.

    `frame`: all tokens that say who speaks; `role`: "" if it is not named; `back`: a pronoun or the like; `this`: it speaks for
    what was said before it ("about this"); `generic`: nobody in particular.
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
    code: str = ""  # the region that the dataset says a speaker speaks for


def sources_in(tokens: Sequence[Token], words: Sequence[Word], text: str, lexicon: Lexicon, speakers: Mapping[str, str]
               ) -> list[Source]:
    """Find the sources of a sentence. `speakers`: name -> role, or role and region code, from the dataset."""
    found: list[Source] = []
    this = any(word.kind == "speech.this" for word in words)
    for word in sorted(words, key=lambda w: (w.first, w.kind != "speech.of")):
        if word.kind == "speech.implicit" and not found:
            start, end = tokens[word.first].start, tokens[word.last - 1].end
            found.append(Source(first=word.first, last=word.last, start=start, end=end, frame=(word.first, word.last), name="", back=True))
        if word.kind not in {"speech.verb", "speech.of"} or any(one.frame[0] <= word.first < one.frame[1] for one in found):
            continue
        spans = _spans(word, tokens, words, lexicon)
        for first, last in spans:
            source = _source(first, last, word, tokens, words, text, lexicon, speakers)
            if source is not None:
                found.append(replace(source, this=this))
                break
    if not found and (span := _heading(tokens, words)) is not None:
        source = _source(*span, Word("speech.heading", span[0], span[1]), tokens, words, text, lexicon, speakers)
        found += [source] if source is not None else []
    return _first_hand(found, words)


def _heading(tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int] | None:
    """Return who speaks in "The mayor of A, Name: the power is out", and in "The power is out - mayor"."""
    roles = {w.first for w in words if w.group == "role" and w.name not in {"generic", "crowd"}}
    for at, token in enumerate(tokens[:HEADING]):
        if token.low == ":" and roles & set(range(at)) and at + 2 < len(tokens):
            return 0, at
    for at in range(max(0, len(tokens) - HEADING), len(tokens) - 1):
        if tokens[at].low in {"-", "–", "—"} and at and roles & {at + 1, at + 2} and tokens[-1].low != ".":
            return at + 1, len(tokens)
    return None


def _first_hand(found: list[Source], words: Sequence[Word]) -> list[Source]:
    """Of several sources in a sentence leave out who only passes on: "DTEK said, reports N", "N with reference to DTEK"."""
    def spoken(one: Source, kind: str) -> bool:
        return any(w.kind == kind and one.frame[0] <= w.first < one.frame[1] for w in words)

    if cited := [one for one in found if spoken(one, "speech.cited")]:
        return cited
    own = [one for one in found if not spoken(one, "speech.relay")]
    return own if own and len(found) > 1 else found


def _spans(word: Word, tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return where the speaker may stand, the likeliest first: tokens of the noun phrase."""
    stops = {w.first for w in words if w.group == "time" and w.name in {"today", "yesterday", "night", "morning", "evening"}}
    stops |= {w.first for w in words if w.kind == "speech.verb" and w.first != word.first}
    after = _with_name(_phrase_after(word.last, tokens, stops, lexicon), tokens)
    if word.kind == "speech.of":
        own = [(word.first, word.last)] if any(w.kind == "speech.pronoun" and word.first <= w.first < word.last for w in words) else []
        return own or [after]
    if any(w.kind == "speech.pronoun" and w.first == after[0] for w in words) and lexicon.language != "en":
        return [after]
    before = _phrase_before(word.first, tokens, stops, lexicon)
    quoted = word.first == 0 or tokens[word.first - 1].low in ENDS
    apposed = any(tokens[at].low == "," for at in range(*before)) and any(w.group == "role" and before[0] <= w.first < before[1] for w in words)
    if lexicon.language == "en" and apposed:
        return [before, after]  # "Name, the governor of the region, said"
    if lexicon.language == "en":
        return [after, before] if quoted and tokens[word.first - 1].low in QUOTES | {","} and _is_name(after, tokens) else [before, after]
    return [after, before] if _is_name(after, tokens, role={w.first for w in words if w.group == "role"}) else [before, after]


def _with_name(span: tuple[int, int], tokens: Sequence[Token]) -> tuple[int, int]:
    """Add the name that follows an office after a comma: "said the local governor, Name Surname"."""
    first, last = span
    if last >= len(tokens) or tokens[last].low != "," or any(tokens[at].capital for at in range(first, last)) or first == last:
        return span
    end = last + 1
    while end < len(tokens) and tokens[end].capital and tokens[end].is_word:
        end += 1
    return (first, end) if 2 <= end - last - 1 <= 3 else span


def _is_name(span: tuple[int, int], tokens: Sequence[Token], role: set[int] | frozenset[int] = frozenset()) -> bool:
    return any(tokens[at].capital or at in role for at in range(*span))


def _phrase_after(first: int, tokens: Sequence[Token], stops: set[int], lexicon: Lexicon) -> tuple[int, int]:
    """Return the noun phrase that begins at a token: up to a mark or a preposition; a preposition before it is left out."""
    prepositions = set(lexicon.tables["prepositions"])
    places = set(lexicon.tables["speech_prepositions"])
    skip = set(lexicon.tables["speech_fillers"])
    days = tuple(lexicon.tables["weekdays"])
    while first < len(tokens) and (tokens[first].low in places or tokens[first].low in skip or (
            first and tokens[first - 1].low in places and tokens[first].low.startswith(days))):
        first += 1
    last = first
    if first < len(tokens) and tokens[first].low in prepositions:
        return first, first
    while last < len(tokens) and last - first < LONGEST and last not in stops:
        low = tokens[last].low
        if low in QUOTES and last > first - 1 and _closes_name(tokens, last):
            last += 1
            continue
        if low in ENDS and not (low == "." and last and len(tokens[last - 1].low) == 1 and tokens[last - 1].capital):
            break
        if low in prepositions and last > first:
            break
        last += 1
    return first, last


def _closes_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation mark belongs to a short name in quotes: НЕК «Укренерго»."""
    opened = tokens[at].low in "«“„\""
    near = tokens[at + 1 : at + 5] if opened else tokens[max(0, at - 5) : at]
    return any(token.low in QUOTES for token in near) and bool(near) and (near[0].capital if opened else True)


def _phrase_before(last: int, tokens: Sequence[Token], stops: set[int], lexicon: Lexicon) -> tuple[int, int]:
    """Return the noun phrase that ends before a token; "X, the head of Y, said" is X with what stands between the commas."""
    skip = set(lexicon.tables["speech_fillers"])
    while last > 0 and tokens[last - 1].low in skip:
        last -= 1
    commas, first = 0, last
    if last > 0 and tokens[last - 1].low == ",":
        commas, first = 1, last - 1
        last = first
    prepositions = set(lexicon.tables["speech_prepositions"])
    while first > 0 and last - first < LONGEST and first - 1 not in stops:
        low = tokens[first - 1].low
        opened = next((at for at in range(first - 2, max(-1, first - 6), -1) if tokens[at].low == "("), -1)
        if low == ")" and opened > 0:  # "the Agency (IAEA) said"
            first = opened
            continue
        if low == "," and commas:
            commas -= 1
        elif low in ENDS and not (low == "." and first > 1 and len(tokens[first - 2].low) == 1) and not (
            low in QUOTES and _closes_name(tokens, first - 1)
        ):
            break
        elif low in prepositions and lexicon.language != "en":
            break
        first -= 1
    return first, last


def _source(first: int, last: int, word: Word, tokens: Sequence[Token], words: Sequence[Word], text: str, lexicon: Lexicon,
            speakers: Mapping[str, str]) -> Source | None:
    inner = [w for w in words if first <= w.first < last]
    if any(w.kind in {"trigger.lost", "trigger.restored", "trigger.planned", "trigger.normal"} for w in inner):
        return None
    frame = (min(first, word.first), _with_apposition(max(last, word.last), tokens, words, set(lexicon.tables["prepositions"])))
    pronoun = any(w.kind == "speech.pronoun" for w in inner)
    articles = set(lexicon.tables["articles"])
    while first < last and tokens[first].low in articles:
        first += 1
    if first >= last:
        return None
    dates = (*lexicon.tables["weekdays"], *lexicon.tables["months"])
    names = [at for at in range(first, last) if tokens[at].capital and not tokens[at].low.startswith(dates)]
    roles = [w for w in inner if w.group == "role"]
    if pronoun and not [at for at in names if at > 0 and len(tokens[at].low) > 3]:
        return Source(first=first, last=last, start=tokens[first].start, end=tokens[last - 1].end, frame=frame, name="", back=True)
    if not names and not roles:
        return None
    if not roles and names == [0] and last - first > 1 or any(w.kind == "guard.retracted" for w in words if first - 2 <= w.first < last):
        return None
    if any(w.kind == "role.crowd" and w.first == first for w in roles) and names and lexicon.language != "en":
        return None  # "No deaths have been reported", "an earlier version said"
    role, _, code = role_of(first, max(last, frame[1]), tokens, words, lexicon, speakers).partition(" ")
    generic = any(w.kind in {"role.generic", "role.crowd"} for w in roles) and not names
    if generic:
        role = "media" if any(w.kind == "role.crowd" for w in roles) else ""
    first, last = _person(first, last, tokens, words)
    if role == "operator":
        first = _last_name(first, last, tokens)
    if sum(tokens[at].low in QUOTES for at in range(first, last)) == 1:  # half of a pair belongs to no name
        first += tokens[first].low in QUOTES
        last -= tokens[last - 1].low in QUOTES
    start, end = tokens[first].start, tokens[last - 1].end
    return Source(first=first, last=last, start=start, end=end, frame=frame, name=text[start:end], role=role, generic=generic, code=code)


def _last_name(first: int, last: int, tokens: Sequence[Token]) -> int:
    """Return where the name of a company begins: of "Ukraine's grid operator Ukrenergo" only the last words are its name."""
    at = next((n for n in range(last - 1, first - 1, -1) if tokens[n].capital), first)
    while at > first and (tokens[at - 1].capital or tokens[at - 1].low in QUOTES):
        at -= 1
    return at


def _with_apposition(last: int, tokens: Sequence[Token], words: Sequence[Word], prepositions: set[str]) -> int:
    """Return where who speaks ends if an office follows the name: "according to X, acting governor of Y"."""
    if last + 1 >= len(tokens) or tokens[last].low != "," or tokens[last + 1].low in prepositions:
        return last
    if not any(w.group == "role" and 0 < w.first - last <= 3 for w in words):
        return last
    return next((at for at in range(last + 1, len(tokens)) if tokens[at].low in ENDS), len(tokens))


def _person(first: int, last: int, tokens: Sequence[Token], words: Sequence[Word]) -> tuple[int, int]:
    """Of "X, the head of Y" and "the head of Y, X" return the side that is a person's name."""
    commas = [at for at in range(first, last) if tokens[at].low == ","]
    if len(commas) != 1:
        return first, last
    roles = {w.first for w in words if w.group == "role"}
    sides = [(first, commas[0]), (commas[0] + 1, last)]
    for side in sides:
        inside = range(*side)
        if 1 < len(inside) <= 4 and all(tokens[at].capital for at in inside) and not roles & set(inside):
            return side
    return sides[0] if any(tokens[at].capital for at in range(*sides[0])) else sides[1]


def role_of(first: int, last: int, tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon, speakers: Mapping[str, str]
            ) -> str:
    """Return the role that the words of a source say, "" if they say none; the dataset's speakers go before the words."""
    for at in range(first, last):
        if tokens[at].capital and (role := _speaker(tokens[at].low, speakers)):
            return role
    found = {w.name for w in words if w.group == "role" and first <= w.first < last}
    operators = tuple(lexicon.tables["operators"])
    if any(token.low.endswith(operators) for token in tokens[first:last]):
        found.add("operator")
    for role in ROLE_ORDER:
        if role in found:
            return "official" if role == "government" else role
    return ""


def _speaker(low: str, speakers: Mapping[str, str]) -> str:
    key = skeleton(plain_form(low))
    for name, role in speakers.items():
        known = skeleton(plain_form(name.split()[-1]))
        root = known[: max(SHORT, len(known) - 2)]
        if key.startswith(root) and abs(len(key) - len(known)) <= 3:
            return role
    return ""
