"""A dataset in another language: the same facts, with names, title and limits as that language has them.

Names stand in columns `name_<language>` and `short_name_<language>` of regions, base map and gazetteer, the rest under
`[translations.<language>]` of `dataset.toml`. What is not translated stays as it is; so does what statements say, who says it,
and how they write places: these are other people's words.
"""

from dataclasses import fields, replace

import geopandas as gpd
import numpy as np

from geo.dataset import Dataset
from geo.derived import derived
from geo.language import _, said_in, speaking
from geo.places import OUTSIDE
from geo.reports import POINT, Placement
from geo.settings import Settings
from geo.translations import Translation


def language_code(dataset: Dataset, code: str | None) -> str:
    """Return the language in which a dataset is said: the one asked for, else its own, else English."""
    return code or said_in(dataset.settings.language)


def language_of_dataset(dataset: Dataset) -> str:
    """Return the language that a dataset is in, as `geo.language.in_language` asks for it."""
    return said_in(dataset.settings.language)


@derived(most=4)
def localised(dataset: Dataset, code: str | None) -> Dataset:
    """Return the dataset in a language; None is its own. Raises UsageError for a language without a catalogue.

    It is another object, so what is kept on it (`geo.derived`) is of this language; shapes are encoded once for all languages.
    """
    code = language_code(dataset, code)
    own = dataset.settings.language
    if own == code and (dataset.original is not None or _of(own) == "en"):
        return dataset
    original = dataset.original or dataset
    if original is not dataset and _of(own) == _of(code):
        return replace(dataset, settings=replace(dataset.settings, language=code))
    if _of(own) == _of(code) == "en":
        return replace(dataset, settings=replace(dataset.settings, language=code), original=original)
    gazetteer = named(dataset.gazetteer, code)
    with speaking(code):
        finer = tuple(replace(one, regions=named(one.regions, code), placement=_placed(dataset, gazetteer, one.placement))
                      for one in dataset.finer)
        placement = _placed(dataset, gazetteer, dataset.placement)
    translation = dataset.settings.translations.get(_of(code), Translation())
    scopes = translation.scopes
    reports = dataset.reports.assign(scope=[scopes.get(one, one) for one in dataset.reports["scope"]])
    return replace(dataset, settings=_settings(dataset.settings, translation, code), regions=named(dataset.regions, code),
                   basemap=named(dataset.basemap, code), gazetteer=gazetteer, finer=finer, placement=placement,
                   reports=reports, original=original)


def title_in(settings: Settings, code: str) -> str:
    """Return the title of a dataset in a language, its own where it is not translated."""
    return settings.translations.get(_of(code), Translation()).title or settings.title


def named(frame: gpd.GeoDataFrame, code: str) -> gpd.GeoDataFrame:
    """Return a frame with the names that it has in a language, where it has them."""
    found = {}
    for column in ("name", "short_name"):
        translated = f"{column}_{_of(code)}"
        if column in frame and translated in frame:
            words = frame[translated].fillna("")
            found[column] = words.where(words != "", frame[column])
    return gpd.GeoDataFrame(frame.assign(**found), crs=frame.crs) if found else frame


def _of(code: str) -> str:
    return code.partition("-")[0]


def _settings(settings: Settings, translation: Translation, code: str) -> Settings:
    names = [one.name for one in fields(Translation) if one.name not in {"scopes", "disclaimer", "zone_note"}]
    given = {name: words for name in names if (words := getattr(translation, name))}
    if settings.zone_name == f"{settings.zone.key} time" and not translation.zone_name:
        with speaking(code):
            given["zone_name"] = _("{zone} time", zone=settings.zone.key)
    if translation.disclaimer:
        given["disclaimer"] = f"{translation.disclaimer} {translation.zone_note}".rstrip()
    return replace(settings, **given, language=code)


def _placed(dataset: Dataset, gazetteer: gpd.GeoDataFrame, placement: Placement) -> Placement:
    """The place inside a region by its name in the language, where it is called by the gazetteer's name."""
    inside = np.array([_(POINT) if one == POINT else str(one) for one in placement.inside], dtype=object)
    known = np.flatnonzero(placement.gazetteer != OUTSIDE)
    at = placement.gazetteer[known]
    written = dataset.gazetteer["name"].to_numpy(object)[at]
    same = placement.inside[known] == written
    inside[known[same]] = gazetteer["name"].to_numpy(object)[at[same]]
    return replace(placement, inside=inside)
