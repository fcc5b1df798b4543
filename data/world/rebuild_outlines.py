"""Outlines of countries, the borders between them and the lines that are not agreed; used by
`rebuild.py`.
"""

import tomllib
from collections import defaultdict
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

HERE = Path(__file__).parent
WGS84 = "EPSG:4326"
VIEWS = 33  # points of view in the source
MANY = VIEWS / 2  # points of view that see two units of one country differently


def outlines(regions: gpd.GeoDataFrame, coarse: np.ndarray, *, step_deg: float) -> gpd.GeoDataFrame:
    """Return land, borders and lines that are not agreed; EPSG:4326.

    Parameters
    ----------
    regions
        The units on the grid of the file: one coverage.
    coarse
        The shapes of their countries or territories, simplified, in the order of the codes.
    step_deg
        The grid.

    Returns
    -------
    Columns `country` (the territory, where a unit is of one; the first of two), `other` (the
    second), `kind` (land, border, disputed), `sentence` (what is said of a line that is not agreed,
    or of the land), `geometry`; ordered by country.
    """
    owner = owners(regions)
    known = tomllib.loads((HERE / "disputed.toml").read_text(encoding="utf-8"))["line"]
    said = {code: one["sentence"] for one in known for code in one.get("shown_with", ())}
    land = zip(np.unique(owner), coarse, strict=True)
    rows = [
        {"country": country, "other": "", "kind": "land", "sentence": "", "geometry": shape}
        for country, shape in land
    ]
    inner = regions.geometry.representative_point()
    rows += [
        {
            "country": owner[at],
            "other": "",
            "kind": "note",
            "sentence": said[code],
            "geometry": inner[at],
        }
        for at, code in enumerate(regions["code"])
        if code in said
    ]
    lines: dict[tuple[str, str, str, str], list[np.ndarray]] = defaultdict(list)
    for (left, right), segments in shared(regions.geometry.to_numpy(), step_deg).items():
        one, two = sorted((left, right), key=lambda at: str(owner[at]))
        sentence = next(
            (
                known_line["sentence"]
                for known_line in known
                if between(known_line, regions, left, right)
            ),
            "",
        )
        if sentence or seen_differently(regions, left, right):
            lines[owner[one], owner[two], "disputed", sentence].append(segments)
        elif owner[one] != owner[two]:
            lines[owner[one], owner[two], "border", ""].append(segments)
    for (country, other, kind, sentence), pieces in sorted(lines.items()):
        merged = shapely.line_merge(
            shapely.multilinestrings(list(shapely.linestrings(np.concatenate(pieces) * step_deg)))
        )
        rows.append(
            {
                "country": country,
                "other": other,
                "kind": kind,
                "sentence": sentence,
                "geometry": shapely.multilinestrings(list(shapely.get_parts(merged))),
            }
        )
    order = pd.DataFrame(rows)["country"].argsort(kind="stable")
    return gpd.GeoDataFrame(rows, crs=WGS84).iloc[order].reset_index(drop=True)


def owners(regions: gpd.GeoDataFrame) -> np.ndarray:
    """Return for each unit its territory, else its country, else, for land of no country, its own
    code.
    """
    territory, country = regions["territory"].to_numpy(object), regions["country"].to_numpy(object)
    found: np.ndarray = np.where(
        territory != "",
        territory,
        np.where(country != "", country, regions["code"].to_numpy(object)),
    )
    return found


def shared(shapes: np.ndarray, step_deg: float) -> dict[tuple[int, int], np.ndarray]:
    """Return for each two shapes that share segments these, as grid points of the shape (n, 2, 2).

    In a coverage two neighbours have the same points along their border, so a segment that two
    shapes have is one of it.
    """
    parts, of = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.rint(points / step_deg).astype(np.int64)
    inner = ring[:-1] == ring[1:]
    segments = np.stack([grid[:-1][inner], grid[1:][inner]], axis=1)
    turned = (segments[:, 0, 0] > segments[:, 1, 0]) | (
        (segments[:, 0, 0] == segments[:, 1, 0]) & (segments[:, 0, 1] > segments[:, 1, 1])
    )
    segments[turned] = segments[turned][:, ::-1]
    holder = of[part[ring[:-1][inner]]]
    flat = segments.reshape(-1, 4)
    order = np.lexsort((holder, *flat.T[::-1]))
    flat, holder = flat[order], holder[order]
    again = (flat[1:] == flat[:-1]).all(axis=1) & (holder[1:] != holder[:-1])
    pairs = np.column_stack([holder[:-1][again], holder[1:][again]])
    both = flat[:-1][again].reshape(-1, 2, 2)
    found: dict[tuple[int, int], np.ndarray] = {}
    distinct, which = np.unique(pairs, axis=0, return_inverse=True)
    for at, (left, right) in enumerate(distinct.tolist()):
        found[left, right] = both[which == at]
    return found


def between(
    known: dict[str, list[list[str]]], regions: gpd.GeoDataFrame, left: int, right: int
) -> bool:
    """Whether one unit is of the one side of a known line, and the other of the other."""
    if len(known["sides"]) != 2:
        return False
    one, two = (set(side) for side in known["sides"])
    a, b = ({regions["code"].iat[at], regions["country"].iat[at]} for at in (left, right))
    return (
        bool((a & one and b & two) or (a & two and b & one))
        and not (a & one and b & one)
        and not (a & two and b & two)
    )


def seen_differently(regions: gpd.GeoDataFrame, left: int, right: int) -> bool:
    """Whether one unit's country does not recognise the other, or, inside a country, many points of
    view differ on the two.
    """
    views = [
        set(filter(None, regions["not_recognised_by"].iat[at].split(", "))) for at in (left, right)
    ]
    countries = [regions["country"].iat[at] for at in (left, right)]
    if countries[0] != countries[1]:
        return countries[1] in views[0] or countries[0] in views[1]
    return len(views[0] ^ views[1]) >= MANY
