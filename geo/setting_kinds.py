"""What a value of `dataset.toml` must be: each kind in words, how to tell, and the remedy."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geo.crs import MAP_CRS_IN_WORDS, is_crs, is_map_crs
from geo.files import is_code
from geo.sentences import Sentence
from geo.speakers import HOLDS_IN_WORDS, SPEAKERS_IN_WORDS, are_holds, are_speakers
from geo.translations import TRANSLATION_IN_WORDS, is_language, is_translation


def _is_zone(name: object) -> bool:
    try:
        return bool(ZoneInfo(str(name)))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def is_number(value: object) -> bool:
    """Whether a value is a finite number."""
    if isinstance(value, bool):  # to Python a truth value is a number
        return False
    return isinstance(value, int | float) and math.isfinite(value)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def are_texts(value: object) -> bool:
    """Whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_frame(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 4 or not all(map(is_number, value)):
        return False
    west, south, east, north = value
    return bool(-180 <= west < east <= min(540, west + 360) and -85 <= south < north <= 85)


def _are_classes(value: Any) -> bool:
    numbers = isinstance(value, list) and all(map(is_number, value))
    return numbers and len(value) == 4 and value == sorted({*value}) and value[0] > 0


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a value of `dataset.toml` must be, in words, how to tell, and the remedy if it is not."""

    words: str
    fits: Callable[[Any], bool]
    remedy: str = Sentence("correct the value")


TEXT = Kind(words=Sentence("text"), fits=lambda value: isinstance(value, str))
NUMBER = Kind(words=Sentence("a number"), fits=is_number)
WHOLE = Kind(words=Sentence("a whole number"), fits=_is_whole)
TEXTS = Kind(words=Sentence("a list of texts"), fits=are_texts)
TABLE = Kind(words=Sentence("a table"), fits=lambda value: isinstance(value, dict))
FILE_NAME = Kind(words=Sentence("the name of a file"), fits=lambda value: isinstance(value, str) and bool(value.strip()),
                 remedy=Sentence("name the file of boundaries, or leave the key out for regions.geojson"))  # fmt: skip
ZONE = Kind(words=Sentence("an IANA time zone such as Europe/Kyiv or UTC"), remedy=Sentence("correct the name"),
            fits=lambda value: isinstance(value, str) and _is_zone(value))  # fmt: skip
FRAME = Kind(words=Sentence("[west, south, east, north] in degrees; east is above 180 if the frame reaches across"),
             fits=_is_frame, remedy=Sentence("correct the four numbers"))  # fmt: skip
CODE = Kind(words=Sentence("letters, digits, dots and hyphens, at most 40 of them"), remedy=Sentence("choose a code such as UA"),
            fits=lambda value: isinstance(value, str) and (not value.strip() or is_code(value)))  # fmt: skip
LANGUAGE = Kind(words=Sentence("the code of a language, such as en, uk or pt-BR"), remedy=Sentence("correct the code"),
                fits=lambda value: isinstance(value, str) and is_language(value))  # fmt: skip
CRS = Kind(words=Sentence("an EPSG code of a CRS, such as EPSG:4326"), remedy=Sentence("correct the code"),
           fits=lambda value: isinstance(value, str) and is_crs(value))  # fmt: skip
PROJECTION = Kind(words=MAP_CRS_IN_WORDS, fits=is_map_crs, remedy=Sentence("correct the code"))
SPEAKERS, HOLDS = Kind(words=SPEAKERS_IN_WORDS, fits=are_speakers), Kind(words=HOLDS_IN_WORDS, fits=are_holds)
TRANSLATION = Kind(words=TRANSLATION_IN_WORDS, fits=is_translation)
CLASSES = Kind(words=Sentence("four numbers above 0 that rise"), fits=_are_classes,
               remedy=Sentence("give the figure at which each class begins"))  # fmt: skip
STEP = Kind(words=Sentence("5 minutes or more, a whole number of times in a day"), remedy=Sentence("give 5, 10, 15, 30 or 60"),
            fits=lambda value: _is_whole(value) and value >= 5 and 1440 % value == 0)  # fmt: skip
