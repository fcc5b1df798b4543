"""A View: everything that, with a dataset, determines the picture. It prints to a query string and reads back from it.

Each field is declared once, with its key in an address, how its text is read, and whether the map's page shows it. Addresses,
widgets and the messages between app and map are derived from that.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

from geo.errors import UsageError, words_of
from geo.language import language_of
from geo.sentences import Sentence, joined
from geo.times import YEARS

DEFAULT_LAYERS = ("regions", "substations", "reports", "labels")
EARLIEST, LATEST = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)
_LAYER = re.compile(r"[a-z_]{1,40}")
_NUMBER = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,6})?")
_REGION_LENGTH = 64
_WIDTHS_KM = (1.0, 40_000.0)
_LATITUDES, _LONGITUDES = 85.0, 360.0
FILTERS = ("source", "role", "kind", "cause", "status", "service")
"""What statements can be filtered by."""
Only = tuple[tuple[str, str], ...]
"""A filter: pairs of one of FILTERS and a value. Values of one name are alternatives; each name must hold. () shows all."""
_ONE_OF_ONLY = re.compile(r"(?:\\.|[^;\\])+")  # a semicolon in a value has a backslash before it
_VALUE_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the map lies: its centre (degrees) and the width of what it shows (km, at the scale of its centre)."""

    lat: float
    lon: float
    width_km: float

    def __str__(self) -> str:
        return ",".join(f"{round(number, digits):g}" for number, digits in ((self.lat, 3), (self.lon, 3), (self.width_km, 1)))


def parse_metric(text: str | None) -> str | None:
    """Read the name of a metric, such as share; blank is None. Raises UsageError for what cannot be one."""
    if text and not _LAYER.fullmatch(text):
        raise UsageError(Sentence("The link names a metric {text!r}. Metrics are words of small letters, such as share.",
                                  text=text[:40]))
    return text or None


def parse_language(text: str | None) -> str | None:
    """Read the code of a language that has a catalogue, such as en, uk or en-US; blank is None. Raises UsageError otherwise."""
    return language_of(text).code if text else None


def parse_date(text: str) -> dt.date:
    """Read a date such as 2026-01-07, from `EARLIEST` to `LATEST`; raises UsageError otherwise."""
    try:
        date = dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        date = None
    if date is None:
        raise UsageError(Sentence("Invalid date {text!r}. Use YYYY-MM-DD, such as 2026-01-07.", text=text[:40]))
    if not EARLIEST <= date <= LATEST:
        raise UsageError(Sentence("The date {text} cannot be shown. Give one from {earliest} to {latest}.", text=text,
                                  earliest=EARLIEST, latest=LATEST))
    return date


def parse_place(text: str) -> Place:
    """Read a place such as 48.5,35,400: latitude, longitude, width in km. Raises UsageError for what cannot be one."""
    numbers = text.split(",")
    if len(numbers) == 3 and all(map(_NUMBER.fullmatch, numbers)):
        lat, lon, width_km = map(float, numbers)
        if abs(lat) <= _LATITUDES and abs(lon) <= _LONGITUDES and _WIDTHS_KM[0] <= width_km <= _WIDTHS_KM[1]:
            return Place(lat=lat, lon=lon, width_km=width_km)
    raise UsageError(Sentence("The link gives at={text!r}. Give latitude, longitude and width in km, such as 48.5,35,400.",
                              text=text[:40]))


def parse_only(text: str) -> Only:
    """Read a filter such as role=operator;role=media;kind=damage. Raises UsageError for what cannot be one."""
    found = set[tuple[str, str]]()
    for one in _ONE_OF_ONLY.findall(text):
        name, equals, value = re.sub(r"\\(.)", r"\1", one).partition("=")
        if name not in FILTERS or not equals or len(value) > _VALUE_LENGTH or not (value.isprintable() and text.isprintable()):
            raise UsageError(Sentence("Invalid filter {one!r}. Use one of {filters}, and a value: role=operator.",
                                      one=one[:60], filters=", ".join(FILTERS)))
        found.add((name, value))
    return tuple(sorted(found))


def only_in_text(only: Only) -> str:
    """Print a filter as `parse_only` reads it."""
    return ";".join(f"{name}=" + re.sub(r"([;\\])", r"\\\1", value) for name, value in only)


def _layers(text: str) -> tuple[str, ...]:
    layers = tuple(filter(None, text.split(",")))
    for layer in layers:
        if not _LAYER.fullmatch(layer):
            some = ",".join(DEFAULT_LAYERS)
            raise UsageError(Sentence("The link names a layer {layer!r}. Layers are words of small letters, such as {some}.",
                                      layer=layer[:40], some=some))
    return layers


def _region(text: str) -> str:
    if len(text) > _REGION_LENGTH or not text.isprintable():
        raise UsageError(Sentence("The link names a region {text!r}, which cannot be a code. Give a code such as UA-23.",
                                  text=text[:_REGION_LENGTH]))
    return text


def _whole(key: str, *, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > most:
            raise UsageError(Sentence("The link gives {key}={text!r}. Give a whole number up to {most}.", key=key,
                                      text=text[:20], most=most))
        return int(text)

    return read


@dataclass(frozen=True, kw_only=True)
class Part:
    """One field of a View: its key in an address, how text is read and written, and whether the map's page shows it.

    Blank text means the default, unless `blank` says that it has a meaning of its own.
    """

    key: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    on_map: bool = False
    blank: bool = False


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else ",".join(value) if isinstance(value, tuple) else str(value)


def _part(key: str, read: Callable[[str], Any], *, write: Callable[[Any], str] = _text, on_map: bool = False,
          blank: bool = False) -> dict[str, Part]:
    return {"part": Part(key=key, read=read, write=write, on_map=on_map, blank=blank)}


@dataclass(frozen=True, kw_only=True)
class View:
    """What is looked at.

    `date` None is the latest date with reports; `compare` is the earlier date that a sheet sets it against; `region` None is no
    chosen region; `level` None is the coarsest level of regions; `min_kv` None shows substations of every voltage; `metric`: what
    the colour of a region means (`geo.situation.metrics`), None is what the dataset's data carry; `language`: what all is
    said in, None is the dataset's; `place` None is the frame of the whole dataset; `known_on`: what was known at the
    end of that day (`geo.read.read_dataset`), None is what is known now; `only` are the statements that are shown;
    `worst_since`: each region is shown at its worst from that date to `date` (`geo.situation.worst`), None is on `date` alone.
    """

    date: dt.date | None = field(default=None, metadata=_part("date", parse_date, on_map=True))
    layers: tuple[str, ...] = field(default=DEFAULT_LAYERS, metadata=_part("layers", _layers, on_map=True, blank=True))
    region: str | None = field(default=None, metadata=_part("region", _region, on_map=True))
    level: int | None = field(default=None, metadata=_part("level", _whole("level", most=9), on_map=True))
    min_kv: int | None = field(default=None, metadata=_part("kv", _whole("kv", most=2000), on_map=True))
    compare: dt.date | None = field(default=None, metadata=_part("compare", parse_date))
    language: str | None = field(default=None, metadata=_part("language", parse_language))
    metric: str | None = field(default=None, metadata=_part("metric", parse_metric, on_map=True))
    place: Place | None = field(default=None, metadata=_part("at", parse_place, on_map=True))
    known_on: dt.date | None = field(default=None, metadata=_part("as-known-on", parse_date))
    only: Only = field(default=(), metadata=_part("only", parse_only, write=only_in_text))
    worst_since: dt.date | None = field(default=None, metadata=_part("worst-since", parse_date))


PARTS: Mapping[str, Part] = {one.name: one.metadata["part"] for one in fields(View)}
"""How each field of a View is written, by its name."""
_USUAL = View()


def to_query(view: View) -> str:
    """Print a View as a query string without "?"; what is at its default is left out."""
    return urlencode(to_parts(view), safe=",;=")


def to_parts(view: View) -> dict[str, str]:
    """Print a View as the keys and plain values of its query; whoever writes them into an address encodes them, once."""
    given = {name: getattr(view, name) for name in PARTS}
    return {PARTS[name].key: PARTS[name].write(value) for name, value in given.items() if value != getattr(_USUAL, name)}


def from_query(query: str | Mapping[str, str]) -> View:
    """Read a View from a query string or its parsed form; unknown keys are left alone. Raises UsageError for bad values."""
    view, faults = readable(query)
    if faults:
        raise UsageError(joined(faults, by=" "))
    return view


def readable(query: str | Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
    """Read what can be read of a View, and say in words what cannot; that part is at its default."""
    given = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True)) if isinstance(query, str) else dict(query)
    read, faults = dict[str, Any](), []
    for name, part in PARTS.items():
        if part.key not in given or not (given[part.key] or part.blank):
            continue
        try:
            read[name] = part.read(given[part.key])
        except UsageError as error:
            faults.append(words_of(error))
    return View(**read), tuple(faults)


def to_page(view: View) -> dict[str, object]:
    """Return the fields that the map's page shows as plain data, by the page's names: `min_kv` is minKv there."""
    return {_camel(name): _plain(getattr(view, name)) for name, part in PARTS.items() if part.on_map}


def from_page(said: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields that a page says. Raises UsageError for what cannot be one; what else it says is left alone."""
    found = dict[str, Any]()
    for name, part in PARTS.items():
        if part.on_map and (key := _camel(name)) in said:
            value = said[key]
            text = ",".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
            found[name] = part.read(text) if text or part.blank else getattr(_USUAL, name)
    return found


def _plain(value: object) -> object:
    if isinstance(value, Place):
        return [float(number) for number in str(value).split(",")]
    return value.isoformat() if isinstance(value, dt.date) else list(value) if isinstance(value, tuple) else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))
