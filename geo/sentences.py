"""A sentence that is made now and said later, in the language that is spoken then.

A dataset is read once for all who look at it, and what is wrong with it is shown to each in their own language. So a fault, a
note or a reason keeps its English sentence with named places, and the values that fill them: ``Sentence("{file} has no
{column}", file=name, column="id")``. Its translations stand in the catalogues of `geo.language`.
"""

import re
import string
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Self

from geo.language import ENGLISH, decimal_in_words, form_of, number_in_words, spoken

QUOTED = re.compile(r"'[^']*'")
_in_form: ContextVar[bool] = ContextVar("in form", default=False)


class Sentence(str):
    """A sentence with its values. As a value it is the English text; `str()` and f-strings say it in the language that is spoken.

    It compares and sorts as the English text, and JSON holds that: what programs read is in one language. With two forms it is a
    sentence with a number, `count`. A value may be a sentence too; a number with the format "," or "g" is written as the language
    writes numbers. What joins or cuts it as text loses the translation, so `joined` joins sentences.
    """

    __slots__ = ("forms", "values")
    forms: tuple[str, ...]
    values: dict[str, object]

    def __new__(cls, *forms: str, count: object = 1, **values: object) -> Self:
        given = {"count": count} | values
        made = super().__new__(cls, _ENGLISH.vformat(forms[int(len(forms) > 1 and count != 1)], (), given))
        made.forms, made.values = forms, given
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str, ...], dict[str, object]]:
        return self.forms, self.values

    def __str__(self) -> str:
        if spoken() == ENGLISH and not _in_form.get():
            return str.__str__(self)
        count = self.values["count"]
        return _SPOKEN.vformat(form_of(*self.forms, count=count if isinstance(count, int) else 1), (), self.values)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


class Control(Sentence):
    """What a remedy asks for, made by `control`: an option of the command line, or inside `in_form` the field of the form."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(self.values["field" if _in_form.get() else "option"])


def control(option: str, *, field: str) -> Control:
    """Return words that differ by where they are read; as a value they are those of the command line."""
    return Control("{option}", option=option, field=field)


@contextmanager
def in_form() -> Iterator[None]:
    """Say what is said meanwhile to somebody who sits before a form, and has no command line."""
    token = _in_form.set(True)
    try:
        yield
    finally:
        _in_form.reset(token)


class _English(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        return str.__str__(value) if isinstance(value, Sentence) else str(format(value, format_spec))


class _Spoken(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, int) and format_spec == ",":
            return number_in_words(value)
        return decimal_in_words(format(value, format_spec)) if format_spec == "g" else format(value, format_spec)


_ENGLISH, _SPOKEN = _English(), _Spoken()


def as_data(sentence: str) -> object:
    """Return a sentence as plain data for JSON, for another process or a later day; `sentence_of` makes it whole again."""
    if not isinstance(sentence, Sentence):
        return sentence
    values = {name: as_data(value) if isinstance(value, str) else value if isinstance(value, int | float) else str(value)
              for name, value in sentence.values.items()}  # fmt: skip
    return {"forms": sentence.forms, "values": values}


def sentence_of(data: object) -> str:
    """Return the sentence that `as_data` made plain data of. Raises KeyError or TypeError for other data."""
    if not isinstance(data, dict):
        return str(data)
    given: dict[str, object] = data["values"]
    return Sentence(*data["forms"], **{name: value if isinstance(value, int | float) else sentence_of(value)
                                       for name, value in given.items()})  # fmt: skip


def joined(sentences: Iterable[str], *, by: str = "; ") -> Sentence:
    """Return sentences as one, with signs between them that are the same in every language."""
    parts = {f"part{at}": one for at, one in enumerate(sentences)}
    return Sentence(by.join(f"{{{name}}}" for name in parts), **parts)


def one_of(words: Iterable[str]) -> str:
    """Return what may be chosen from as a sentence: "a", "a or b", "a or b or c"."""
    first, *others = words
    return Sentence("{first} or {others}", first=first, others=one_of(others)) if others else first


def all_of(words: Iterable[str]) -> str:
    """Return several things as a sentence: "a", "a and b", "a and b and c"."""
    first, *others = words
    return Sentence("{first} and {others}", first=first, others=all_of(others)) if others else first


def without_quotes(sentence: str) -> str:
    """Return a sentence without what it quotes: 'Kyiv' becomes '…'."""
    if not isinstance(sentence, Sentence):
        return QUOTED.sub("'…'", sentence)
    values = {name: without_quotes(value) if isinstance(value, str) else value for name, value in sentence.values.items()}
    return Sentence(*(form.replace("!r}", "}") for form in sentence.forms), **values | {
        name: "'…'" for form in sentence.forms for _, name, _, shown in string.Formatter().parse(form) if name and shown == "r"})
