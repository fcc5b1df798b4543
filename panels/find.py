"""The one box that finds: a region, a city, a district or a substation by any name that it is written with."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import streamlit as st
from shapely import Point

from geo.dataset import Dataset, at_level
from geo.derived import derived
from geo.language import WordTable, _
from geo.names import Candidate, PlaceIndex, candidates, index_places, is_asked
from geo.names.closest import NamedPlace, closest
from geo.states import STATE_BITS
from geo.view import Place, View
from panels.places import around_point, around_region
from panels.shown import choose, control, open_tab, put, renew, show, view
from panels.text import plain

SUBSTATION = "substation"
KINDS = WordTable({SUBSTATION: "substation", "city": "city", "settlement": "settlement", "district": "district",
                   "region": "region"})  # fmt: skip
OFFERED = 5
LONGEST = 100


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One place that a written name may mean, with where the map flies to; `code` "" if it lies in no region."""

    name: str
    kind: str
    code: str
    confidence: float
    why: str
    place: Place | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search came to. `hits`: the best first; `near`: else the names most like it; `sure`: the first is meant."""

    written: str
    hits: tuple[Hit, ...]
    near: tuple[Hit, ...] = ()
    sure: bool = False


def box(dataset: Dataset) -> None:
    """Draw the box. It names the chosen region; whatever else is typed there is looked for."""
    level = view().level
    names = names_of(dataset, level)
    st.selectbox(_("Find a region or place"), list(names), index=None, label_visibility="collapsed", accept_new_options=True,
                 placeholder=_("Find a region, city or substation, in any spelling"), icon=":material/search:",
                 format_func=lambda code: names.get(code, code),
                 **control("region", take=lambda value: _chosen(dataset, value)))  # fmt: skip


def answer(dataset: Dataset) -> None:
    """Say what the last search came to, and offer what else was meant."""
    found: Found | None = st.session_state.get("found")
    if found is None:
        return
    with st.container(key="found", horizontal=True, vertical_alignment="center", gap="small"):
        offered = found.hits if found.hits else found.near
        written = f"\u201c{plain(found.written)}\u201d"
        if found.sure:
            best, offered = found.hits[0], found.hits[1:]
            st.markdown(_("{written} is **{place}**, {confidence}: {why}", written=written, place=plain(in_words(dataset, best)),
                          confidence=f"{best.confidence:.0%}", why=plain(best.why)))  # fmt: skip
        elif found.hits:
            st.markdown(_("{written} may mean:", written=written))
        elif found.near:
            st.markdown(_("Nothing known is called {written}. The nearest names:", written=written))
        else:
            st.markdown(_("Nothing known is called {written}, nor like it.", written=written))
        for number, hit in enumerate(offered[:OFFERED]):
            said = f"{plain(in_words(dataset, hit))}{f', {hit.confidence:.0%}' if found.hits else ''}"
            st.button(said, key=f"found {number} {hit.name} {hit.code}", on_click=go, args=(dataset, hit))
        st.button(_("Close"), key="found close", icon=":material/close:", type="tertiary",
                  on_click=lambda: st.session_state.pop("found", None))  # fmt: skip


def search(dataset: Dataset, written: str) -> Found:
    """Look a written name up among regions, places and substations."""
    hits = sorted([*_places(dataset, written), *_substations(dataset, written)], key=lambda hit: -hit.confidence)
    if hits:
        sure = len({(hit.code, hit.kind == SUBSTATION) for hit in hits if hit.confidence > hits[0].confidence - 0.05}) == 1
        asked = is_asked(candidates(dataset.places, written)) if hits[0].kind != SUBSTATION else False
        return Found(written=written, hits=tuple(hits), sure=sure and not asked)
    near = [_hit(dataset, one, confidence=0.0, why="") for one in closest(dataset.places, written)]
    return Found(written=written, hits=(), near=tuple(near))


def go(dataset: Dataset, hit: Hit) -> None:
    """Choose what was found, and fly there."""
    regions, level, code = at_level(dataset, view().level).regions, view().level, hit.code
    if code not in set(regions["code"]):
        point = Point(hit.place.lon, hit.place.lat) if hit.place and hit.kind != "region" else Point()
        holding = regions["code"][regions.contains(point)].tolist()
        level, code = (level, holding[0]) if holding else (None, code)
    st.session_state.pop("found", None)
    open_tab("Region")
    show(region=code if code in set(at_level(dataset, level).regions["code"]) else None, level=level, place=hit.place)


def in_words(dataset: Dataset, hit: Hit) -> str:
    """Say what a hit is, and where: "Henichesk, city in Kherson Oblast"."""
    regions = dict(zip(dataset.regions["code"], dataset.regions["name"], strict=True))
    if hit.kind == "region":
        return f"{regions.get(hit.code, hit.name)} ({hit.code})"
    kind = KINDS.get(hit.kind, hit.kind)
    if hit.code not in regions:
        return f"{hit.name}, {kind}"
    return _("{name}, {kind} in {region}", name=hit.name, kind=kind, region=regions[hit.code])


@derived(most=4)
def names_of(dataset: Dataset, level: int | None) -> dict[str, str]:
    """Return the names of a level's regions by code: those that are affected on some date first, then in order of name."""
    one = at_level(dataset, level)
    worst = (one.timeline.codes & STATE_BITS).max(axis=0) if one.timeline.days else np.zeros(len(one.regions))
    named = zip(-worst.astype(int), one.regions["name"], one.regions["code"], strict=True)
    return {code: name for _worst, name, code in sorted(named)}


def _chosen(dataset: Dataset, value: Any) -> None:
    st.session_state.pop("found", None)
    if value is None:
        choose("region", None)
    elif value in names_of(dataset, view().level):
        open_tab("Region")
        put(place=around_region(dataset, view(), value))
        choose("region", value)
    elif written := str(value).strip()[:LONGEST]:
        found = search(dataset, written)
        if found.sure:
            go(dataset, found.hits[0])
        renew("region")
        st.session_state["found"] = found


def _places(dataset: Dataset, written: str) -> list[Hit]:
    return [_hit(dataset, one, confidence=one.confidence, why=one.why)
            for one in candidates(dataset.places, written)]


def _substations(dataset: Dataset, written: str) -> list[Hit]:
    stations, codes = dataset.substations, dataset.regions["code"].tolist()
    found = []
    for one in candidates(_stations(dataset), written):
        point, region = stations.geometry.iloc[one.position], int(stations["region"].iat[one.position])
        found.append(Hit(name=one.name, kind=SUBSTATION, code=codes[region] if region >= 0 else "", confidence=one.confidence,
                         why=one.why, place=around_point(dataset, lat=point.y, lon=point.x)))  # fmt: skip
    return found


@derived()
def _stations(dataset: Dataset) -> PlaceIndex:
    """The public names of the substations, looked for as names of places are; their positions are generalised already."""
    stations = dataset.substations
    named = gpd.GeoDataFrame({
        "place_id": stations["id"], "name": stations["name"], "kind": SUBSTATION, "population": 0.0,
        "region_code": "-", "other_names": stations["other_names"],
    }, geometry=stations.geometry)  # fmt: skip
    return index_places(dataset.regions.iloc[:0], named, words=dataset.places.words)


def _hit(dataset: Dataset, found: Candidate | NamedPlace, *, confidence: float, why: str) -> Hit:
    place = None
    if found.kind == "region":
        place = around_region(dataset, View(), found.code)
    elif 0 <= found.position < len(dataset.gazetteer):
        point = dataset.gazetteer.geometry.iloc[found.position]
        place = around_point(dataset, lat=point.y, lon=point.x)
    elif found.code in set(dataset.regions["code"]):  # a small place: where in its region it lies is not known
        place = around_region(dataset, View(), found.code)
    return Hit(name=found.name, kind=found.kind, code=found.code, confidence=confidence, why=why, place=place)
