"""The settings of a dataset, `dataset.toml`: what it is called, which files it has, and by which rules it is shown.

KEYS declares each key once: its kind, default and limits. Validation, the values of what is left out, and the
test of docs/datasets.md are derived from it.
"""

import math
import stat
import tomllib
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from geo.dataset_toml import FILE, modernised
from geo.errors import DataError, Fault, OldNameWarning, raise_faults, words_of, words_of_system
from geo.files import value_without_marks
from geo.language import OFFERED
from geo.mapping import SECTIONS, TableMapping, mappings_from
from geo.names import Words
from geo.reports import MAX_REJECTED_SHARE
from geo.sentences import Sentence
from geo.setting_kinds import (
    CLASSES,
    CODE,
    CRS,
    FILE_NAME,
    FRAME,
    HOLDS,
    LANGUAGE,
    NUMBER,
    PROJECTION,
    SPEAKERS,
    STEP,
    TABLE,
    TEXT,
    TEXTS,
    TRANSLATION,
    WHOLE,
    ZONE,
    Kind,
    are_texts,
    is_number,
)
from geo.sources import Live, without_secrets
from geo.states import Breaks, MetricBreaks
from geo.translations import Translation, note_on_language, translations_from

LARGEST_BYTES = 5_000_000
COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
POSITIONS = ("settlement", "grid", "exact")


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
    evidence: str = ""
    ledger: str = ""
    reports: str = ""  # a folder


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that `dataset.toml` states; see docs/datasets.md for each key. `notes`: what was removed from its texts."""

    title: str
    code: str
    zone: ZoneInfo
    zone_name: str
    disclaimer: str
    sources: tuple[str, ...]
    language: str
    address: str
    embargo_hours: float
    files: Files = field(repr=False)  # an address may hold a password
    level: int | None
    level_names: tuple[str, ...]
    regions_crs: str
    frame: tuple[float, ...] | None
    projection: str
    expiry_hours: float
    snap_distance_km: float
    words: Words
    positions: str
    grid_deg: float
    breaks: Breaks
    live: Live
    metric_breaks: MetricBreaks
    step_min: int
    counts_zone: ZoneInfo | None
    customers_source: str
    mappings: Mapping[str, TableMapping]
    max_rejected_share: float
    speakers: Mapping[str, str]
    holds: Mapping[str, Mapping[str, str]]
    capital: tuple[str, ...]
    translations: Mapping[str, Translation] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key of `dataset.toml`: its kind, what it is if left out, the limits of a number or the texts to choose from.

    A unit is part of a key's name. What a key was called before 0.2 stands in `geo.dataset_toml`.
    """

    kind: Kind
    default: Any = None
    needed: bool = False
    limits: tuple[float, float] = (-math.inf, math.inf)
    choices: tuple[str, ...] = ()


# section -> key; the keys before any section are under ""
KEYS: dict[str, dict[str, Key]] = {
    "": {
        "title": Key(kind=TEXT, needed=True), "code": Key(kind=CODE, needed=True), "zone": Key(kind=ZONE, needed=True),
        "disclaimer": Key(kind=TEXT, needed=True), "sources": Key(kind=TEXTS, needed=True), "zone_name": Key(kind=TEXT),
        "zone_note": Key(kind=TEXT, default=""), "language": Key(kind=LANGUAGE, default="en"),
        "address": Key(kind=TEXT, default=""),
        "max_rejected_share": Key(kind=NUMBER, default=MAX_REJECTED_SHARE, limits=(0, 1)),
    },
    "files": {f.name: Key(kind=FILE_NAME if f.name == "regions" else TEXT, default=f.default) for f in fields(Files)},
    "regions": {"level": Key(kind=WHOLE), "level_names": Key(kind=TEXTS, default=()), "crs": Key(kind=CRS, default="")},
    "map": {"frame": Key(kind=FRAME), "projection": Key(kind=PROJECTION, default="")},
    "time": {"expiry_hours": Key(kind=NUMBER, default=72, limits=(0, 8784))},
    "places": {
        "snap_distance_km": Key(kind=NUMBER, default=15, limits=(0, 1000)),
        "region_words": Key(kind=TEXTS, default=Words.region), "city_words": Key(kind=TEXTS, default=Words.city),
        "district_words": Key(kind=TEXTS, default=Words.district), "part_words": Key(kind=TEXTS, default=Words.part),
        "extra_words": Key(kind=TEXTS, default=Words.extra), "joining_words": Key(kind=TEXTS, default=Words.joining),
        "non_place_words": Key(kind=TEXTS, default=Words.non_place),
        "village_words": Key(kind=TEXTS, default=Words.village),
        "inflections": Key(kind=TEXTS, default=Words.endings), "suffixes": Key(kind=TEXTS, default=Words.suffixes),
        "consonant_alternations": Key(kind=TEXTS, default=Words.alternations),
        "abbreviations": Key(kind=TEXTS, default=Words.abbreviations),
        "compass": Key(kind=TABLE, default={}),
    },
    "substations": {
        "precision": Key(kind=TEXT, default="settlement", choices=POSITIONS),
        "grid_deg": Key(kind=NUMBER, default=0.1, limits=(0.001, 10)),
    },
    "counts": {
        "zone": Key(kind=ZONE), "step_min": Key(kind=STEP, default=15), "customers_source": Key(kind=TEXT, default=""),
        "breaks": Key(kind=TABLE, default={}),
        **{f"{f.name}_breaks": Key(kind=CLASSES, default=f.default) for f in fields(MetricBreaks)},
    },
    "publication": {"embargo_hours": Key(kind=NUMBER, default=0, limits=(0, 8784))},
    "drafting": {"speakers": Key(kind=SPEAKERS, default={}), "holds": Key(kind=HOLDS, default={}),
                 "capital": Key(kind=TEXTS, default=())},
    "live": {
        "timeout_seconds": Key(kind=NUMBER, default=Live.timeout_seconds, limits=(1, 600)),
        "max_mb": Key(kind=NUMBER, default=Live.max_mb, limits=(0.001, 10_000)),
        "min_record_ratio": Key(kind=NUMBER, default=Live.min_record_ratio, limits=(0, 1)),
    },
    "translations": dict.fromkeys(OFFERED, Key(kind=TRANSLATION)),
    **{section: dict.fromkeys(kinds, Key(kind=TABLE, default={})) for section, kinds in SECTIONS.items()},
}  # fmt: skip


def read_settings(folder: Path) -> Settings:
    """Read and validate `dataset.toml` of a dataset folder. Raises DataError with every fault."""
    return settings_from(tomllib.loads(toml_in(folder)))


def toml_in(folder: Path) -> str:
    """Return the text of the `dataset.toml` of a folder. Raises DataError if there is none, or it is not TOML in UTF-8."""
    try:
        found = (folder / FILE).stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST_BYTES:
            raise ValueError(Sentence("it is no file of at most {largest_bytes:,} bytes", largest_bytes=LARGEST_BYTES))
        text = (folder / FILE).read_bytes().decode("utf-8-sig")  # its line ends stay
        tomllib.loads(text)
    except OSError as error:
        raise DataError([Fault(what=Sentence("the folder holds no dataset.toml ({error})", error=words_of_system(error)),
                               file=str(folder), expected=Sentence("a dataset folder"),
                               remedy=Sentence("name a folder such as data/ukraine, or write a dataset.toml into this "
                                               "one"))]) from error  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise DataError([Fault(what=Sentence("not readable as TOML ({error})", error=words_of(error)), file=FILE,
                               expected=Sentence("TOML in UTF-8"), remedy=Sentence("correct the line named"))]) from error
    return text


def settings_from(content: Mapping[str, Any]) -> Settings:
    """Build Settings from the parsed content of a `dataset.toml`; old names are read with an OldNameWarning.

    Raises DataError with every fault.
    """
    content, renamed, faults = modernised(content)
    for one in renamed:
        warnings.warn(
            Sentence("{file}: {renamed}. Version 0.3 does not read the old name. Run `outage-brief migrate`.", file=FILE,
                     renamed=one.sentence),
            OldNameWarning, stacklevel=2,
        )  # fmt: skip
    sections: dict[str, dict[str, Any]] = {name: {} for name in KEYS}
    sections[""] = {k: v for k, v in content.items() if not isinstance(v, dict)}
    sections |= {k: v for k, v in content.items() if isinstance(v, dict)}
    sections, notes = _without_marks(sections)
    faults += [fault for name, section in sections.items() for fault in _faults_of(name, section)]
    mappings, wrong = ({}, []) if faults else mappings_from(content)
    raise_faults([*faults, *wrong])
    given = {name: {key: one.default for key, one in keys.items()} | sections[name] for name, keys in KEYS.items()}
    top, places, substations, counts = (given[name] for name in ("", "places", "substations", "counts"))
    zone, frame = ZoneInfo(top["zone"]), given["map"]["frame"]
    return Settings(
        title=top["title"], code=top["code"], zone=zone, zone_name=top["zone_name"] or f"{zone.key} time",
        disclaimer=f"{top['disclaimer']} {top['zone_note']}".rstrip(), sources=tuple(top["sources"]),
        language=top["language"], address=top["address"], embargo_hours=float(given["publication"]["embargo_hours"]),
        files=Files(**given["files"]), level=given["regions"]["level"], level_names=tuple(given["regions"]["level_names"]),
        regions_crs=given["regions"]["crs"], projection=given["map"]["projection"],
        frame=None if frame is None else tuple(frame), expiry_hours=float(given["time"]["expiry_hours"]),
        snap_distance_km=float(places["snap_distance_km"]), words=_words(places),
        positions=substations["precision"], grid_deg=float(substations["grid_deg"]),
        breaks=Breaks(**counts["breaks"]), step_min=counts["step_min"], live=Live(**given["live"]),
        counts_zone=ZoneInfo(counts["zone"]) if counts["zone"] is not None else None,
        customers_source=counts["customers_source"], mappings=mappings,
        max_rejected_share=float(top["max_rejected_share"]), **given["drafting"],
        notes=(*notes, *note_on_language(top["language"])), translations=translations_from(sections["translations"]),
        metric_breaks=MetricBreaks(**{f.name: tuple(map(float, counts[f"{f.name}_breaks"])) for f in fields(MetricBreaks)}),
    )  # fmt: skip


def _without_marks(sections: Mapping[str, dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], tuple[str, ...]]:
    """Return the sections with texts that hold no control or direction marks, and a sentence on each text that held some."""
    found, notes = {name: dict(section) for name, section in sections.items()}, list[str]()
    for name, section in sections.items():
        for key, value in section.items() if name in KEYS and name != "files" else ():
            if key in KEYS[name] and KEYS[name][key].kind in (TEXT, TEXTS):
                found[name][key] = value_without_marks(value, in_line=key != "disclaimer")
                marked = value_without_marks(value, in_line=False) != value
                notes += [Sentence("{key}: control or direction marks are removed", key=key)] if marked else []
    return found, tuple(notes)


def _words(places: Mapping[str, Any]) -> Words:
    """Words of the compass are words of parts: "northern"."""
    keys = {f"{name}_words": name for name in ("region", "city", "village", "district", "part", "extra", "joining", "non_place")}
    keys |= {"inflections": "endings", "suffixes": "suffixes", "consonant_alternations": "alternations",
             "abbreviations": "abbreviations"}
    given = {name: tuple(w.casefold() for w in places[key]) for key, name in keys.items()}
    compass = tuple(word.casefold() for words in places["compass"].values() for word in words)
    return Words(**given | {"part": given["part"] + compass})


def _faults_of(name: str, section: Mapping[str, Any]) -> list[Fault]:
    """What is wrong in a section: what it lacks, keys that are not known, and values that do not fit."""
    if name not in KEYS:
        return [_fault(name, None, ", ".join(k for k in KEYS if k),
                       Sentence("remove or rename the section [{name}]", name=name))]
    known = KEYS[name]
    faults = [_fault(key, None, Sentence("a value"), Sentence("add {key} = ... to dataset.toml", key=key))
              for key, one in known.items() if one.needed and _is_blank(section.get(key))]  # fmt: skip
    for key, value in section.items():
        full, one = f"{name}.{key}" if name else key, known.get(key)
        if one is None:
            faults.append(_fault(full, str(value), Sentence("one of {known}", known=", ".join(known)),
                                 Sentence("remove or rename the key")))  # fmt: skip
        elif one.needed and _is_blank(value):
            continue
        elif not one.kind.fits(value):
            faults.append(_fault(full, str(value), one.kind.words, one.kind.remedy))
        elif one.kind is NUMBER and not one.limits[0] <= value <= one.limits[1]:
            low, high = one.limits
            faults.append(_fault(full, str(value), Sentence("from {low:g} to {high:g}", low=low, high=high),
                                 Sentence("correct the number")))  # fmt: skip
        elif one.choices and value not in one.choices:
            faults.append(_fault(full, value, ", ".join(one.choices), Sentence("choose one of these")))
        elif full == "places.compass":
            faults += [_fault(f"{full}.{k}", str(v), Sentence("a point of the compass with a list of words"),
                              Sentence("use {words}", words=", ".join(COMPASS)))
                       for k, v in value.items() if k not in COMPASS or not are_texts(v)]
        elif full == "counts.breaks":
            faults += _faults_of_breaks(full, value)
    return faults


def _faults_of_breaks(full: str, given: Mapping[str, Any]) -> list[Fault]:
    known: dict[str, Any] = asdict(Breaks())
    faults = [_fault(f"{full}.{k}", str(v), Sentence("a share from 0 to 1 for {names}", names=", ".join(known)),
                     Sentence("correct it"))
              for k, v in given.items() if k not in known or not is_number(v) or not 0 <= v <= 1]
    shares = list((known | dict(given)).values())
    if not faults and shares != sorted(set(shares)):
        faults.append(_fault(full, str(shares), Sentence("shares that rise: {names}", names=" < ".join(known)),
                             Sentence("correct the order")))  # fmt: skip
    return faults


def _is_blank(value: object) -> bool:
    return not value or (isinstance(value, str) and not value.strip())


def _fault(key: str, value: str | None, expected: str, remedy: str) -> Fault:
    what = Sentence("the key is missing or blank") if value is None else Sentence("the key or its value is not known")
    value = None if value is None else without_secrets(value)  # an address may hold a password
    return Fault(what=what, file=FILE, column=key, value=value, expected=expected, remedy=remedy)
