"""What each way to find a name is worth: one table, which README.md of this folder prints.

A confidence is what `retrieve` gives a hit, less what `score` takes from it. It orders candidates
and says when to ask; it is no probability.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields


def _because(value: float, reason: str) -> float:
    worth: float = field(default=value, metadata={"reason": reason})
    return worth


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Worths from 0 to 1, each with its reason in the field's metadata."""

    exact_of_kind: float = _because(
        1.0, "exactly this name, of the kind that the words ask for; a code; decided"
    )
    exact: float = _because(0.98, "exactly this name, no kind asked for")
    exact_bare: float = _because(
        0.96, "exactly this name, but for the word of kind in it: Kyiv for Kyiv Oblast"
    )
    respelled: float = _because(
        0.95, "the same name in another script or transliteration, six letters or more"
    )
    respelled_5: float = _because(0.92, "the same, five letters: more names sound alike")
    respelled_4: float = _because(0.9, "the same, four letters")
    small_respelled: float = _because(
        0.9, "a village in another spelling: it may be a slip in a town's name"
    )
    inflected_of_kind: float = _because(
        0.95, "declined, or an adjective, beside a word of its kind; a city's region"
    )
    inflected_great: float = _because(
        0.92, "declined, five letters or more: the own name of a great city, which is meant before any other"
    )
    inflected: float = _because(0.88, "declined, or an adjective, without such a word")
    abbreviated: float = _because(
        0.9, "the beginning of each of its words, where a region is asked for and no other begins so"
    )
    small_alias: float = _because(
        0.88, "an old or foreign name of a village: many are other towns' names too"
    )
    run_together: float = _because(0.88, "the same letters, divided into other words")
    one_slip: float = _because(0.88, "one letter wrong, eight letters or more")
    one_slip_6: float = _because(0.85, "the same, six or seven letters")
    one_slip_5: float = _because(0.75, "the same, five letters")
    one_slip_4: float = _because(
        0.72, "the same, four letters: only for a region, where one is asked for"
    )
    two_slips: float = _because(0.78, "two letters wrong, nine letters or more")
    two_slips_7: float = _because(0.72, "the same, seven or eight letters")
    sure: float = _because(
        0.9,
        "from here on a record is placed without asking; the most for a name that a place of "
        "another region has too, unless it is a region's or a great city's, and for a place that "
        "is not known beside its region",
    )
    unsettled: float = _because(
        0.85, "the most where two places are named, or a city's district stands alone"
    )
    unknown_beside: float = _because(0.8, "the most where something beside the name is not known")
    least: float = _because(0.7, "below it nothing is returned")
    near: float = _because(
        0.05, "candidates of two regions this near to each other are asked about"
    )
    against_other_kind: float = _because(
        0.2, "taken off: nothing of the kind asked for has the name"
    )
    against_town_of_district: float = _because(
        0.12, "taken off: a district is asked for, only its town is known"
    )
    against_former: float = _because(0.1, "taken off: a district of former times")
    against_outweighed: float = _because(0.1, "taken off: a place five times as large fits as well")
    against_small_slip: float = _because(0.1, "taken off: a slip that leads to a village")
    against_unasked_district: float = _because(
        0.05, "taken off: a district, where none is asked for"
    )
    against_slip_in_stem: float = _because(0.02, "taken off: the slip is in a declined name")


SCORES = Scores()


def table_of_scores() -> Iterator[str]:
    """Yield the lines of the table that README.md of this folder prints."""
    yield from ("| what | worth | reason |", "|---|---|---|")
    for one in fields(SCORES):
        what, worth = one.name.replace("_", " "), getattr(SCORES, one.name)
        yield f"| {what} | {worth} | {one.metadata['reason']} |"
