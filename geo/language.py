"""The language that is spoken: its catalogue of sentences, and dates and numbers as it writes them.

The English sentence stands in the code, whole, with named places for what changes: `_("{count} of {total}", count=2, total=27)`.
Its translations are gettext's: `geo/locale/<language>/LC_MESSAGES/outage_brief.po`, which `make words` keeps up to date. What a
dataset itself says in another language stands in its files (`geo.translations`).

Which language is spoken is a matter of context, as a locale is: whoever makes a sheet, a page or a screen enters `speaking`.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from babel import Locale

OFFERED = {"en": "English", "uk": "Українська"}
"""The languages that have a catalogue; English needs none. A region may follow: en-US."""
ENGLISH = "en"
PSEUDO = "en-XA"
"""English with every word marked and 40% longer, as Unicode names it: what is drawn in it shows what has no translation."""
CATALOGUES = Path(__file__).parent / "locale"
PLURAL_ORDER = ("zero", "one", "two", "few", "many", "other")
MARK = "ö"
_CODE = re.compile(r"[a-z]{2}(-[A-Za-z]{2})?")
Key = TypeVar("Key")
Message = tuple[str, str]  # context, "" without one; English sentence
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@dataclass(frozen=True)
class Language:
    """One language, as a writer of dates and numbers."""

    code: str
    locale: "Locale"

    @property
    def tag(self) -> str:
        """The language as BCP 47 writes it: "en-GB"."""
        return str(self.locale).replace("_", "-")

    def number(self, number: int) -> str:
        """Write 104000 as "104,000" or "104 000"."""
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.locale))

    def decimal(self, number: str) -> str:
        """Write a number that has digits and a point, such as "0.25", with the language's own decimal sign."""
        from babel.numbers import get_decimal_symbol

        return number.replace(".", str(get_decimal_symbol(self.locale)))

    def day(self, day: dt.date) -> str:
        """Write a civil day: "7 January 2026"."""
        from babel.dates import format_date

        return str(format_date(day, format="long", locale=self.locale))

    def short_day(self, day: dt.date) -> str:
        """Write a civil day where there is little room: "7 Jan 2026"."""
        from babel.dates import format_date

        return str(format_date(day, format="medium", locale=self.locale))

    def day_and_month(self, day: dt.date, *, year: bool = False) -> str:
        """Write a civil day where the year is known: "7 Jan"."""
        from babel.dates import format_date

        return str(format_date(day, format="d MMM y" if year else "d MMM", locale=self.locale))

    def month(self, day: dt.date) -> str:
        """Write the month of a civil day in short: "Jan"."""
        from babel.dates import format_date

        return str(format_date(day, format="LLL", locale=self.locale))

    def moment(self, moment: dt.datetime) -> str:
        """Write an aware time in its own zone: "7 January 2026, 18:30"."""
        return f"{self.day(moment.date())}, {moment:%H:%M}"

    def plural_index(self, number: int) -> int:
        """Return which of the plural forms of a catalogue a number takes, from 0."""
        forms = self.locale.plural_form
        tags = [tag for tag in PLURAL_ORDER if tag in forms.tags or tag == "other"]
        return tags.index(forms(number))


@lru_cache
def language_of(code: str) -> Language:
    """Return the language of a code such as en, uk or en-US; English days come first, as in Europe.

    Raises UsageError for a language without a catalogue: a sheet is in one language, from title to disclaimer.
    """
    from babel import Locale, UnknownLocaleError

    from geo.errors import UsageError  # which speak this module's languages
    from geo.sentences import Sentence, one_of

    usual = {"en": "en-GB", PSEUDO: "en-GB"}.get(code, code)
    try:
        if not has_words(code):
            raise ValueError(code)
        return Language(code, Locale.parse(usual, sep="-"))
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(Sentence("Invalid language {code!r}. Use {languages}.", code=code[:40],
                                  languages=one_of(OFFERED))) from error  # fmt: skip


def has_words(code: str) -> bool:
    """Whether the sentences of the product are there in a language."""
    return _CODE.fullmatch(code) is not None and code.partition("-")[0] in OFFERED


def names_in(columns: Iterable[str]) -> list[str]:
    """Return those columns that hold names in one of the languages: `name_uk`, `short_name_uk`."""
    there = set(columns)
    return [column for code in OFFERED for column in (f"name_{code}", f"short_name_{code}") if column in there]


def said_in(code: str) -> str:
    """Return the language of what is said of a dataset whose settings name one: that language, else English."""
    return code if has_words(code) else "en"


def spoken() -> str:
    """Return the code of the language that is spoken now."""
    return _spoken.get()


def speak(code: str) -> None:
    """Speak a language from here on, in this thread or task. Raises UsageError for one without a catalogue."""
    _spoken.set(language_of(code).code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within. Raises UsageError for one without a catalogue."""
    token = _spoken.set(language_of(code).code)
    try:
        yield
    finally:
        _spoken.reset(token)


Owner = TypeVar("Owner")
Rest = ParamSpec("Rest")
Made = TypeVar("Made")


def in_language(
    of: Callable[[Owner], str],
) -> Callable[[Callable[Concatenate[Owner, Rest], Made]], Callable[Concatenate[Owner, Rest], Made]]:
    """Let a function speak the language of its first argument, whoever calls it; `of` tells the code. Not for generators."""

    def decorate(make: Callable[Concatenate[Owner, Rest], Made]) -> Callable[Concatenate[Owner, Rest], Made]:
        @wraps(make)
        def said(owner: Owner, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Made:
            with speaking(of(owner)):
                return make(owner, *args, **kwargs)

        return said

    return decorate


def _(message: str, /, **names: object) -> str:
    """Say a sentence in the language that is spoken. `names` fill its places."""
    return pgettext("", message, **names)


def pgettext(context: str, message: str, /, **names: object) -> str:
    """Say a sentence of which the English has two meanings; `context` tells which one this is."""
    found = message if _spoken.get() == ENGLISH else _forms(context, message)[0]
    return found.format(**names) if names else found


def plural(one: str, many: str, count: int, /, **names: object) -> str:
    """Say a sentence with a number, in the form that the number takes; `{count}` is the number unless it is given."""
    return form_of(one, many, count=count).format(**({"count": count} | names))


def form_of(*english: str, count: int) -> str:
    """Return a sentence in the language that is spoken, its places open; of one with two forms, that of the number."""
    forms = _forms("", *english)
    if len(english) == 1:
        return forms[0]
    return forms[int(count != 1) if len(forms) == 2 else language_of(_spoken.get()).plural_index(count)]


def N_(message: str, /) -> str:
    """Mark a sentence for the catalogue; it is said later, by `_`."""
    return message


def NN_(one: str, many: str, /) -> tuple[str, str]:
    """Mark a sentence with a number for the catalogue; it is said later, by `plural`."""
    return one, many


def plural_forms(one: str, many: str, /) -> dict[str, str]:
    """Return each form of a sentence with a number, by CLDR's name of the form, as Intl.PluralRules has it."""
    forms = _forms("", one, many)
    if spoken().partition("-")[0] == ENGLISH or forms == (one, many):  # a sentence that is not translated yet is said in English
        return {"one": forms[0], "other": forms[1]}
    language = language_of(spoken())
    numbers = {language.locale.plural_form(number): number for number in range(200, -1, -1)}
    return {tag: forms[language.plural_index(number)] for tag, number in numbers.items()} | {"other": forms[-1]}


def _forms(context: str, *english: str) -> tuple[str, ...]:
    code = _spoken.get()
    if code == PSEUDO:
        return tuple(map(marked, english))
    return catalogue_of(code).get((context, english[0]), english)


class WordTable(Mapping[Key, str], Generic[Key]):
    """Words by key, English in the code, each in the language that is spoken when it is read.

    `context` tells which meaning these words have, where others are spelled alike.
    """

    def __init__(self, words: Mapping[Key, str], *, context: str = "") -> None:
        self._english = {key: (context, word) for key, word in words.items()}

    def __getitem__(self, key: Key) -> str:
        context, word = self._english[key]
        return word if not word or _spoken.get() == ENGLISH else _forms(context, word)[0]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._english)

    def __len__(self) -> int:
        return len(self._english)

    def __or__(self, other: "WordTable[Key]") -> "WordTable[Key]":
        both = WordTable[Key]({})
        both._english = self._english | other._english
        return both


def number_in_words(number: int) -> str:
    """Write a whole number as the language that is spoken does: "104,000"."""
    return f"{number:,}" if _is_plain(_spoken.get()) else language_of(_spoken.get()).number(number)


def decimal_in_words(number: str) -> str:
    """Write a number with a point, such as "0.25", as the language that is spoken does."""
    return number if _is_plain(_spoken.get()) else language_of(_spoken.get()).decimal(number)


def rounded_in_words(number: float, digits: int) -> str:
    """Write a number in so many digits that count, never as a power of ten: "1,230" of 1234.5 in three."""
    rounded = float(f"{number:.{digits}g}")
    return number_in_words(int(rounded)) if rounded.is_integer() else decimal_in_words(f"{rounded:.15g}")


def percent_in_words(share: float, digits: int = 2) -> str:
    """Write a share of 1 as a percentage, without its sign; less than all is never written as all."""
    most = 100 - 10.0 ** (2 - digits)
    return rounded_in_words(min(100 * share, most) if share < 1 else 100 * share, digits)


def _is_plain(code: str) -> bool:
    """Whether numbers are written as Python writes them; to ask Babel for each of thousands would take seconds."""
    return code in {"en", "en-GB", "en-US", PSEUDO}


@lru_cache
def catalogue_of(code: str) -> Mapping[Message, tuple[str, ...]]:
    """Return the translations of a language by context and English sentence; of a sentence with a number, all its forms.

    English has none. A translation that nobody has looked at again (fuzzy) is left out.
    """
    language = code.partition("-")[0]
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    with (CATALOGUES / language / "LC_MESSAGES" / "outage_brief.po").open("rb") as file:
        messages = [one for one in read_po(file, locale=language) if one.id and one.string and not one.fuzzy]
    return {(one.context or "", one.id if isinstance(one.id, str) else one.id[0]):
            (one.string,) if isinstance(one.string, str) else tuple(one.string or ()) for one in messages}  # fmt: skip


def marked(sentence: str) -> str:
    """Make each word of a sentence 40% longer, by a mark at its end; the places for what changes stay."""
    parts = re.split(r"(\{[^}]*\})", sentence)
    return "".join(part if part.startswith("{") else re.sub(r"[A-Za-z]+", _longer, part) for part in parts)


def _longer(word: re.Match[str]) -> str:
    return word[0] + MARK * -(-2 * len(word[0]) // 5)
