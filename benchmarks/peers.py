"""What a careful author would draw with folium from the same Dataset: the peers that our page is measured against.

Both get the states as our page shows them, in colours of ours, with rounded coordinates and no tiles. They carry less than our
page: no patterns, no flags, no points, no legend, no tooltips.
"""

import datetime as dt
import json
from typing import Any

import folium
import numpy as np
import shapely
from folium.plugins import TimeSliderChoropleth

from geo.dataset import Dataset
from geo.states import STATE_BITS, State
from layers.style import STATE_COLOURS

DECIMALS = 5  # about a metre
BORDER = "#C9C5BB"


def time_slider(dataset: Dataset, *, records_only: bool = False) -> str:
    """folium's TimeSliderChoropleth over every date: geometry once, a style for each date and region.

    It leaves a region without a style on a date in the colour of the date before. So the map that is right names "no report" too;
    with `records_only` it does not, which makes the page smaller and the map wrong.
    """
    codes = dataset.timeline.codes & STATE_BITS
    stamps = [_stamp(dataset.timeline.day(i)) for i in range(dataset.timeline.days)]
    styles = [{"color": STATE_COLOURS[state], "opacity": 1} for state in State]
    every = np.arange(len(stamps))
    styledict = {
        str(r): {stamps[d]: styles[codes[d, r]] for d in (np.flatnonzero(codes[:, r]) if records_only else every)}
        for r in range(codes.shape[1])
    }
    map_ = empty_map(dataset)
    TimeSliderChoropleth(geojson(dataset), styledict=styledict, init_timestamp=-1, stroke_color=BORDER).add_to(map_)
    return _html(map_)


def feature_groups(dataset: Dataset, *, days: int) -> str:
    """A FeatureGroup with one GeoJson for each of the last `days` dates, one of them shown, chosen by LayerControl."""
    map_, shapes, latest = empty_map(dataset), geojson(dataset), dataset.timeline.days - 1
    for index in range(latest + 1 - days, latest + 1):
        day_group(dataset, index, shapes=shapes, shown=index == latest).add_to(map_)
    folium.LayerControl().add_to(map_)
    return _html(map_)


def day_group(dataset: Dataset, index: int, *, shapes: dict[str, Any], shown: bool = True) -> folium.FeatureGroup:
    """One date as people write it: the regions (of `geojson`) with their state, styled by a function."""
    states = dataset.timeline.codes[index] & STATE_BITS
    both = zip(shapes["features"], states, strict=True)
    features = [{**feature, "properties": {"state": int(state)}} for feature, state in both]
    group = folium.FeatureGroup(name=f"{dataset.timeline.day(index)}", overlay=False, show=shown)
    folium.GeoJson({**shapes, "features": features}, style_function=_style).add_to(group)
    return group


def geojson(dataset: Dataset) -> dict[str, Any]:
    """Return the regions as a GeoJSON object, the position of each as its id."""
    shapes = shapely.transform(dataset.regions.geometry.to_numpy(), lambda points: np.round(points, DECIMALS))
    frame = dataset.regions[["code", "name", "geometry"]].set_geometry(shapes, crs=dataset.regions.crs)
    parsed: dict[str, Any] = json.loads(frame.to_json())
    return parsed


def _style(feature: dict[str, Any]) -> dict[str, Any]:
    return {"fillColor": STATE_COLOURS[State(feature["properties"]["state"])], "fillOpacity": 1, "color": BORDER, "weight": 0.8}


def _stamp(day: dt.date) -> str:
    """Noon, in seconds since 1970: the label of a midnight would name the day before to viewers in the west."""
    return str(int(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC).timestamp()))


def empty_map(dataset: Dataset) -> folium.Map:
    """A map without tiles on the same first view as ours."""
    west, south, east, north = dataset.settings.frame or dataset.regions.total_bounds
    map_ = folium.Map(tiles=None)
    map_.fit_bounds([[float(south), float(west)], [float(north), float(east)]])
    return map_


def _html(map_: folium.Map) -> str:
    html: str = map_.get_root().render()
    return html
