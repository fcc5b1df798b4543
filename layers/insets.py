"""What is written on the boxes of what lies far off: what it is, and how large it is drawn."""

import geopandas as gpd

from geo.language import _
from layers.plane import Part

LONGEST = 28  # letters of the names of two regions in one box; of more only the first is named


def names_of(part: Part, regions: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Return what a box is called, the longest name first: by its regions, by what their names end in ("Alaska"), or as a part of
    its region; where that has no room, by the name or the code of its one region.
    """
    here = regions.iloc[list(part.regions)]
    alone = (str(here["short_name"].iat[0]), str(here["code"].iat[0])) if len(here) == 1 else ()
    return tuple(dict.fromkeys((_name_of(part, here), *alone)))


def _name_of(part: Part, here: gpd.GeoDataFrame) -> str:
    short = [str(name) for name in here["short_name"]]
    if part.partly and len(short) == 1:
        return _("Part of {region}", region=short[0])
    ends = list(dict.fromkeys(str(name).rpartition(", ")[2] for name in here["name"]))
    names = ends if len(ends) < len(short) else short
    if len(names) == 1:
        return names[0]
    both = _("{one} and {other}", one=names[0], other=names[1])
    return both if len(names) == 2 and len(both) <= LONGEST else _("{one} and others", one=names[0])


def scale_in_words(part: Part) -> tuple[str, str]:
    """Say how large a box is drawn, at length and in short."""
    if part.scale == 1:
        return _("at the map's scale"), _("same scale")
    if part.scale > 1:
        times = f"{part.scale:g}"
        return _("{times} times the map's scale", times=times), _("{times} times", times=times)
    percent = f"{100 * part.scale:g}"
    return _("at {percent}% of the map's scale", percent=percent), _("{percent}% scale", percent=percent)
