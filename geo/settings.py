"""The settings of a dataset, `dataset.toml`: what it is called, which files it has, and by which rules it is shown."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geo.errors import DataError, Fault, raise_faults
from geo.mapping import SECTIONS, TableMapping, mappings_from
from geo.names import Words
from geo.reports import WORDS as WORDS_OF_REPORTS
from geo.sources import Live, without_secrets
from geo.states import Breaks, MetricBreaks

FILE = "dataset.toml"
COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
POSITIONS = ("settlement", "grid", "exact")
ROLES = WORDS_OF_REPORTS["source_role"]


@dataclass(frozen=True, kw_only=True)
class Files:
    """File names inside the dataset's folder, or addresses (`geo.sources.urls`); "" for what it has not."""

    regions: str = "regions.geojson"
    finer_regions: str = ""
    basemap: str = ""
    gazetteer: str = ""
    settlements: str = ""
    substations: str = ""
    outages: str = ""
    counts: str = ""
    customers: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that `dataset.toml` states; see README for the meaning of each key."""

    title: str
    code: str
    zone: ZoneInfo
    zone_name: str
    disclaimer: str
    sources: tuple[str, ...]
    language: str = "en"
    address: str = ""
    embargo_h: float = 0.0
    files: Files = field(default_factory=Files, repr=False)  # an address may hold a password
    level: int | None = None
    level_names: tuple[str, ...] = ()
    frame: tuple[float, ...] | None = None
    expires_after_h: float = 72.0
    nearest_within_km: float = 15.0
    words: Words = field(default_factory=Words)
    compass: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    positions: str = "settlement"
    grid_deg: float = 0.1
    breaks: Breaks = field(default_factory=Breaks)
    live: Live = field(default_factory=Live)
    metric_breaks: MetricBreaks = field(default_factory=MetricBreaks)
    step_min: int = 15
    counts_zone: ZoneInfo | None = None
    customers_source: str = ""
    mappings: Mapping[str, TableMapping] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)  # name -> role, or role and region code
    holds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # region code -> role -> the part it holds


# section -> key -> type; the sections of dataset.toml, top-level keys under ""
TEXT, NUMBER, WHOLE, TABLE = "text", "a number", "a whole number", "a table"
WORDS, NUMBERS = "a list of texts", "a list of numbers"
KEYS: dict[str, dict[str, str]] = {
    "": {"title": TEXT, "code": TEXT, "zone": TEXT, "zone_name": TEXT, "zone_note": TEXT,
         "language": TEXT, "disclaimer": TEXT, "sources": WORDS, "address": TEXT},
    "files": {f.name: TEXT for f in fields(Files)},
    "regions": {"level": WHOLE, "level_names": WORDS},
    "map": {"frame": NUMBERS},
    "time": {"expires_after_h": NUMBER},
    "places": {
        "nearest_within_km": NUMBER,
        "region_words": WORDS,
        "city_words": WORDS,
        "district_words": WORDS,
        "part_words": WORDS,
        "extra_words": WORDS,
        "joining_words": WORDS,
        "endings": WORDS,
        "suffixes": WORDS,
        "alternations": WORDS,
        "compass": TABLE,
    },
    "substations": {"precision": TEXT, "grid_deg": NUMBER},
    "counts": {"zone": TEXT, "step_min": WHOLE, "customers_source": TEXT, "breaks": TABLE,
               **{f"{f.name}_breaks": NUMBERS for f in fields(MetricBreaks)}},
    "publication": {"embargo_hours": NUMBER},
    "drafting": {"speakers": TABLE, "holds": TABLE},
    "live": {f.name: NUMBER for f in fields(Live)},
    **{section: dict.fromkeys(kinds, TABLE) for section, kinds in SECTIONS.items()},
}
NEEDED = ("title", "code", "zone", "disclaimer", "sources")
LIMITS = {"expires_after_h": (0.0, 8784.0), "nearest_within_km": (0.0, 1000.0), "grid_deg": (0.001, 10.0),
          "embargo_hours": (0.0, 8784.0), "timeout_s": (1.0, 600.0), "max_mb": (0.001, 10_000.0), "smallest_share": (0.0, 1.0)}


def read_settings(folder: Path) -> Settings:
    """Read and validate `dataset.toml` of a dataset folder. Raises DataError with every fault."""
    try:
        content = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DataError(
            [
                Fault(
                    what=f"the folder holds no dataset.toml ({error.strerror})",
                    file=str(folder),
                    expected="a dataset folder",
                    remedy="name a folder such as data/ukraine, or write a dataset.toml into this one",
                )
            ]
        ) from error
    except (ValueError, RecursionError) as error:
        raise DataError([Fault(what=f"not readable as TOML ({error})", file=FILE, expected="TOML in UTF-8",
                               remedy="correct the line named")]) from error
    return settings_from(content)


def settings_from(content: Mapping[str, Any]) -> Settings:
    """Build Settings from the parsed content of a `dataset.toml`. Raises DataError with every fault."""
    sections: dict[str, dict[str, Any]] = {name: {} for name in KEYS}
    sections[""] = {k: v for k, v in content.items() if not isinstance(v, dict)}
    sections |= {k: v for k, v in content.items() if isinstance(v, dict)}
    faults = [fault for name, section in sections.items() for fault in _faults_of(name, section)]
    top, places, substations, counts = (sections[name] for name in ("", "places", "substations", "counts"))
    faults += [_fault(key, None, "a value", f"add {key} = ... to dataset.toml") for key in NEEDED if _is_blank(top.get(key))]
    zone = _zone(top.get("zone"), faults)
    mappings, wrong = ({}, []) if faults else mappings_from(content)
    raise_faults([*faults, *wrong])
    return Settings(
        title=top["title"], code=top["code"], zone=zone, zone_name=top.get("zone_name", f"{zone.key} time"),
        disclaimer=f"{top['disclaimer']} {top.get('zone_note', '')}".rstrip(),
        sources=tuple(top["sources"]), language=top.get("language", "en"),
        address=top.get("address", ""), embargo_h=float(sections["publication"].get("embargo_hours", 0)),
        files=Files(**sections["files"]), level=sections["regions"].get("level"),
        level_names=tuple(sections["regions"].get("level_names", ())),
        frame=tuple(sections["map"]["frame"]) if "frame" in sections["map"] else None,
        expires_after_h=float(sections["time"].get("expires_after_h", 72)),
        nearest_within_km=float(places.get("nearest_within_km", 15)), words=_words(places),
        compass={point: tuple(words) for point, words in places.get("compass", {}).items()},
        positions=substations.get("precision", "settlement"), grid_deg=float(substations.get("grid_deg", 0.1)),
        breaks=Breaks(**counts.get("breaks", {})), step_min=counts.get("step_min", 15), live=Live(**sections["live"]),
        counts_zone=ZoneInfo(counts["zone"]) if "zone" in counts else None,
        customers_source=counts.get("customers_source", ""),
        metric_breaks=MetricBreaks(**{f.name: tuple(map(float, counts[f"{f.name}_breaks"])) for f in fields(MetricBreaks)
                                      if f"{f.name}_breaks" in counts}),
        mappings=mappings,
        speakers=sections["drafting"].get("speakers", {}), holds=sections["drafting"].get("holds", {}),
    )  # fmt: skip


def _words(places: Mapping[str, Any]) -> Words:
    """Words of the compass are words of parts: "northern"."""
    keys = {f"{name}_words": name for name in ("region", "city", "district", "part", "extra", "joining")}
    keys |= {name: name for name in ("endings", "suffixes", "alternations")}
    given = {name: tuple(w.casefold() for w in places[key]) for key, name in keys.items() if key in places}
    compass = tuple(word.casefold() for words in places.get("compass", {}).values() for word in words)
    return Words(**given | {"part": given.get("part", Words.part) + compass})


def _zone(name: object, faults: list[Fault]) -> ZoneInfo:
    if _is_zone(name):
        return ZoneInfo(str(name))
    if name:
        faults.append(_fault("zone", str(name), "an IANA time zone such as Europe/Kyiv", "correct the name"))
    return ZoneInfo("UTC")


def _is_zone(name: object) -> bool:
    try:
        return bool(ZoneInfo(str(name)))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _faults_of(name: str, section: Mapping[str, Any]) -> list[Fault]:
    if name not in KEYS:
        return [_fault(name, None, ", ".join(k for k in KEYS if k), f"remove or rename the section [{name}]")]
    faults = []
    for key, value in section.items():
        full, wanted = f"{name}.{key}" if name else key, KEYS[name].get(key)
        if wanted is None:
            faults.append(_fault(full, str(value), "one of " + ", ".join(KEYS[name]), "remove or rename the key"))
        elif not _fits(value, wanted):
            faults.append(_fault(full, str(value), wanted, "correct the value"))
        else:
            faults += _faults_of_value(full, key, value)
    return faults


def _faults_of_value(full: str, key: str, value: Any) -> list[Fault]:
    """What a value of the right type may still get wrong."""
    if key in LIMITS and not LIMITS[key][0] <= value <= LIMITS[key][1]:
        return [_fault(full, str(value), "from {:g} to {:g}".format(*LIMITS[key]), "correct the number")]
    if key == "precision" and value not in POSITIONS:
        return [_fault(full, value, ", ".join(POSITIONS), "choose one of these")]
    if key == "frame" and not _is_frame(value):
        return [_fault(full, str(value), "[west, south, east, north] in degrees", "correct the four numbers")]
    if key == "step_min" and (value < 5 or 1440 % value):
        return [_fault(full, str(value), "5 minutes or more, a whole number of times in a day", "give 5, 10, 15, 30 or 60")]
    if full == "counts.zone" and not _is_zone(value):
        return [_fault(full, value, "an IANA time zone such as UTC", "correct the name")]
    if full == "files.regions" and not value.strip():
        return [
            _fault(full, value, "the name of a file", "name the file of boundaries, or leave the key out for regions.geojson")
        ]
    if key == "compass":
        return [_fault(f"{full}.{k}", str(v), "a point of the compass with a list of words", "use " + ", ".join(COMPASS))
                for k, v in value.items() if k not in COMPASS or not _fits(v, WORDS)]
    if full == "drafting.speakers":
        return [_fault(f"{full}.{k}", str(v), "a role, or a role and a region code: official UA-23", "correct the role")
                for k, v in value.items() if not _fits(v, TEXT) or v.partition(" ")[0] not in ROLES]
    if full == "drafting.holds":
        return [_fault(f"{full}.{k}", str(v), "roles with the part that each holds, in words", "use " + ", ".join(ROLES))
                for k, v in value.items()
                if not _fits(v, TABLE) or not all(role in ROLES and _fits(part, TEXT) for role, part in v.items())]
    if key.endswith("_breaks") and (len(value) != 4 or value != sorted({*value}) or value[0] <= 0):
        return [_fault(full, str(value), "four numbers above 0 that rise", "give the figure at which each class begins")]
    return _faults_of_breaks(full, value) if key == "breaks" else []


def _faults_of_breaks(full: str, given: Mapping[str, Any]) -> list[Fault]:
    known: dict[str, Any] = asdict(Breaks())
    faults = [_fault(f"{full}.{k}", str(v), "a share from 0 to 1 for " + ", ".join(known), "correct it")
              for k, v in given.items() if k not in known or not _fits(v, NUMBER) or not 0 <= v <= 1]
    shares = list((known | dict(given)).values())
    if not faults and shares != sorted(set(shares)):
        faults.append(_fault(full, str(shares), "shares that rise: " + " < ".join(known), "correct the order"))
    return faults


def _fits(value: object, wanted: str) -> bool:
    if wanted in {WORDS, NUMBERS}:
        return isinstance(value, list) and all(_fits(v, TEXT if wanted == WORDS else NUMBER) for v in value)
    if isinstance(value, bool):  # to Python a truth value is a number
        return False
    if wanted == NUMBER:
        return isinstance(value, int | float) and math.isfinite(value)
    return isinstance(value, {TEXT: str, WHOLE: int, TABLE: dict}[wanted])


def _is_frame(frame: list[float]) -> bool:
    if len(frame) != 4:
        return False
    west, south, east, north = frame
    return -180 <= west < east <= 180 and -85 <= south < north <= 85


def _is_blank(value: object) -> bool:
    return not value or (isinstance(value, str) and not value.strip())


def _fault(key: str, value: str | None, expected: str, remedy: str) -> Fault:
    what = "the key is missing or blank" if value is None else "the key or its value is not known"
    value = None if value is None else without_secrets(value)  # an address may hold a password
    return Fault(what=what, file=FILE, column=key, value=value, expected=expected, remedy=remedy)
