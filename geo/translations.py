"""What a dataset says of itself in other languages: the tables `[translations.<language>]` of `dataset.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from geo.files import value_without_marks
from geo.language import OFFERED, has_words
from geo.sentences import Sentence, joined, one_of


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A dataset's own words in one language; "" or () for what is not translated.

    `scopes`: the parts of regions that reports speak of, as they are written there, each in this language.
    """

    title: str = ""
    disclaimer: str = ""
    zone_name: str = ""
    zone_note: str = ""
    customers_source: str = ""
    sources: tuple[str, ...] = ()
    level_names: tuple[str, ...] = ()
    scopes: Mapping[str, str] = field(default_factory=dict)


_KINDS: Mapping[str, tuple[type, str]] = {
    "sources": (list, Sentence("a list of texts")), "level_names": (list, Sentence("a list of texts")),
    "scopes": (dict, Sentence("a table of texts")),
}  # fmt: skip
_TEXT = (str, Sentence("text"))
TRANSLATION_IN_WORDS = joined([Sentence("{name} ({kind})", name=one.name, kind=_KINDS.get(one.name, _TEXT)[1])
                               for one in fields(Translation)], by=", ")  # fmt: skip


def is_translation(value: object) -> bool:
    """Whether a value is a table of a dataset's own words in another language."""
    known = {one.name for one in fields(Translation)}
    return isinstance(value, dict) and all(name in known and _fits(name, words) for name, words in value.items())


def translations_from(section: Mapping[str, Mapping[str, Any]]) -> dict[str, Translation]:
    """Build the translations of a valid section, by language."""
    return {code: Translation(**{name: _plain(name, words) for name, words in table.items()}) for code, table in section.items()}


def _plain(name: str, words: Any) -> Any:
    """Return words without control and direction marks; a list as a tuple."""
    if isinstance(words, dict):
        return {written: value_without_marks(one, in_line=True) for written, one in words.items()}
    plain = value_without_marks(words, in_line=name != "disclaimer")
    return tuple(plain) if isinstance(plain, list) else plain


def is_language(code: str) -> bool:
    """Whether a code is that of a language, with sentences of ours or without."""
    from babel import Locale, UnknownLocaleError

    try:
        return bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def note_on_language(code: str) -> tuple[str, ...]:
    """Say that there are no sentences in the language of a dataset; () if there are."""
    if has_words(code):
        return ()
    return (Sentence("language: there are no sentences in {code!r}, so all is said in English; use {languages}", code=code,
                     languages=one_of(OFFERED)),)  # fmt: skip


def _fits(name: str, words: object) -> bool:
    inner = words if isinstance(words, list) else list(words.values()) if isinstance(words, dict) else [words]
    return isinstance(words, _KINDS.get(name, _TEXT)[0]) and all(isinstance(one, str) for one in inner)
