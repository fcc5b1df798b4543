"""Cells that name several regions: "Georgia, Alabama" and "Georgia: Fulton County; Alabama: Mobile County;" are two rows each."""

import re

import pandas as pd

from geo.quantities import KINDS

WITHIN_STATE = "state: places;"
LISTED = "a list in words"
CODES = "codes"  # several codes of regions in a cell, with blanks or signs between them
_BETWEEN_CODES = re.compile(r"[\s,;|/]+")
SPLITS = (WITHIN_STATE, ";", ",", "/", "&", " and ", "|", LISTED)
_LISTED = re.compile(r"\s*[;,/&|]\s*(?:(?:and|und|et|y|e|та|і|и)\s+)?|\s+(?:and|und|et|y|e|та|і|й|и)\s+", re.IGNORECASE)
_STATE = re.compile(r"\s*([^:;]+?)\s*:\s*([^:;]*?)\s*(?:;|$|(?=[^:;]+:))")


def parts_of_cell(cell: str, sign: str) -> list[tuple[str, str]]:
    """Return each region that a cell names, and the part of it: Georgia and Fulton County."""
    if sign == CODES:
        return [(code, "") for code in _BETWEEN_CODES.split(cell) if code] or [(cell, "")]
    if sign == WITHIN_STATE:
        return [(place, part) for place, part in _STATE.findall(cell) if place] or [(cell, "")]
    parts = _LISTED.split(cell) if sign == LISTED else cell.split(sign)
    return [(part.strip(), "") for part in parts if part.strip()] or [(cell, "")]


def split_column(sign: str) -> str:
    """Return which of our columns a sign divides."""
    return "region_code" if sign == CODES else "place"


def split_rows(ours: pd.DataFrame, *, sign: str) -> pd.DataFrame:
    """Make a row of each region that the cell `place`, or of codes `region_code`, names; the rows of one cell are one event,
    so that what is told of the same regions later replaces it, and their index stays.

    A figure of several regions is the most that each of them can have: 1908 becomes "<1909".
    """
    column_of = split_column(sign)
    parts = ours[column_of].map(lambda cell: parts_of_cell(cell, sign))
    if (parts.map(len) <= 1).all() and not parts.map(
        lambda one: bool(one[0][1]) or one[0][0] != ""
    ).any():
        return ours
    several = parts.map(len) > 1
    number = parts.map(lambda one: range(1, len(one) + 1))
    made = ours.assign(**{column_of: parts, "_number": number}).explode([column_of, "_number"])
    again = several.loc[made.index].to_numpy(bool)
    made["scope"] = [
        part or scope
        for (_, part), scope in zip(
            made[column_of], made.get("scope", pd.Series("", index=made.index)), strict=True
        )
    ]
    made[column_of] = [place for place, _ in made[column_of]]
    for column in (kind for kind in KINDS if kind in made):
        made[column] = [
            f"<{int(cell) + 1}" if more and cell.isdecimal() and int(cell) else cell
            for cell, more in zip(made[column], again, strict=True)
        ]
    tied = made["event_id"] if "event_id" in made else pd.Series("", index=made.index)
    cells = ours[column_of].loc[made.index]
    made["event_id"] = [event or (cell if more else "") for event, cell, more in zip(tied, cells, again, strict=True)]
    if "record_id" in made:
        made["record_id"] = [
            f"{record}/{n}" if more and record else record
            for record, n, more in zip(made["record_id"], made["_number"], again, strict=True)
        ]
    return made.drop(columns="_number")
