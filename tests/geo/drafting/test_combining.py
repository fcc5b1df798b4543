"""Two drafted records become one: nothing is lost, and no part becomes the whole."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.drafting import merged
from geo.drafting.plain import FIELDS
from geo.errors import UsageError

TEXT = "Sumy is partly without power. 300 customers, then 280, the mayor said; since 1 May."
BLANK = dict.fromkeys(FIELDS, "") | {"extent": "unknown", "kind": "unknown", "cause": "unknown", "status": "claimed",
                                    "region_code": "UA-59"}
NOT_SAID = {"", "unknown", "claimed"}
VALUES = {"place": ["Sumy", "Konotop"], "scope": ["left bank"], "extent": ["part", "all"], "customers": ["300", "280"],
          "started_at": ["2026-05-01"], "source": ["the mayor", "DTEK"], "source_role": ["official", "operator"],
          "status": ["confirmed"], "services": ["water:out"]}  # fmt: skip


def proof(start: int, end: int) -> dict[str, Any]:
    return {"quote": TEXT[start:end], "start": start, "end": end, "rule": "by.hand"}


def record(**values: str) -> dict[str, Any]:
    return {**BLANK, **values, "evidence": {name: proof(at, at + 4) for at, name in enumerate(values)}}


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    found = record(**{name: draw(st.sampled_from(values)) for name, values in VALUES.items() if draw(st.booleans())})
    start = draw(st.integers(0, 20))
    found["evidence"] = {name: proof(start + at, start + at + 3) for at, name in enumerate(found["evidence"])}
    return found


@given(records(), records())
def test_every_value_of_both_is_in_the_record_or_told(first: dict[str, Any], second: dict[str, Any]):
    one, lost = merged(first, second)
    for name in FIELDS:
        if first[name] not in NOT_SAID:
            assert one[name] == first[name]
        if second[name] not in NOT_SAID:
            assert second[name] in {one[name], lost.get(name)}
        assert one[name] in {first[name], second[name]}


@given(records(), records())
def test_the_evidence_follows_the_value_and_stands_at_its_offsets(first: dict[str, Any], second: dict[str, Any]):
    one, _lost = merged(first, second)
    for name, words in one["evidence"].items():
        owner = next(whole for whole in (first, second) if whole["evidence"].get(name) == words)
        assert one[name] == owner[name]
        assert TEXT[words["start"] : words["end"]] == words["quote"]
    assert {name for name in VALUES if one[name] not in NOT_SAID} <= one["evidence"].keys()


def test_blanks_are_filled_from_the_second_and_another_figure_is_told():
    one, lost = merged(record(place="Sumy", extent="part", customers="300"),
                       record(place="Sumy", started_at="2026-05-01", customers="280"))  # fmt: skip
    assert (one["extent"], one["customers"], one["started_at"]) == ("part", "300", "2026-05-01")
    assert lost == {"customers": "280"}


def test_what_is_said_of_a_town_is_not_said_of_the_region():
    one, lost = merged(record(place="Sumy region", source="the governor"), record(place="Konotop", extent="all", customers="300"))
    assert (one["place"], one["extent"], one["customers"]) == ("Sumy region", "unknown", "")
    assert lost == {"place": "Konotop", "extent": "all", "customers": "300"}


def test_the_role_of_one_source_is_not_given_to_another():
    one, lost = merged(record(place="Sumy", source="DTEK"), record(place="Sumy", source="the mayor", source_role="official"))
    assert one["source_role"] == ""
    assert lost == {"source": "the mayor", "source_role": "official"}


def test_records_of_two_regions_are_not_merged():
    with pytest.raises(UsageError, match="one region"):
        merged(record(place="Sumy"), {**record(place="Poltava"), "region_code": "UA-53"})
