"""The regions of a dataset: read from their files by its settings, and looked at for what its readers should know of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np

from geo.errors import Fault, raise_faults, rejected_rows
from geo.mapping import mapped_regions
from geo.places import levels_from, read_shapes, regions_from
from geo.places.checks import (
    faults_of_frame,
    faults_of_position,
    overlaps_in_words,
    remarks_on_position,
)
from geo.settings import Settings
from geo.tables import Intake


@dataclass(frozen=True, kw_only=True, eq=False)
class Areas:
    """The regions of each level, the coarsest first; a sentence for every repair, and for what else is to be known.

    `intake`: the rows that cannot be used.
    """

    levels: list[gpd.GeoDataFrame]
    repairs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    intake: Intake = field(default_factory=Intake)


def regions_of(at: Mapping[str, Path], settings: Settings) -> Areas:
    """Read the regions of all levels that a dataset shows, from one file of boundaries or two.

    Parameters
    ----------
    at
        Where the files lie, by their key in [files]: `regions` and, if there is one, `finer_regions`.
    settings
        Hold the level to keep, if only one is, the CRS where the file does not say it, the frame of the map, and the mappings.

    Returns
    -------
    The regions; overlaps within a level, and a place far from the zone's country, are among the notes.

    Raises
    ------
    DataError
        With every fault of the first file that cannot be used; if the map's frame shows no region.
    """
    areas = levels_of(at["regions"], settings)
    levels, repairs, notes, intake = areas.levels, areas.repairs, areas.notes, areas.intake
    if "finer_regions" in at and settings.level is None:
        finer = levels_of(at["finer_regions"], settings, key="finer_regions")
        top = int(levels[-1]["level"].iat[0])
        known = [int(one["level"].iat[0]) for one in finer.levels]
        shift = max(0, top + 1 - min(known))  # a file of its own may count its levels from one
        levels = levels + [
            one.assign(level=n + shift) for one, n in zip(finer.levels, known, strict=True)
        ]
        repairs, notes = repairs + finer.repairs, notes + finer.notes
        intake = Intake(
            rejected=intake.rejected + finer.intake.rejected,
            rejected_count=intake.rejected_count + finer.intake.rejected_count,
        )
    if settings.frame is not None:
        raise_faults(faults_of_frame(settings.frame, levels[0]))
    said = [sentence for one in levels for sentence in overlaps_in_words(one)]
    said += remarks_on_position(levels[0], zone=settings.zone.key)
    return Areas(levels=levels, repairs=repairs, notes=(*notes, *said), intake=intake)


def levels_of(path: Path, settings: Settings, *, key: str = "regions") -> Areas:
    """Read what [files] calls `key`, `regions` or `finer_regions`; see `regions_of`.

    Finer regions without a mapping of their own are read by that of the regions, unless the file has
    our columns: one maker calls the columns of all levels alike.
    """
    shapes, kind = read_shapes(path, crs=settings.regions_crs), key
    notes, rejected = tuple(shapes.attrs["notes"]), list[Fault]()
    if kind not in settings.mappings and not {"code", "name"} <= set(shapes.columns):
        kind = "regions"
    if kind in settings.mappings:
        shapes = mapped_regions(shapes, settings.mappings[kind], name=path.name, kind=kind)
    if key == "regions" and settings.level is not None:
        one, repairs = regions_from(
            shapes, file=path.name, level=settings.level, rejected=rejected
        )
        levels = [one]
    else:
        levels, repairs = levels_from(shapes, file=path.name, rejected=rejected)
    bad = rejected_rows(
        rejected, read=len(shapes), file=path.name, most=settings.max_rejected_share
    )
    intake = Intake(rejected=tuple(rejected), rejected_count=len(bad))
    return Areas(levels=levels, repairs=repairs, notes=notes, intake=intake)


def require_position(regions: gpd.GeoDataFrame, settings: Settings, points: np.ndarray) -> None:
    """Raise DataError if longitude and latitude of the regions look swapped.

    `points`: lon and lat of all that the dataset knows, shape (n, 2).
    """
    raise_faults(
        faults_of_position(
            regions, zone=settings.zone.key, points=points, file=settings.files.regions
        )
    )
