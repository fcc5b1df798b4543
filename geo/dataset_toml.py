"""The text of a new `dataset.toml`: a template's, comments and all, or one from nothing, and the mappings of its tables."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import tomlkit
from tomlkit.items import Table

from geo.errors import UsageError
from geo.mapping import SECTIONS, TableMapping
from geo.tables import Reading

DISCLAIMER = ("Taken over from the tables named below, as they are. Nothing in it has been verified. Where there is no report, "
              "nothing is known: it does not mean that power is on.")  # fmt: skip
OF_ZONE = ("zone_name", "zone_note")  # what a template says of its zone is untrue of another


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a dataset says of itself: title, zone ("" for the template's), sources, and the level shown if it is not the usual."""

    title: str
    zone: str
    sources: tuple[str, ...]
    level: int | None = None


def toml_of(
    head: Head, *, files: Mapping[str, str], mappings: Mapping[str, TableMapping],
    base: str = "", notes: Mapping[str, str] | None = None, remarks: Iterable[str] = (),
) -> str:  # fmt: skip
    """Return the text of a `dataset.toml`.

    Parameters
    ----------
    head
        What the dataset says of itself.
    files, mappings
        Names of files inside the folder, and how their columns are read, by key of [files].
    base
        The text of the `dataset.toml` that lends the regions, of a template or a country; its comments stay.
    notes
        A comment beside each of our columns of outages or counts.
    remarks
        Comments on the whole.

    Raises
    ------
    UsageError
        If the template has a file for one of the keys.
    """
    document = _of_base(head, base) if base else _of_nothing(head)
    if head.level is not None:
        _section(document, "regions")["level"] = head.level
    listed = _section(document, "files")
    for key, name in files.items():
        if key in listed:
            raise UsageError(f"The template has {key} of its own ({listed[key]}). Leave {name} out, or use no template.")
        listed.add(key, name)
    for remark in remarks:
        document.add(tomlkit.comment(_one_line(remark)))
    for kind, mapping in mappings.items():
        said = notes or {} if kind in {"counts", "outages"} else {}
        _add_mapping(document, kind, mapping, said)
    return tomlkit.dumps(document)


def _of_base(head: Head, base: str) -> tomlkit.TOMLDocument:
    document = tomlkit.parse(base)
    document["title"] = head.title or document["title"]
    if head.zone and head.zone != document["zone"]:
        document["zone"] = head.zone
        for key in OF_ZONE:
            document.pop(key, None)
    sources: Any = document["sources"]
    for at, source in enumerate(head.sources):
        sources.insert(at, source)
    return document


def _of_nothing(head: Head) -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    known = {"title": head.title, "code": "XX", "zone": head.zone or "UTC", "disclaimer": DISCLAIMER}
    for key, value in known.items():
        document.add(key, value)
    sources = tomlkit.item(list(head.sources))
    sources.comment("say here who made them")
    document.add("sources", sources)
    document.add(tomlkit.nl())
    return document


def _add_mapping(
    document: tomlkit.TOMLDocument, kind: str, mapping: TableMapping, notes: Mapping[str, str]
) -> None:
    """Add the sections of one table's mapping, without what is usual."""
    usual = {key: {value} for key, value in asdict(Reading()).items()}
    usual |= {"encoding": {"", "utf-8-sig"}, "delimiter": {"", ","}, "header": {0, 1}}
    reading = {key: value for key, value in asdict(mapping.reading).items() if value not in usual[key]}
    if kind == "counts" and "zone" in reading:  # of counts it is a setting of its own
        counts = _section(document, "counts")
        counts["zone"] = reading.pop("zone")
        counts["zone"].comment("of times without an offset")
    columns = {ours: names[0] if len(names) == 1 else list(names) for ours, names in mapping.columns.items()}
    _fill(document, ("columns", kind), columns, notes)
    _fill(document, ("otherwise", kind), dict(mapping.otherwise), notes)
    _fill(document, ("reading", kind), reading if kind in SECTIONS["reading"] else {}, {})
    for ours, words in mapping.values.items():
        _fill(document, ("values", kind, ours), dict(words), {})


def _fill(
    document: tomlkit.TOMLDocument, path: tuple[str, ...], content: Mapping[str, object], notes: Mapping[str, str]
) -> None:
    if not content:
        return
    table: Any = document
    for name in path[:-1]:
        table = table.setdefault(name, tomlkit.table(is_super_table=True))
    table = table.setdefault(path[-1], tomlkit.table())
    for key, value in content.items():
        table.add(key, value)
        if notes.get(key):
            table[key].comment(_one_line(notes[key]))


def _section(document: tomlkit.TOMLDocument, name: str) -> Table:
    found = document.setdefault(name, tomlkit.table())
    assert isinstance(found, Table)
    return found


def _one_line(text: str) -> str:
    """Return a text for a comment: words of a file must not end it and begin a setting."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
