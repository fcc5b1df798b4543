"""JSON of any make -> records: where the list of them lies, what stands around it, and the point of each shape."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import MultiPoint, Polygon, shape

from geo.crs import lon_lat_of
from geo.sentences import Sentence
from geo.tables.pages import cut_short

WRAPPERS = (
    "properties",
    "attributes",
    "fields",
    "record",
    "_source",
)  # where records keep their own columns
ESRI_SHAPES = ("rings", "paths", "points")
AT_LEAST_KEYS, ALIKE = 2, 0.5
SAID_LETTERS = 150


@dataclass(frozen=True, kw_only=True)
class Records:
    """The records of a JSON file, flat: `where` they lie; `beside`: what the file says around them; `others`: lists not read.

    `nested`: the path of records of their own which the records hold, such as the districts of an area; `shapes`: how many
    records are known by a shape, and stand as a point inside it; `cut`: that the file is one page of more;
    `aliases`: what it calls its columns for people.
    """

    where: str
    rows: list[dict[str, Any]]
    beside: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    nested: str = ""
    shapes: int = 0
    cut: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)


def records_of(text: str, where: str, most: int | None) -> Records:
    """Find the records at a path such as "data.results", or the longest list of records. Raises ValueError if there is none."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError:
        content = [json.loads(line) for line in text.splitlines() if line.strip()]
    found = dict(_lists_in(content, ""))
    if where:
        found |= _inner_lists(found, where)
    if where not in found and (where or not found):
        raise ValueError(_without_records(content, found, where))
    best = where or max(
        found,
        key=lambda path: (
            path.rpartition(".")[2] == "features",
            len(found[path]),
            len(found[path][0]),
        ),
    )
    records, crs = found[best], _crs_of(content)
    flat = [dict(_flattened(record, crs)) for record in records[:most]]
    shapes = sum(bool(row.pop(SHAPED, False)) for row in flat)
    nested = next(
        (f"{best}.{key}".strip(".") for key in records[0] if _is_nested(key, records)), ""
    )
    for row in flat:
        row.pop(nested.rpartition(".")[2], None)
    for column, words in _words_of_codes(content).items():
        for row in flat:
            if isinstance(code := row.get(column), str | int | float):
                row[column] = words.get(code, code)
    others = {
        path: len(rows)
        for path, rows in found.items()
        if path != best and not path.startswith(f"{best}.") and not (path.startswith("fields") and {"alias", "code"} & {*rows[0]})
    }
    beside = dict(_beside(content, best))
    return Records(
        where=best,
        rows=flat,
        beside=beside,
        others=others,
        nested=nested,
        shapes=shapes,
        cut=cut_short(beside, records=len(records)),
        aliases=_aliases_in(content),
    )


def _without_records(content: Any, found: Mapping[str, Any], where: str) -> str:
    """Say what a JSON file holds instead of records: an empty list, an error of its server, nothing."""
    if where and found:
        return Sentence("no list of records is at {where!r}; lists are at {found}", where=where, found=", ".join(found))
    inner = content if isinstance(content, dict) else {}
    empty = [key for key, value in inner.items() if value == []]
    said = [f"{key}: {value}" for key, value in _beside({"records": [], **inner}, "records")]
    held = Sentence("its list {name} is empty", name=empty[0]) if empty else Sentence("it holds no list of records")
    return Sentence("{held}; it says {said}", held=held, said="; ".join(said)[:SAID_LETTERS]) if said else held


SHAPED = "\0shaped"  # no key of a file


def _lists_in(content: Any, at: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if (
        isinstance(content, list)
        and content
        and all(isinstance(record, dict) for record in content)
    ):
        yield at, content
    elif (
        isinstance(content, list)
        and len(content) > 1
        and all(isinstance(row, list) for row in content)
    ):
        header = content[0]
        if all(isinstance(name, str) for name in header) and all(
            len(row) == len(header) for row in content
        ):
            yield at, [dict(zip(header, row, strict=True)) for row in content[1:]]
    elif isinstance(content, dict):
        values = list(content.values())
        if len(values) > 1 and all(isinstance(value, dict) for value in values) and _alike(values):
            yield at, [{"key": key, **value} for key, value in content.items()]
        elif len(values) > 1 and all(
            isinstance(v, list) and v and all(isinstance(r, dict) for r in v) for v in values
        ):
            rows = [
                {"key": key, **record} for key, records in content.items() for record in records
            ]
            if _alike(rows):
                yield at, rows
                return
        for key, value in content.items():
            yield from _lists_in(value, f"{at}.{key}".strip("."))


def _alike(values: list[dict[str, Any]]) -> bool:
    """Whether some records are of one kind: most keys of theirs are in all of them, and one holds no record of its own."""
    keys = [set(value) for value in values]
    common, every = set.intersection(*keys), set.union(*keys)
    return len(common) >= max(1, ALIKE * len(every)) and any(
        not isinstance(values[0][key], dict | list) for key in common
    )


def _inner_lists(
    found: Mapping[str, list[dict[str, Any]]], where: str
) -> dict[str, list[dict[str, Any]]]:
    """Return the records at a path that leads through records, `areas.areas`: each keeps what its parent says of itself."""
    for path in sorted(found, key=len, reverse=True):
        rest = where.removeprefix(path).strip(".")
        if where != path and where.startswith(f"{path}." if path else ""):
            rows = found[path]
            for key in rest.split("."):
                rows = [
                    {
                        **{
                            f"{key} of {k}": v
                            for k, v in row.items()
                            if not isinstance(v, dict | list)
                        },
                        **one,
                    }
                    for row in rows
                    for one in row.get(key) or ()
                    if isinstance(one, dict)
                ]
            if rows:
                return {where: rows}
    return {}


def _is_nested(key: str, records: list[dict[str, Any]]) -> bool:
    """Whether most records hold records of their own kind under a key."""
    inner = [
        one
        for record in records
        if isinstance(record.get(key), list)
        for one in record[key]
        if isinstance(one, dict)
    ]
    holders = sum(isinstance(record.get(key), list) and bool(record[key]) for record in records)
    own = {name for record in records for name in record} - {key}
    theirs = {name for one in inner for name in one}
    return (
        holders > 0.3 * len(records)
        and len(inner) > 0
        and len(own & theirs) >= min(AT_LEAST_KEYS, len(own))
    )


def _beside(content: Any, best: str) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the list of records and above it, without other lists: `metadata.provider`."""
    steps = (
        [""]
        if not best
        else ["", *(".".join(best.split(".")[: n + 1]) for n in range(best.count(".") + 1))]
    )
    for step in steps:
        inner = content
        for key in filter(None, step.split(".")):
            inner = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(inner, dict) and step != best:
            for key, value in inner.items():
                path = f"{step}.{key}".strip(".")
                if isinstance(value, dict) and not best.startswith(path) and key != "crs":
                    yield from (
                        (f"{path}.{k}", str(v))
                        for k, v in value.items()
                        if isinstance(v, str | int | float)
                    )
                elif isinstance(value, str | int | float):
                    yield path, str(value)


def _aliases_in(content: Any) -> dict[str, str]:
    """Return what a server of ArcGIS calls its columns for people."""
    fields = content.get("fields") if isinstance(content, dict) else None
    told = {one.get("name"): one.get("alias") for one in fields if isinstance(one, dict)} if isinstance(fields, list) else {}
    listed = content.get("fieldAliases") if isinstance(content, dict) else None
    told |= listed if isinstance(listed, dict) else {}
    return {name: alias for name, alias in told.items() if isinstance(name, str) and isinstance(alias, str) and alias.strip()}


def _words_of_codes(content: Any) -> dict[str, dict[Any, str]]:
    """Return what a server of ArcGIS means by the codes in its columns: 3 is "Cancelled" in the domain of its status."""
    fields = content.get("fields") if isinstance(content, dict) else None
    found: dict[str, dict[Any, str]] = {}
    for one in fields if isinstance(fields, list) else ():
        domain = one.get("domain") if isinstance(one, dict) else None
        coded = domain.get("codedValues") if isinstance(domain, dict) else None
        pairs = [pair for pair in coded if isinstance(pair, dict)] if isinstance(coded, list) else []
        words = {pair["code"]: pair["name"] for pair in pairs
                 if isinstance(pair.get("code"), str | int | float) and isinstance(pair.get("name"), str)}  # fmt: skip
        if words and isinstance(one.get("name"), str):
            found[one["name"]] = words
    return found


def _crs_of(content: Any) -> str:
    """Return the CRS that a file names for its shapes, such as "EPSG:3857"; "" if it names none."""
    if not isinstance(content, dict):
        return ""
    esri = content.get("spatialReference")
    if isinstance(esri, dict) and (number := esri.get("latestWkid") or esri.get("wkid")):
        return f"EPSG:{3857 if number == 102100 else number}"
    named = content.get("crs")
    name = named.get("properties", {}).get("name", "") if isinstance(named, dict) else ""
    return "" if "CRS84" in str(name) else str(name)


def _flattened(record: dict[str, Any], crs: str, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if key == "type" and value == "Feature" and "geometry" in record:
            continue
        if isinstance(value, dict) and (point := _point_of(value, crs)):
            yield from zip(("lon", "lat", SHAPED), point, strict=False)
        elif isinstance(value, dict) and (
            {"geometry", "type"} <= set(value) or isinstance(value.get("coordinates"), list)
        ):
            continue  # a shape beside the record: boundaries are a file of their own
        elif isinstance(value, dict):
            masked = value.get("masked") is True and isinstance(value.get("val"), int)
            inner = {**value, "val": f"<{value['val'] + 1}"} if masked else value
            yield from _flattened(inner, crs, prefix if key in WRAPPERS else f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _point_of(value: dict[str, Any], crs: str) -> tuple[float, float, bool] | None:
    """Return longitude and latitude of a shape, and whether it is more than a point; GeoJSON, Esri JSON, encoded lines."""
    try:
        if "coordinates" in value and isinstance(value.get("type"), str):
            found, shaped = shape(value), value["type"] != "Point"
        elif set(value) >= {"x", "y"} and all(
            isinstance(value[axis], int | float) for axis in "xy"
        ):
            found, shaped = MultiPoint([(value["x"], value["y"])]), False
        elif any(key in value for key in ESRI_SHAPES):
            parts = next(value[key] for key in ESRI_SHAPES if key in value)
            found, shaped = (
                (Polygon(parts[0]) if "rings" in value else MultiPoint(_points(parts))),
                True,
            )
        elif lines := [one for key in ("p", "a") for one in _texts(value.get(key))]:
            points = decoded_line(lines[0])
            found, shaped = (
                (Polygon(points) if len(points) > 3 else MultiPoint(points)),
                len(points) > 1,
            )
        else:
            return None
        inside = found.representative_point() if shaped else found.centroid
        own = value.get("spatialReference")
        named = _crs_of({"spatialReference": own}) if own else crs
        lon, lat = lon_lat_of(inside.x, inside.y, named) if named else (inside.x, inside.y)
        return round(lon, 7), round(lat, 7), shaped
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None


def _points(parts: Any) -> list[tuple[float, float]]:
    return [
        tuple(point[:2])
        for part in parts
        for point in (part if isinstance(part[0], list) else [part])
    ]


def _texts(given: Any) -> list[str]:
    return [one for one in given if isinstance(one, str) and one] if isinstance(given, list) else []


def decoded_line(text: str) -> list[tuple[float, float]]:
    """Return the points (longitude, latitude) of an encoded polyline, as Google and KUBRA write them.

    Each number is the difference to the one before, in 1e-5 degrees, in groups of five bits, the lowest first: "_p~iF~ps|U"
    is (-120.2, 38.5). Raises ValueError for a text that is none.
    """
    numbers, value, shift = list[int](), 0, 0
    for sign in text:
        bits = ord(sign) - 63
        if not 0 <= bits < 64:
            raise ValueError(text)
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(numbers) % 2:
        raise ValueError(text)
    points, lat, lon = list[tuple[float, float]](), 0, 0
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + north, lon + east
        points.append((lon / 1e5, lat / 1e5))
    return points
