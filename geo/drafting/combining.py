"""Two drafted records become one, with nothing lost: what the one record cannot hold is told.

"Sumy, part, customers 300" and "Sumy, since 1 May, customers 280" become "Sumy, part, customers 300, since 1 May", and
"customers 280" is told.
"""

from collections.abc import Mapping
from typing import Any

from geo.drafting.plain import FIELDS
from geo.errors import UsageError

NOT_SAID = {"extent": "unknown", "kind": "unknown", "cause": "unknown", "status": "claimed"}
OF_THE_SOURCE = ("source", "source_role", "source_url")
OF_THE_GROUND = ("extent", "people", "customers", "settlements", "facilities", "kind", "cause", "asset", "services")
WHERE = ("place", "region_code", "scope", "scope_share")


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Merge two drafted records of one region: the values of the first, its blanks filled from the second.

    A part never becomes the whole: extent, figures and services of another place or scope are not taken over, nor is another
    source's role or address, nor the status. The evidence of a value goes with it.

    Parameters
    ----------
    first, second
        Records of `as_data`, of one text: their evidence keeps its offsets.

    Returns
    -------
    The merged record, and each value of the second that it does not hold, by column.

    Raises
    ------
    UsageError
        If they name different regions.
    """
    if first["region_code"] != second["region_code"]:
        raise UsageError("Only records of one region are merged. Give both the same region first.")
    record: dict[str, Any] = {**first, "evidence": dict(first["evidence"])}
    kept_back = {"status"}  # a retraction of one is none of the other
    if not all(_same(first, second, name) for name in WHERE):
        kept_back |= {*WHERE, *OF_THE_GROUND}
    if _said(first, "source") and not _same(first, second, "source"):
        kept_back |= {*OF_THE_SOURCE}
    for name in FIELDS:
        if not _said(first, name) and _said(second, name) and name not in kept_back:
            record[name] = second[name]
            record["evidence"].pop(name, None)
            if name in second["evidence"]:
                record["evidence"][name] = second["evidence"][name]
    lost = {name: str(second[name]) for name in FIELDS if _said(second, name) and not _same(record, second, name)}
    return record, lost


def _said(record: Mapping[str, Any], name: str) -> bool:
    return record.get(name, "") not in {"", NOT_SAID.get(name, "")}


def _same(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    return str(one.get(name, "")).casefold() == str(other.get(name, "")).casefold()
