"""The text of `dataset.toml`: of a new one, with a template's comments, and the names that its keys had before 0.2."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Item, Key, SingleKey, Table

from geo.errors import Fault, UsageError, raise_faults
from geo.mapping import SECTIONS, TableMapping
from geo.sentences import Sentence
from geo.tables import Reading

FILE = "dataset.toml"
OLD_SECTIONS = {"otherwise": "defaults", "reading": "parsing"}
OLD_KEYS = {
    "time": {"expires_after_h": "expiry_hours"},
    "places": {"nearest_within_km": "snap_distance_km", "endings": "inflections",
               "alternations": "consonant_alternations"},
    "live": {"timeout_s": "timeout_seconds", "smallest_share": "min_record_ratio"},
}  # fmt: skip
OLD_PARSING = {"times": "date_format", "repeats": "duplicates", "within": "admin1", "records": "json_path",
               "tags": "hxl_row"}  # fmt: skip
OLD_VALUES = {"duplicates": {"add": "sum", "highest": "max"}}
"""What keys and values were called before 0.2; 0.3 does not read them."""

DISCLAIMER = ("Taken over from the tables named below, as they are. Nothing in it has been verified. Where there is no report, "
              "nothing is known: it does not mean that power is on.")  # fmt: skip
OF_ZONE = ("zone_name", "zone_note")  # what a template says of its zone is untrue of another


@dataclass(frozen=True, kw_only=True)
class Renamed:
    """A name of before 0.2 in a `dataset.toml`, the table it stands in, as it is called now, and the new name."""

    within: str
    old: str
    new: str

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def sentence(self) -> Sentence:
        """What was renamed, to be said later."""
        if self.within:
            return Sentence("[{section}] {old} is now {new}", section=self.within, old=self.old, new=self.new)
        return Sentence("[{old}] is now [{new}]", old=self.old, new=self.new)


def modernised(content: Mapping[str, Any]) -> tuple[dict[str, Any], list[Renamed], list[Fault]]:
    """Give the parsed content of a `dataset.toml` the names of today.

    Returns
    -------
    The content, what was renamed, and a fault for each key that is given under its old and its new name.
    """
    found, renamed, faults = dict(content), list[Renamed](), list[Fault]()
    for old, new in OLD_SECTIONS.items():
        before, now = found.get(old), found.get(new, {})
        if isinstance(before, dict) and isinstance(now, dict):
            renamed.append(Renamed(within="", old=old, new=new))
            faults += [_given_twice(f"{old}.{kind}", f"{new}.{kind}") for kind in before if kind in now]
            del found[old]
            found[new] = before | now
    for section, names in OLD_KEYS.items():
        if isinstance(found.get(section), dict):
            found[section] = _with_new_names(found[section], names, section, renamed, faults)
    if isinstance(found.get("parsing"), dict):
        found["parsing"] = {
            kind: _with_new_names(table, OLD_PARSING, f"parsing.{kind}", renamed, faults)
            if isinstance(table, dict) else table
            for kind, table in found["parsing"].items()
        }  # fmt: skip
    return found, renamed, faults


def _with_new_names(
    table: Mapping[str, Any], names: Mapping[str, str], within: str, renamed: list[Renamed], faults: list[Fault]
) -> dict[str, Any]:
    """Return a table with new keys and values, in its order; what was renamed, and what is given twice, is added."""
    now = dict[str, Any]()
    for key, value in table.items():
        new = names.get(key, key)
        if new != key:
            renamed.append(Renamed(within=within, old=key, new=new))
            if new in table:
                faults.append(_given_twice(f"{within}.{key}", f"{within}.{new}"))
            value = OLD_VALUES.get(new, {}).get(value, value) if isinstance(value, str) else value
        now[new] = value
    return now


def migrated(text: str) -> tuple[str, list[Renamed]]:
    """Give the keys of a `dataset.toml` their names of today; comments, order and blank lines stay.

    Raises
    ------
    DataError
        If a key is given under its old and its new name.
    UsageError
        If the text would not mean the same afterwards.
    """
    content, renamed, faults = modernised(tomllib.loads(text))
    raise_faults(faults)
    document = tomlkit.parse(text)
    _rename(document.body, OLD_SECTIONS)
    for section, names in OLD_KEYS.items():
        for table in _tables(document.body, section):
            _rename(table.value.body, names)
    for parsing in _tables(document.body, "parsing"):
        for table in _tables(parsing.value.body):
            _rename(table.value.body, OLD_PARSING)
    found = tomlkit.dumps(document)
    if tomllib.loads(found) != content:
        by_hand = "; ".join(map(str, renamed))
        raise UsageError(Sentence("{file} cannot be rewritten without a change of meaning. Rename by hand: {by_hand}.",
                                  file=FILE, by_hand=by_hand))
    return found, renamed


def with_files(text: str, names: Mapping[str, str]) -> str:
    """Name files under [files] of a `dataset.toml`, by key; comments and order stay. Raises UsageError if that cannot be done."""
    expected = tomllib.loads(text)
    expected["files"] = {**expected.get("files", {}), **names}
    document = tomlkit.parse(text)
    listed = _section(document, "files")
    last = list(listed)[-1:]
    for key, name in names.items():
        if last and key not in listed:
            listed.value._insert_after(last[0], key, tomlkit.item(name))
            last = [key]
        else:
            listed[key] = name
    found = tomlkit.dumps(document)
    if tomllib.loads(found) != expected:
        lines = ", ".join(f"{key} = {name!r}" for key, name in names.items())
        raise UsageError(Sentence("{file} cannot be written to. Add by hand under [files]: {lines}.", file=FILE, lines=lines))
    return found


Body = list[tuple[Key | None, Item]]


def _tables(body: Body, name: str = "") -> Iterator[Table | InlineTable]:
    """The tables of that name, or all; one name may come several times, with other tables between."""
    for key, item in body:
        if key is not None and name in {"", key.key} and isinstance(item, Table | InlineTable):
            yield item


def _rename(body: Body, names: Mapping[str, str]) -> None:
    """Rename keys where they stand. tomlkit's own way, to remove a key and add another, moves comments."""
    for at, (key, item) in enumerate(body):
        new = names.get(key.key) if key is not None else None
        if key is None or new is None:
            continue
        renamed = SingleKey(new, sep=key.sep, original=key.as_string().replace(key.key, new))
        renamed._dotted = key.is_dotted()
        if isinstance(item, Table):
            item.invalidate_display_name()  # its header as it was written
        word = OLD_VALUES.get(new, {}).get(str(item))
        if word is not None:
            trivia, item = item.trivia, tomlkit.string(word)
            item.trivia.__dict__.update(trivia.__dict__)  # the comment beside it
        body[at] = (renamed, item)


def _given_twice(old: str, new: str) -> Fault:
    return Fault(what=Sentence("the key is given under its old and its new name, {new}", new=new), file=FILE, column=old,
                 expected=Sentence("one of the two"), remedy=Sentence("remove {old}", old=old))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a dataset says of itself: title, zone ("" for the template's), sources, the level shown if it is not the usual,
    and the code, "" for the template's or where none is known.
    """

    title: str
    zone: str
    sources: tuple[str, ...]
    level: int | None = None
    code: str = ""


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
    for key in ("outages", "counts", "customers") if base else ():  # a template lends its ground, not what was said of it
        listed.pop(key, None)
    for key, name in files.items():
        if key in listed:
            raise UsageError(Sentence("The template has {key} of its own ({listed}). Leave {name} out, or use no template.",
                                      key=key, listed=listed[key], name=name))
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
    known = {"title": head.title, "code": head.code or "XX", "zone": head.zone or "UTC", "disclaimer": DISCLAIMER}
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
    _fill(document, ("defaults", kind), dict(mapping.defaults), notes)
    _fill(document, ("parsing", kind), reading if kind in SECTIONS["parsing"] else {}, {})
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
