import datetime as dt
import json
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.errors import UsageError
from geo.view import (
    DEFAULT_LAYERS,
    EARLIEST,
    FILTERS,
    LATEST,
    PARTS,
    Place,
    View,
    from_page,
    from_query,
    parse_date,
    readable,
    to_page,
    to_parts,
    to_query,
)

printable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=64)
places = st.builds(
    Place, lat=st.integers(-85, 85), lon=st.integers(-360, 360), width_km=st.integers(1, 40_000),
)  # fmt: skip
views = st.builds(
    View, date=st.none() | st.dates(EARLIEST, LATEST), layers=st.lists(st.from_regex(r"\A[a-z_]{1,40}\Z"), max_size=4).map(tuple),
    region=st.none() | printable, level=st.none() | st.integers(0, 9), min_kv=st.none() | st.integers(0, 2000),
    metric=st.from_regex(r"\A[a-z_]{1,40}\Z"), compare=st.none() | st.dates(EARLIEST, LATEST),
    language=st.none() | st.sampled_from(["en", "uk", "en-US"]), place=st.none() | places,
    known_on=st.none() | st.dates(EARLIEST, LATEST),
    only=st.sets(st.tuples(st.sampled_from(FILTERS), st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)))
    .map(lambda pairs: tuple(sorted(pairs))),
)  # fmt: skip


@settings(deadline=None)
@given(views)
def test_a_view_that_is_printed_reads_back(view: View) -> None:
    assert from_query(to_query(view)) == view
    assert from_query("?" + to_query(view)) == view
    assert from_query(to_parts(view)) == view


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_link_is_a_view_or_a_usage_error(query: str) -> None:
    try:
        view = from_query(query)
    except UsageError:
        return
    assert from_query(to_query(view)) == view


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["date", "layers", "region", "level", "kv", "metric", "only", "x"]), st.text(max_size=80)))
def test_any_parsed_link_is_a_view_or_a_usage_error(query: dict[str, str]) -> None:
    try:
        view = from_query(query)
    except UsageError:
        return
    assert all(layer.isascii() for layer in view.layers)


@pytest.mark.parametrize("query", [
    "date=2026-02-30", "date=yesterday", "date=2026-1-7", "date=20260107", "date=2026-01-07T00:00", "date=٢٠٢٦-٠١-٠٧",
    "layers=<script>", "layers=../x", "layers=Regions", "layers=" + "a" * 41, "region=" + "x" * 65, "region=%00", "region=a%0Ab",
    "level=two", "level=-1", "level=10", "level=1.5", "kv=high", "metric=Share", "metric=a b", "kv=99999", "kv=٣٣٠",
])  # fmt: skip
def test_a_hostile_link_is_refused(query: str) -> None:
    with pytest.raises(UsageError):
        from_query(query)


def test_an_empty_link_is_the_view_that_everyone_starts_with() -> None:
    assert from_query("") == View(date=None, layers=DEFAULT_LAYERS, region=None)
    assert to_query(View()) == ""


def test_no_layers_is_not_the_same_as_the_usual_layers() -> None:
    assert from_query(to_query(View(layers=()))).layers == ()


def test_unknown_keys_of_a_link_are_left_alone() -> None:
    assert from_query("utm_source=mail&date=2026-01-07").date == dt.date(2026, 1, 7)


def test_a_link_is_readable() -> None:
    view = View(date=dt.date(2026, 1, 7), layers=("regions", "labels"), region="UA-23")
    assert to_query(view) == "date=2026-01-07&layers=regions,labels&region=UA-23"


def test_a_refusal_says_how_to_write_a_date() -> None:
    with pytest.raises(UsageError, match="2026-01-07"):
        parse_date("7 January")


def test_a_date_that_nothing_can_be_known_of_is_refused_with_the_dates_that_can_be_given() -> None:
    with pytest.raises(UsageError, match=r"0001-01-01 cannot be shown\. Give one from 1900-01-01 to 2099-12-31"):
        from_query("date=0001-01-01")


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["Pacific/Kiritimati", "Etc/GMT+12"]))
@example(dt.date.min, "UTC")
@example(dt.date.max, "UTC")
def test_what_the_app_reckons_with_a_date_of_a_link_never_overflows(date: dt.date, zone: str) -> None:
    try:
        read = from_query(f"date={date.isoformat()}&compare={date.isoformat()}")
    except UsageError:
        return
    for one in (read.date, read.compare):
        assert one is not None
        midnight = dt.datetime.combine(one, dt.time(), ZoneInfo(zone))
        for moment in (midnight, midnight + dt.timedelta(days=1), midnight - dt.timedelta(days=1)):
            assert dt.datetime.fromtimestamp(moment.timestamp(), dt.UTC) == moment
            assert pd.Timestamp(moment).as_unit("ns") == moment


def test_a_place_is_in_the_link_with_its_centre_and_its_width_in_km() -> None:
    view = View(place=Place(lat=48.46666, lon=35.04, width_km=320.04))
    assert to_query(view) == "at=48.467,35.04,320"
    assert from_query("at=48.467,35.04,320").place == Place(lat=48.467, lon=35.04, width_km=320)


@pytest.mark.parametrize("text", ["48,35", "48,35,0", "91,35,100", "48,35,1e9", "nan,1,2", "48,35,100,", "48;35;100"])
def test_a_place_that_is_nowhere_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="latitude, longitude and width"):
        from_query(f"at={text}")


def test_of_a_link_all_that_can_be_read_is_read_and_the_rest_is_said() -> None:
    view, faults = readable("date=soon&region=UA-65&kv=high")
    assert view == View(region="UA-65")
    assert len(faults) == 2
    assert "Invalid date 'soon'" in " ".join(faults)


@settings(deadline=None)
@given(views)
def test_what_the_page_is_sent_reads_back(view: View) -> None:
    sent = json.loads(json.dumps(to_page(view)))
    shown = {name for name, part in PARTS.items() if part.on_map}
    assert from_page(sent) == {name: getattr(view, name) for name in shown}


def test_a_field_of_the_view_is_written_under_a_key_of_its_own() -> None:
    assert len({part.key for part in PARTS.values()}) == len(PARTS)


def test_a_filter_reads_as_one_writes_it_and_a_semicolon_in_a_name_is_no_end() -> None:
    view = from_query("only=source=Smith\\; Sons;role=operator;role=")
    assert view.only == (("role", ""), ("role", "operator"), ("source", "Smith; Sons"))
    assert to_query(view) == "only=role=;role=operator;source=Smith%5C;+Sons"


@pytest.mark.parametrize("text", ["operator", "colour=red", "role", "=x", "source=" + "x" * 201])
def test_a_filter_that_cannot_be_one_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="Use one of source, role, kind, cause, status, service, and a value: role=operator"):
        from_query({"only": text})
