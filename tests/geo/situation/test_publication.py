"""What an embargo keeps back, and that it keeps back nothing else."""

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.export import FORMATS
from briefing.request import Request
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of, withheld_in_words
from geo.read import read_dataset
from geo.situation import published, told, unplaced
from geo.situation.account import account_of, in_words
from geo.states import State
from geo.view import View, parse_date
from tests.briefing.test_positions import parts_of
from tests.folders import write_folder
from tests.geo.counts.test_summary import rows as counted
from tests.geo.test_levels import states, two_levels
from tests.geo.worlds import on, state, world
from tests.geo.worlds import settings as settings_of
from tests.layers.test_page import sections_of

KYIV = settings_of().zone
OLD, NEW = "2026-01-07T18:00", "2026-01-09T10:15"
TIME = st.one_of(st.just(""), st.builds("2026-01-{:02d}".format, st.integers(5, 12)),
                 st.builds("2026-01-{:02d}T{:02d}:{:02d}".format, st.integers(5, 12), st.integers(0, 23), st.integers(0, 59)))
REPORT = st.fixed_dictionaries({"started_at": TIME, "reported_at": TIME, "region_code": st.sampled_from(["A", "B", "C", "??"]),
                                "extent": st.sampled_from(["all", "part", "none", "unknown"])})  # fmt: skip


def embargo(hours: float) -> dict[str, dict[str, float]]:
    return {"publication": {"embargo_hours": hours}}


def view(day: str = "2026-01-07") -> View:
    return View(date=parse_date(day))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=KYIV)


def ids(dataset) -> list[str]:
    return dataset.reports["record_id"].tolist()


def test_without_an_embargo_the_dataset_is_the_same():
    dataset = world({"region_code": "A", "reported_at": NEW}, {"region_code": "B", "started_at": ""})
    public = published(dataset, at("2026-01-09T10:16"))
    assert public.dataset is dataset
    assert public.withheld == 0


def test_a_report_newer_than_the_embargo_is_kept_back_and_an_older_one_stays():
    dataset = world({"region_code": "A", "reported_at": OLD}, {"region_code": "B", "reported_at": NEW}, sections=embargo(24))
    public = published(dataset, at("2026-01-09T12:00"))
    assert (ids(public.dataset), public.withheld) == (["r0"], 1)
    assert [state(public.dataset, "2026-01-07", code) for code in "AB"] == [State.ALL, State.NO_REPORT]
    assert (ids(dataset), state(dataset, "2026-01-07", "B")) == (["r0", "r1"], State.ALL), "the app still sees all"


@pytest.mark.parametrize(("written", "made_at", "kept"), [
    ("2026-01-09T10:15", "2026-01-10T10:15", False),  # the report may be of the last second of its minute
    ("2026-01-09T10:15", "2026-01-10T10:16", True),
    ("2026-01-09", "2026-01-10T23:59", False),  # or of the last minute of its day
    ("2026-01-09", "2026-01-11T00:00", True),
    ("2026-01-09T10:15Z", "2026-01-10T12:15", False),
    ("2026-01-09T10:15Z", "2026-01-10T12:16", True),
    ("", "2030-01-01T00:00", False),  # nobody knows that it is old enough
])  # fmt: skip
def test_a_report_is_as_old_as_its_last_possible_moment(written, made_at, kept):
    dataset = world({"region_code": "A", "started_at": written}, sections=embargo(24))
    assert published(dataset, at(made_at)).withheld == (0 if kept else 1)


def test_a_report_is_as_old_as_it_was_told_not_as_what_it_tells_of():
    dataset = world({"region_code": "A", "started_at": "2026-01-02", "reported_at": NEW}, sections=embargo(24))
    assert published(dataset, at("2026-01-09T12:00")).withheld == 1


def test_hours_are_hours_when_the_clocks_change():
    """In the night to 29 March 2026 Kyiv's clocks jump from 3 to 4: at 4:30 the report of 2:00 is an hour and a half old."""
    dataset = world({"region_code": "A", "started_at": "2026-03-29T02:00"}, sections=embargo(2))
    assert published(dataset, at("2026-03-29T04:30")).withheld == 1
    assert published(dataset, at("2026-03-29T05:01")).withheld == 0


@pytest.mark.long
@settings(deadline=None, max_examples=20)
@given(st.lists(REPORT, min_size=1, max_size=8), st.integers(0, 7 * 24), st.sampled_from([1, 12, 24, 72]))
def test_what_is_kept_and_what_is_withheld_are_all_that_was_read(reports, after_h, hours):
    dataset = world(*reports, sections=embargo(hours))
    made_at = at("2026-01-06T00:00") + dt.timedelta(hours=after_h)
    public = published(dataset, made_at)
    kept = set(ids(public.dataset))
    assert public.withheld + len(kept) == len(reports)
    assert len(public.dataset.placement.region) == len(kept)
    edge = made_at - dt.timedelta(hours=hours)
    old = {name for name, moment in zip(ids(dataset), told(dataset.reports), strict=True) if moment and moment.end <= edge}
    assert kept == old
    assert {name for name, _ in unplaced(public.dataset)} == {name for name, _ in unplaced(dataset)} & kept


@pytest.mark.long
@settings(deadline=None, max_examples=12)
@given(st.lists(REPORT, min_size=1, max_size=6), st.integers(0, 7 * 24))
def test_what_is_published_is_as_if_only_old_reports_had_ever_been_read(reports, after_h):
    dataset = world(*({"record_id": f"r{i}"} | one for i, one in enumerate(reports)), sections=embargo(12))
    public = published(dataset, at("2026-01-06T00:00") + dt.timedelta(hours=after_h)).dataset
    kept = set(ids(public))
    alone = world(*({"record_id": f"r{i}"} | one for i, one in enumerate(reports) if f"r{i}" in kept))
    for index in range(dataset.timeline.days):
        day = dataset.timeline.day(index).isoformat()
        assert [(r.state, r.flags, r.rule) for r in on(public, day).regions] == [(r.state, r.flags, r.rule)
                                                                                for r in on(alone, day).regions]  # fmt: skip
        assert on(public, day).totals == on(alone, day).totals


def test_a_finer_level_keeps_back_the_same_reports():
    dataset = two_levels({"region_code": "AWest", "reported_at": OLD}, {"region_code": "BEast", "reported_at": NEW})
    public = published(replace(dataset, settings=settings_of(**embargo(24))), at("2026-01-09T12:00")).dataset
    assert set(states(dataset, 2, "2026-01-07")) == {"AWest", "BEast"}
    assert set(states(public, 2, "2026-01-07")) == {"AWest"}
    assert all(len(level.placement.region) == 1 for level in public.finer)


def test_counts_that_are_old_enough_are_published_too():
    dataset = world({"region_code": "B"}, counts=counted(("A", "2026-01-07T10:00", "95", "100")), sections=embargo(24))
    assert state(dataset, "2026-01-07", "A") == State.NEARLY_ALL
    public = published(dataset, at("2026-01-20T00:00"))
    assert (public.withheld, state(public.dataset, "2026-01-07", "B")) == (0, State.ALL)
    assert state(public.dataset, "2026-01-07", "A") == State.NEARLY_ALL, "counted 13 days ago, and nothing says that it is gone"
    assert on(public.dataset, "2026-01-07").regions[0].customers_out == 95


def test_counts_of_a_day_that_is_too_new_are_kept_back():
    dataset = world({"region_code": "B", "started_at": "2026-01-05"}, sections=embargo(24),
                    counts=counted(("A", "2026-01-09T10:00", "95", "100")))  # fmt: skip
    public = published(dataset, at("2026-01-09T12:00"))
    assert (public.withheld, public.withheld_days) == (0, 1)
    assert state(public.dataset, "2026-01-09", "A") == State.NO_REPORT
    words = withheld_in_words(subject_of(dataset, view(), made_at=at("2026-01-09T12:00")))
    assert words == "counts of 1 day newer than 24 hours"


def test_the_sheet_counts_what_is_withheld():
    dataset = world({"region_code": "A", "reported_at": OLD}, {"region_code": "B", "reported_at": NEW}, sections=embargo(24))
    sheet = sheet_of(subject_of(dataset, view(), made_at=at("2026-01-09T12:00")))
    told = "1 report shown of 1 in the dataset; every record is placed; 1 report newer than 24 hours withheld."
    assert sheet["notes"][0] == told
    assert sheet["as_of"] == "7 January 2026, 18:00"
    later = sheet_of(subject_of(dataset, view(), made_at=at("2026-01-20T12:00")))
    assert later["notes"][0] == "2 reports shown of 2 in the dataset; every record is placed."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One report that may be told, and one whose every word is a secret still."""
    secret = {"record_id": "hush-1", "source": "Hushed office", "region_code": "XX-B", "summary": "Hushed words",
              "asset": "hushed transformer", "services": "rail:hushed", "people": "98765", "reported_at": "2030-05-02T10:00",
              "source_url": "https://hushed.example/1"}  # fmt: skip
    lost = {"record_id": "hush-2", "source": "Hushed office", "place": "Hushville", "reported_at": "2030-05-02T11:00"}
    open_ = {"record_id": "said-1", "region_code": "XX-A", "summary": "Open words", "started_at": "2030-05-01"}
    return write_folder(tmp_path_factory.mktemp("w") / "d", [open_, secret, lost], more="[publication]\nembargo_hours = 24")


def text_of(content: bytes, extension: str) -> str:
    parts = parts_of(content, extension)
    if extension == ".html":
        parts += list(sections_of(content.decode()).values())
    return "\n".join(part.decode("utf-8", "ignore") for part in parts)


@pytest.mark.long
@pytest.mark.parametrize("extension", [one for one in FORMATS if one != ".zip"])
def test_no_export_holds_a_word_of_what_is_withheld(folder, extension):
    dataset = read_dataset(folder)

    def made(at_: str) -> str:
        subject = subject_of(dataset, view("2030-05-01"), made_at=at(at_))
        return text_of(FORMATS[extension](Request(subject=subject, dates=(subject.date,))), extension)

    hushed = re.compile(r"hushed|hush-|hushville|98[,. ]?765|Square B: all", re.IGNORECASE)
    assert not hushed.search(made("2030-05-03T10:00"))
    if extension != ".gif":  # it holds pixels and the dataset's own words
        assert hushed.search(made("2030-05-10T10:00")), "and a week later it does: the search can find it"


def test_codes_of_withheld_reports_do_not_remain_in_any_array(folder):
    public = published(read_dataset(folder), at("2030-05-03T10:00")).dataset
    assert np.unique(public.timeline.setter).tolist() == [-1, 0]
    assert public.timeline.statements["record"].tolist() == [0]


def test_neither_codes_nor_figures_of_counts_that_are_kept_back_are_told():
    rows = [("A", "2026-01-05T10:00", "120", "100"), ("A", "2026-01-09T10:00", "777", "100"),
            ("NOWHERE", "2026-01-09T10:00", "5", "")]  # fmt: skip
    dataset = world(sections=embargo(24), counts=counted(*rows))
    told = "\n".join(in_words(account_of(dataset)))
    assert "'NOWHERE'" in told
    assert "777" in told
    public = published(dataset, at("2026-01-09T12:00")).dataset
    told = "\n".join(in_words(account_of(public)))
    assert "NOWHERE" not in told
    assert "777" not in told
    assert "2026-01-05: 120 customers out of 100" in told
    assert public.count_summary.listed == ((4, "no region of the dataset has that code or name"),)
