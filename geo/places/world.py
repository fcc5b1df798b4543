"""The regions, places and countries of the whole Earth that ship with the product, `data/world`;
one country is read alone.

The files have a row group for each country, in GeoParquet with boxes, so that what lies elsewhere
is never unpacked.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from geo.crs import STORAGE

WORLD = Path(__file__).parents[2] / "data" / "world"
Kind = Literal["regions", "places", "outlines"]
Box = tuple[float, float, float, float]


@lru_cache(maxsize=1)
def read_countries() -> pd.DataFrame:
    """Return every country and territory with regions, ordered by `code` (ISO 3166-1, two letters).

    Returns
    -------
    Columns `code`, `iso3`, `country` (the code under which its regions stand: another's for a
    territory within it), `name` (English), `names` (dict: name -> the languages that call it so),
    `other_names` (tuple), `capital`, `zone` (the capital's), `zones` (tuple, that of most people
    first), `languages` (tuple of official ones), `lacking` (tuple: what ISO 3166-2 lists and the
    regions have not), `regions`, `places`, `area_km2`.
    """
    frame: pd.DataFrame = pq.read_table(WORLD / "countries.parquet").to_pandas()
    frame["names"] = [json.loads(text) for text in frame["names"]]
    for column, sign in (
        ("other_names", ";"),
        ("zones", ";"),
        ("lacking", ";"),
        ("languages", " "),
    ):
        frame[column] = [
            tuple(filter(None, map(str.strip, text.split(sign)))) for text in frame[column]
        ]
    return frame


def read_world(kind: Kind, *, country: str = "", box: Box | None = None) -> gpd.GeoDataFrame:
    """Read the regions, places or outlines of one country, or those whose own box touches a box.

    Parameters
    ----------
    kind
        `regions`: columns `country`, `territory`, `code`, `iso` (whether the code is ISO 3166-2's),
        `name`, `short_name`, `kind` and `kind_local` (what such a unit is called), `names` (JSON:
        name -> languages), `other_names`, `not_recognised_by` (points of view that do not recognise
        it), `note` (what is wrong with it), `area_km2`, `geometry` (polygons; all of them together
        are one coverage of the Earth). `places`: `country`, `place_id`, `name`, `region_code`,
        `population`, `zone`, `other_names`, `geometry` (points). `outlines`: `country` and `other`
        (codes; a territory's own, where it has one), `kind` (`land`, coarser than the regions;
        `border` and `disputed`, in their detail; `note`, a point), `sentence` (what is said of it),
        `geometry`.
    country
        The two letters under which the regions stand: `country` of `read_countries`.
    box
        West, south, east, north in degrees.

    Returns
    -------
    A frame in EPSG:4326 in the order of countries and codes; empty if there is none.
    """
    rows = [("country", "==", country)] if country else None
    frame = gpd.read_parquet(WORLD / f"{kind}.parquet", filters=rows, bbox=box).to_crs(STORAGE)
    return frame.drop(columns="bbox", errors="ignore").reset_index(drop=True)
