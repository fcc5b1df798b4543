"""Dates and numbers as a language writes them; Babel knows how."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.errors import UsageError

if TYPE_CHECKING:
    from babel import Locale

OFFERED = {"en": "English", "uk": "Українська", "de": "Deutsch", "fr": "Français", "pl": "Polski", "es": "Español"}
"""What the app offers; the command line and a link take any language that Babel knows."""


@dataclass(frozen=True)
class Language:
    """One language, as a writer of dates and numbers."""

    locale: "Locale"

    @property
    def tag(self) -> str:
        """The language as BCP 47 writes it: "en-GB"."""
        return str(self.locale).replace("_", "-")

    def number(self, number: int) -> str:
        """Write 104000 as "104,000" or "104 000"."""
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.locale))

    def day(self, day: dt.date) -> str:
        """Write a civil day: "7 January 2026"."""
        from babel.dates import format_date

        return str(format_date(day, format="long", locale=self.locale))

    def short_day(self, day: dt.date) -> str:
        """Write a civil day where there is little room: "7 Jan 2026"."""
        from babel.dates import format_date

        return str(format_date(day, format="medium", locale=self.locale))

    def moment(self, moment: dt.datetime) -> str:
        """Write an aware time in its own zone: "7 January 2026, 18:30"."""
        return f"{self.day(moment.date())}, {moment:%H:%M}"


@lru_cache
def language_of(code: str) -> Language:
    """Return the language of a code such as en, uk or pt-BR; English days come first, as in Europe. Raises UsageError."""
    from babel import Locale, UnknownLocaleError

    try:
        return Language(Locale.parse("en-GB" if code == "en" else code, sep="-"))
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(f"Nothing is known of the language {code!r}. Write a code such as {', '.join(OFFERED)}.") from error
