"""A View: everything that, with a dataset, determines the picture. It prints to a query string and reads back from it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from geo.errors import UsageError
from geo.times import YEARS

DEFAULT_LAYERS = ("regions", "substations", "reports", "labels")
_LAYER = re.compile(r"[a-z_]{1,40}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_REGION_LENGTH = 64
EARLIEST, LATEST = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)


@dataclass(frozen=True, kw_only=True)
class View:
    """What is looked at.

    `date` None is the latest date with reports; `compare` is the earlier date that a sheet sets it against; `region` None is no
    chosen region; `level` None is the coarsest level of regions; `min_kv` None shows substations of every voltage; `metric`: what
    the colour of a region means (`geo.situation.metrics`), None is what the dataset's data carry; `language`, of numbers and
    dates, None is the dataset's.
    """

    date: dt.date | None = None
    layers: tuple[str, ...] = DEFAULT_LAYERS
    region: str | None = None
    level: int | None = None
    min_kv: int | None = None
    compare: dt.date | None = None
    language: str | None = None
    metric: str | None = None


def to_query(view: View) -> str:
    """Print a View as a query string without "?"; what is at its default is left out."""
    return urlencode(to_parts(view), safe=",")


def to_parts(view: View) -> dict[str, str]:
    """Print a View as the keys and plain values of its query; whoever writes them into an address encodes them, once."""
    parts: dict[str, str] = {}
    if view.date is not None:
        parts["date"] = view.date.isoformat()
    if view.layers != DEFAULT_LAYERS:
        parts["layers"] = ",".join(view.layers)
    if view.region is not None:
        parts["region"] = view.region
    if view.level is not None:
        parts["level"] = str(view.level)
    if view.min_kv is not None:
        parts["kv"] = str(view.min_kv)
    if view.compare is not None:
        parts["compare"] = view.compare.isoformat()
    if view.language is not None:
        parts["language"] = view.language
    if view.metric is not None:
        parts["metric"] = view.metric
    return parts


def from_query(query: str | Mapping[str, str]) -> View:
    """Read a View from a query string or its parsed form; unknown keys are left alone. Raises UsageError for bad values."""
    given = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True)) if isinstance(query, str) else dict(query)
    layers = tuple(filter(None, given["layers"].split(","))) if "layers" in given else DEFAULT_LAYERS
    for layer in layers:
        if not _LAYER.fullmatch(layer):
            some = ",".join(DEFAULT_LAYERS)
            raise UsageError(f"The link names a layer {layer[:40]!r}. Layers are words of small letters, such as {some}.")
    region = given.get("region") or None
    if region is not None and (len(region) > _REGION_LENGTH or not region.isprintable()):
        start = region[:_REGION_LENGTH]
        raise UsageError(f"The link names a region {start!r}, which cannot be a code. Give a code such as UA-23.")
    date, compare = (parse_date(given[key]) if given.get(key) else None for key in ("date", "compare"))
    return View(date=date, compare=compare, layers=layers, region=region, level=_whole(given, "level", most=9),
                min_kv=_whole(given, "kv", most=2000), language=parse_language(given.get("language")),
                metric=parse_metric(given.get("metric")))  # fmt: skip


def parse_metric(text: str | None) -> str | None:
    """Read the name of a metric, such as share; blank is None. Raises UsageError for what cannot be one."""
    if text and not _LAYER.fullmatch(text):
        raise UsageError(f"The link names a metric {text[:40]!r}. Metrics are words of small letters, such as share.")
    return text or None


def parse_language(text: str | None) -> str | None:
    """Read the code of a language, such as en, uk or pt-BR; blank is None. Raises UsageError otherwise."""
    if text and not _LANGUAGE.fullmatch(text):
        raise UsageError(f"Invalid language {text[:20]!r}. Use a code such as en, uk or pt-BR.")
    return text or None


def _whole(given: Mapping[str, str], key: str, *, most: int) -> int | None:
    text = given.get(key) or ""
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > most:
        raise UsageError(f"The link gives {key}={text[:20]!r}. Give a whole number up to {most}.")
    return int(text)


def parse_date(text: str) -> dt.date:
    """Read a date such as 2026-01-07, from `EARLIEST` to `LATEST`; raises UsageError otherwise."""
    try:
        date = dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        date = None
    if date is None:
        raise UsageError(f"Invalid date {text[:40]!r}. Use YYYY-MM-DD, such as 2026-01-07.")
    if not EARLIEST <= date <= LATEST:
        raise UsageError(f"The date {text} cannot be shown. Give one from {EARLIEST} to {LATEST}.")
    return date
