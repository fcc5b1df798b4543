"""A figure of several places together is one of the region in which they all lie."""

from collections.abc import Sequence

from geo.drafting.clause import EMERGENCY, LOST, PLANNED, Clause
from geo.drafting.counted import OUT
from geo.drafting.extents import Said
from geo.drafting.place import REGION
from geo.drafting.quantities import Figure
from geo.drafting.subjects import Subject
from geo.drafting.texts import ReadText, region_named

OUT_OF = {LOST, EMERGENCY, PLANNED}


def joint_subject(
    read: ReadText, number: int, clause: Clause, subjects: Sequence[Subject], shared: Sequence[Figure]
) -> Subject | None:
    """Return the region that holds all places of a clause with the figure of them together, as a part of it; None if they lie
    in several regions or are quarters, if it does not say who is out, or if the text names the region nowhere up to the sentence
    `number`.
    """
    codes = {one.place.code for one in subjects}
    figures = tuple(figure for figure in shared if figure.column in OUT)
    if clause.kind not in OUT_OF or len(codes) != 1 or len(subjects) < 2 or not figures:
        return None
    if any(one.place.level == REGION or one.place.quarter for one in subjects):
        return None
    region = region_named(read.places[: number + 1], next(iter(codes)))
    if region is None:
        return None
    extent = Said(value="part", first=figures[0].first, last=figures[0].last, rule="extent.figure")
    once = {figure.column: figure for figure in reversed(figures)}
    return Subject(place=region, figures=tuple(once.values()), extent=extent, named=False)
