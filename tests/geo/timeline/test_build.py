import datetime as dt
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dataset import Dataset
from geo.errors import DataError
from geo.quantities import Quantity
from geo.states import FLAGS, HIDDEN, LAST_KNOWN, PARTIAL, STATE_BITS, UNSAID, State
from tests.geo.worlds import flags, on, places, region, state, world

WHOLE = {"region_code": "A"}
NORTH = WHOLE | {"scope": "the north"}


def states(dataset: Dataset, first: str, days: int, code: str = "A") -> list[State]:
    start = dt.date.fromisoformat(first)
    return [state(dataset, str(start + dt.timedelta(days=i)), code) for i in range(days)]


def setter(dataset: Dataset, day: str) -> str | None:
    record = region(dataset, day).setter
    return None if record is None else str(dataset.reports["record_id"].iloc[record])


def test_a_report_is_fresh_on_its_day_then_last_known_for_72_hours_then_gone() -> None:
    dataset = world(WHOLE | {"extent": "nearly_all", "started_at": "2026-01-07"})
    worst = State.NEARLY_ALL
    assert states(dataset, "2026-01-06", 6) == [State.NO_REPORT, worst, worst, worst, worst, State.NO_REPORT]
    assert flags(dataset, "2026-01-07") == set()
    assert all(flags(dataset, f"2026-01-{day:02}") == {"last_known"} for day in (8, 9, 10))


def test_after_expiry_there_is_no_report_and_not_power_on() -> None:
    assert state(world(WHOLE), "2026-01-20") == State.NO_REPORT


def test_expiry_counts_from_the_minute_of_the_report() -> None:
    dataset = world(WHOLE | {"started_at": "2026-01-07T01:00", "reported_at": "2026-01-07T23:00"})
    assert states(dataset, "2026-01-10", 2) == [State.ALL, State.NO_REPORT]
    at_midnight = world(WHOLE | {"started_at": "2026-01-06T23:59", "reported_at": "2026-01-06T23:59"})
    assert states(at_midnight, "2026-01-09", 2) == [State.ALL, State.NO_REPORT]


def test_expiry_counts_true_hours_when_the_clocks_change() -> None:
    autumn = world(WHOLE | {"started_at": "2026-10-24T00:30"})
    assert states(autumn, "2026-10-26", 2) == [State.ALL, State.NO_REPORT]
    spring = world(WHOLE | {"started_at": "2026-03-27T23:30"})
    assert states(spring, "2026-03-30", 2) == [State.ALL, State.ALL]


def test_a_dataset_may_let_reports_expire_sooner() -> None:
    dataset = world(WHOLE, sections={"time": {"expiry_hours": 24}})
    assert states(dataset, "2026-01-07", 3) == [State.ALL, State.ALL, State.NO_REPORT]


def test_a_report_says_itself_until_when_it_is_valid() -> None:
    dataset = world(WHOLE | {"valid_until": "2026-01-08"})
    assert states(dataset, "2026-01-07", 3) == [State.ALL, State.ALL, State.NO_REPORT]


def test_a_known_interval_is_fresh_on_every_day_that_it_touches_and_never_last_known() -> None:
    dataset = world(WHOLE | {"started_at": "2026-01-07T22:00", "ended_at": "2026-01-09T06:00"})
    assert states(dataset, "2026-01-06", 5) == [State.NO_REPORT, State.ALL, State.ALL, State.ALL, State.NO_REPORT]
    assert not flags(dataset, "2026-01-08")


def test_an_end_at_midnight_does_not_touch_the_new_day() -> None:
    dataset = world(WHOLE | {"started_at": "2026-01-07", "ended_at": "2026-01-08T00:00"})
    assert states(dataset, "2026-01-07", 2) == [State.ALL, State.NO_REPORT]


def test_a_day_is_the_civil_day_of_the_datasets_zone() -> None:
    dataset = world(WHOLE | {"started_at": "2026-01-06T22:30Z", "ended_at": "2026-01-06T23:30Z"})
    assert states(dataset, "2026-01-06", 3) == [State.NO_REPORT, State.ALL, State.NO_REPORT]


def test_a_report_is_fresh_again_on_the_day_it_was_said() -> None:
    dataset = world(WHOLE | {"started_at": "2026-01-01", "reported_at": "2026-01-05"})
    assert [bool(flags(dataset, f"2026-01-0{day}")) for day in (1, 2, 4, 5, 6)] == [False, True, True, False, True]
    assert states(dataset, "2026-01-08", 2) == [State.ALL, State.NO_REPORT]


def test_what_is_announced_ahead_is_no_outage_before_it_starts() -> None:
    dataset = world(WHOLE | {"kind": "emergency", "reported_at": "2026-01-05", "started_at": "2026-01-07"})
    assert states(dataset, "2026-01-05", 3) == [State.NO_REPORT, State.NO_REPORT, State.ALL]
    planned = world(WHOLE | {"kind": "scheduled", "reported_at": "2026-01-05", "started_at": "2026-01-07"})
    assert [flags(planned, f"2026-01-0{day}") for day in (5, 6, 7)] == [set(), set(), {"scheduled"}]


def test_an_outage_known_to_have_ended_is_not_shown_on_the_later_day_it_was_told() -> None:
    dataset = world(WHOLE | {"started_at": "", "ended_at": "2026-01-07T17:00", "reported_at": "2026-01-08"})
    assert states(dataset, "2026-01-07", 2) == [State.ALL, State.NO_REPORT]


def test_a_report_about_a_part_never_paints_the_whole_region() -> None:
    dataset = world(NORTH | {"extent": "all"})
    assert state(dataset, "2026-01-07") == State.PART
    assert flags(dataset, "2026-01-07") == {"partial"}


def test_a_report_about_a_place_never_paints_the_whole_region() -> None:
    city = places({"name": "Alpha", "region_code": "A"})
    for row in ({"place": "Alpha"}, {"region_code": "A", "place": "Alpha"}, {"lon": "0.5", "lat": "0.5"}):
        dataset = world(row, gazetteer=city)
        assert state(dataset, "2026-01-07") == State.PART
        assert flags(dataset, "2026-01-07") == {"partial"}


@pytest.mark.parametrize(("share", "extent", "shown"), [
    ("0.3", "all", State.PART), ("0.6..0.8", "all", State.LARGE_PART), ("0.4..0.8", "all", State.PART), ("0.95",
    "all", State.NEARLY_ALL),
    ("1", "all", State.NEARLY_ALL), ("0.6", "large_part", State.PART), ("1", "part", State.PART),
])  # fmt: skip
def test_a_scope_of_known_share_colours_by_what_share_and_extent_support(share: str, extent: str, shown: State) -> None:
    dataset = world(NORTH | {"scope_share": share, "extent": extent})
    assert state(dataset, "2026-01-07") == shown
    assert flags(dataset, "2026-01-07") == {"partial", "estimated"}


def test_a_share_of_a_city_is_no_share_of_its_region() -> None:
    city = places({"name": "Alpha", "region_code": "A"})
    dataset = world({"place": "Alpha", "scope": "the centre", "scope_share": "1"}, gazetteer=city)
    assert state(dataset, "2026-01-07") == State.PART
    assert flags(dataset, "2026-01-07") == {"partial"}


@pytest.mark.parametrize("row", [{"status": "retracted"}, {"status": "disputed"}, {"kind": "advisory"}, {"extent": "unknown"}])
def test_what_is_withdrawn_disputed_advice_or_of_unknown_extent_never_colours(row: dict[str, str]) -> None:
    dataset = world(WHOLE | row)
    assert state(dataset, "2026-01-07") == State.NO_REPORT
    assert region(dataset, "2026-01-07").statements == (0,)


def test_the_newer_statement_of_a_source_replaces_its_older_one() -> None:
    older, newer = WHOLE | {"started_at": "2026-01-07T06:00"}, WHOLE | {"started_at": "2026-01-07T18:00", "extent": "part"}
    dataset = world(older, newer)
    assert states(dataset, "2026-01-07", 2) == [State.PART, State.PART]
    assert flags(dataset, "2026-01-07") == set()
    assert region(dataset, "2026-01-07").statements == (0, 1)


def test_newer_is_what_was_said_later_and_not_what_began_later() -> None:
    correction = WHOLE | {"started_at": "2026-01-01", "reported_at": "2026-01-05", "extent": "all"}
    dataset = world(correction, WHOLE | {"started_at": "2026-01-03", "reported_at": "2026-01-03", "extent": "none"})
    assert states(dataset, "2026-01-03", 4) == [State.ALL] * 4


def test_power_that_is_back_ends_the_outage_of_its_source_for_good() -> None:
    dataset = world(WHOLE, WHOLE | {"extent": "none", "started_at": "2026-01-08T09:00", "ended_at": "2026-01-08T10:00"})
    assert states(dataset, "2026-01-07", 3) == [State.ALL, State.POWER_ON, State.NO_REPORT]


def test_a_source_speaks_of_two_scopes_without_replacing_itself() -> None:
    dataset = world(NORTH, WHOLE | {"scope": "the south", "extent": "none", "started_at": "2026-01-08"})
    assert states(dataset, "2026-01-07", 3) == [State.PART] * 3


def test_two_points_without_a_name_are_two_places() -> None:
    dataset = world(
        {"lon": "0.2", "lat": "0.2"}, {"lon": "0.8", "lat": "0.8", "extent": "none", "started_at": "2026-01-07T12:00"}
    )
    assert state(dataset, "2026-01-07") == State.PART


def test_news_of_another_source_ends_what_was_last_known() -> None:
    news = WHOLE | {
        "source": "Mayor",
        "source_role": "official",
        "extent": "none",
        "started_at": "2026-01-08T12:00",
        "ended_at": "2026-01-08T13:00",
    }
    dataset = world(WHOLE, news)
    assert states(dataset, "2026-01-07", 3) == [State.ALL, State.POWER_ON, State.NO_REPORT]


def test_news_that_goes_on_over_several_days_ends_what_was_last_known() -> None:
    news = WHOLE | {
        "source": "Mayor",
        "source_role": "official",
        "extent": "none",
        "started_at": "2026-01-06",
        "ended_at": "2026-01-08T12:00",
    }
    dataset = world(WHOLE | {"started_at": "2026-01-07T05:00"}, news)
    assert states(dataset, "2026-01-08", 2) == [State.POWER_ON, State.NO_REPORT]


def test_news_of_the_whole_region_ends_what_was_last_known_of_its_part_but_not_the_other_way_round() -> None:
    whole_is_back = world(NORTH, WHOLE | {"source": "Mayor", "extent": "none", "started_at": "2026-01-08"})
    assert states(whole_is_back, "2026-01-07", 2) == [State.PART, State.POWER_ON]
    part_is_back = world(WHOLE, NORTH | {"source": "Mayor", "extent": "none", "started_at": "2026-01-08"})
    assert states(part_is_back, "2026-01-07", 2) == [State.ALL, State.NEARLY_ALL]


def test_sources_that_do_not_agree_are_contested_and_both_are_shown() -> None:
    dataset = world(WHOLE | {"extent": "part"}, WHOLE | {"source": "Paper", "source_role": "media", "extent": "all"})
    assert flags(dataset, "2026-01-07") == {"contested"}
    assert state(dataset, "2026-01-07") == State.PART
    assert region(dataset, "2026-01-07").statements == (0, 1)


def test_a_day_on_which_a_source_still_reported_the_outage_is_current_however_often_it_did() -> None:
    row = {"region_code": "A", "event_id": "pole", "started_at": "2026-01-05"}
    dataset = world(*({**row, "reported_at": f"2026-01-0{day}T10:00"} for day in (6, 7, 9)))
    assert ["last_known" in flags(dataset, f"2026-01-0{day}") for day in range(5, 10)] == [False, False, False, True, False]
    assert region(dataset, "2026-01-08").age == 1


def test_a_statement_that_names_no_outage_speaks_of_all_of_its_source() -> None:
    pole = {"region_code": "A", "event_id": "pole", "started_at": "2026-01-06", "ended_at": "2026-01-12"}
    line, back = pole | {"event_id": "line", "extent": "part"}, {"region_code": "A", "extent": "none", "started_at": "2026-01-08"}
    dataset = world(pole, line, back)
    assert states(dataset, "2026-01-06", 4) == [State.ALL, State.ALL, State.POWER_ON, State.POWER_ON]
    again = {"region_code": "A", "event_id": "tree", "extent": "part", "started_at": "2026-01-10"}
    assert states(world(pole, line, back, again), "2026-01-09", 2) == [State.POWER_ON, State.PART]
    same_day = world(pole | {"ended_at": ""}, back | {"started_at": "2026-01-06", "reported_at": "2026-01-06T20:00"})
    assert states(same_day, "2026-01-06", 2) == [State.POWER_ON, State.POWER_ON]


def test_planned_work_is_a_flag_and_never_an_outage() -> None:
    work = {"region_code": "A", "kind": "scheduled", "started_at": "2026-01-07T09:00", "ended_at": "2026-01-08T15:00"}
    dataset = world(work | {"customers": "50"}, {"region_code": "B", "started_at": "2026-01-07", "customers": "7"})
    for day in ("2026-01-07", "2026-01-08"):
        assert (state(dataset, day), flags(dataset, day)) == (State.NO_REPORT, {"scheduled"})
        assert [one.code for one in on(dataset, day).scheduled] == ["A"]
    assert [one.code for one in on(dataset, "2026-01-07").affected] == ["B"]
    assert on(dataset, "2026-01-07").totals["customers"] == Quantity(low=7, high=7)
    assert flags(dataset, "2026-01-09") == set()


def test_planned_work_that_is_called_off_or_put_off_is_not_shown() -> None:
    work = {"region_code": "A", "kind": "scheduled", "event_id": "w", "started_at": "2026-01-08", "reported_at": "2026-01-01"}
    off = work | {"status": "retracted", "reported_at": "2026-01-03"}
    later = work | {"started_at": "2026-01-09", "reported_at": "2026-01-03"}
    assert flags(world(work, off), "2026-01-08") == set()
    assert flags(world(work, later), "2026-01-08") == set()
    assert flags(world(work, later), "2026-01-09") == {"scheduled"}


def test_the_end_of_one_outage_says_nothing_of_the_others() -> None:
    pole = {"region_code": "A", "extent": "part", "event_id": "pole", "started_at": "2026-01-06"}
    line = {"region_code": "A", "extent": "large_part", "event_id": "line", "started_at": "2026-01-06"}
    line_over = line | {"extent": "none", "started_at": "2026-01-07"}
    other = {"source": "Grid operator of another town"}
    for said_by in ({}, other):
        dataset = world(pole, line, line_over | said_by)
        assert states(dataset, "2026-01-06", 3) == [State.LARGE_PART, State.PART, State.PART]
        assert "contested" not in flags(dataset, "2026-01-07")
    assert states(world(line, line_over), "2026-01-06", 2) == [State.LARGE_PART, State.POWER_ON]


def test_power_on_and_power_out_in_part_do_not_agree() -> None:
    dataset = world(WHOLE | {"extent": "none"}, WHOLE | {"source": "Paper", "source_role": "media", "extent": "part"})
    assert flags(dataset, "2026-01-07") == {"contested"}


def test_two_wordings_of_nearly_the_same_are_not_contested() -> None:
    dataset = world(NORTH | {"extent": "large_part"}, NORTH | {"source": "Paper", "extent": "part"})
    assert flags(dataset, "2026-01-07") == {"partial"}


def test_a_disagreement_and_its_colour_stay_while_nothing_new_is_said() -> None:
    rows = (WHOLE | {"extent": "part", "status": "confirmed", "started_at": "2026-01-07T06:00"},
            WHOLE | {"source": "Paper", "source_role": "media", "extent": "all", "started_at": "2026-01-07T20:00"})  # fmt: skip
    dataset = world(*rows)
    assert states(dataset, "2026-01-07", 2) == [State.PART, State.PART]
    assert flags(dataset, "2026-01-08") == {"contested", "last_known"}


@pytest.mark.parametrize(("first", "second", "winner"), [
    ({"status": "confirmed", "source_role": "media"}, {"source_role": "operator"}, "r0"),
    ({"source_role": "media", "started_at": "2026-01-07T20:00"}, {"source_role": "official",
    "started_at": "2026-01-07T05:00"}, "r1"),
    ({"started_at": "2026-01-07T05:00"}, {"started_at": "2026-01-07T06:00"}, "r1"),
    ({}, {}, "r0"),
])  # fmt: skip
def test_the_rule_says_whose_statement_sets_the_colour(first: dict[str, str], second: dict[str, str], winner: str) -> None:
    assert setter(world(WHOLE | {"source": "One"} | first, WHOLE | {"source": "Two"} | second), "2026-01-07") == winner


def test_the_worst_part_sets_the_colour_and_the_whole_goes_before_a_part() -> None:
    assert state(world(WHOLE | {"extent": "large_part"}, NORTH), "2026-01-07") == State.LARGE_PART
    assert setter(world(NORTH, WHOLE | {"extent": "part"}), "2026-01-07") == "r1"


def test_dates_with_reports_are_those_on_which_something_was_said() -> None:
    dataset = world(
        WHOLE | {"started_at": "2026-01-01", "reported_at": "2026-01-05"},
        WHOLE | {"started_at": "2026-01-09", "kind": "advisory"},
    )
    assert [str(dataset.timeline.day(int(i))) for i in dataset.timeline.days_with_reports] == [
        "2026-01-01",
        "2026-01-05",
        "2026-01-09",
    ]


def test_a_date_outside_the_timeline_has_no_report() -> None:
    assert world(WHOLE).timeline.index_of(dt.date(1999, 1, 1)) is None
    assert state(world(WHOLE), "2099-12-31") == State.NO_REPORT


def test_a_dataset_without_records_has_one_empty_day() -> None:
    assert world().timeline.codes.tolist() == [[0, 0, 0]]


ROWS = st.fixed_dictionaries({
    "region_code": st.sampled_from(["A", "B"]), "scope": st.sampled_from(["", "", "the north"]),
    "extent": st.sampled_from(["all", "nearly_all", "large_part", "part", "none", "unknown"]),
    "started_at": st.sampled_from(["2026-01-05", "2026-01-07T06:00", "2026-01-07", "2026-01-08T12:00"]),
    "reported_at": st.sampled_from(["", "", "2026-01-07T18:00", "2026-01-09"]),
    "ended_at": st.sampled_from(["", "", "", "2026-01-08T20:00", "2026-01-11"]),
    "source": st.sampled_from(["One", "Two"]), "source_role": st.sampled_from(["operator", "media"]),
    "status": st.sampled_from(["claimed", "claimed", "confirmed", "disputed", "retracted"]),
    "kind": st.sampled_from(["damage", "damage", "advisory"]),
    "people": st.sampled_from(["", "100", ">200", "~50", "10..90", "<300"]), "event_id": st.sampled_from(["", "e1", "e2"]),
})  # fmt: skip


def picture(dataset: Dataset) -> list[tuple[int, ...]]:
    ids = [*dataset.reports["record_id"], None]
    return [tuple(row) for row in dataset.timeline.codes.tolist()] + [
        tuple(ids[i] for i in row) for row in dataset.timeline.setter.tolist()
    ]


@pytest.mark.long
@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=7), st.randoms())
def test_the_order_of_rows_never_matters(rows: list[dict[str, str]], random: Random) -> None:
    numbered = [row | {"record_id": f"n{i}"} for i, row in enumerate(rows)]
    shuffled = random.sample(numbered, len(numbered))
    assert picture(world(*numbered)) == picture(world(*shuffled))


@pytest.mark.long
@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=6), ROWS)
def test_a_record_for_another_region_changes_nothing_here(rows: list[dict[str, str]], other: dict[str, str]) -> None:
    before, after = world(*rows), world(*rows, other | {"region_code": "C"})
    for day in ("2026-01-05", "2026-01-07", "2026-01-08", "2026-01-09", "2026-01-11"):
        assert on(before, day).regions[:2] == on(after, day).regions[:2]


@pytest.mark.long
@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS.map(lambda row: row | {"scope": "the north"}), min_size=1, max_size=6))
def test_a_scope_never_yields_all_and_is_always_partial(rows: list[dict[str, str]]) -> None:
    codes = world(*rows).timeline.codes
    assert (codes & STATE_BITS).max() <= State.NEARLY_ALL
    assert ((codes & PARTIAL > 0) == (codes & STATE_BITS > 0)).all()


@pytest.mark.long
@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=6))
def test_a_state_has_a_statement_behind_it_that_is_shown_and_flags_need_a_state(rows: list[dict[str, str]]) -> None:
    dataset = world(*rows)
    for index in range(dataset.timeline.days):
        for shown in on(dataset, str(dataset.timeline.day(index))).regions:
            assert (shown.state > State.NO_REPORT) == (shown.setter is not None)
            assert shown.setter is None or shown.setter in shown.statements
            assert shown.state > State.NO_REPORT or set(shown.flags) <= {"unsaid", "last_known"}
            assert "unsaid" not in shown.flags or (shown.statements and shown.state == State.NO_REPORT)


def test_a_report_that_does_not_say_how_much_is_out_is_no_silence() -> None:
    dataset = world(WHOLE | {"extent": "unknown", "started_at": "2026-01-07"}, WHOLE | {"region_code": "B", "extent": "unknown",
                    "kind": "advisory", "started_at": "2026-01-07"})  # fmt: skip
    said, later = (on(dataset, day) for day in ("2026-01-07", "2026-01-09"))
    assert [one.code for one in said.unsaid] == ["A"] == [one.code for one in later.unsaid]
    assert (said.unsaid[0].flags, later.unsaid[0].flags, later.unsaid[0].age) == (("unsaid",), ("last_known", "unsaid"), 2)
    assert "A" not in [one.code for one in said.silent]
    assert on(dataset, "2026-01-12").unsaid == ()


def test_a_report_of_a_known_extent_speaks_for_its_region_whatever_another_leaves_open() -> None:
    dataset = world(WHOLE | {"extent": "unknown"}, WHOLE | {"extent": "part", "source": "Two"})
    assert "unsaid" not in flags(dataset, "2026-01-07")


def test_the_flags_and_the_state_share_one_byte() -> None:
    assert FLAGS["last_known"] == LAST_KNOWN
    assert len({STATE_BITS, *FLAGS.values()}) == 8
    assert STATE_BITS + sum(FLAGS.values()) - HIDDEN - UNSAID < 256 == HIDDEN, "few datasets have flags above the byte"


def test_dates_that_reach_too_far_for_so_many_regions_are_refused_before_memory_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"region_code": ["A", "B"], "time": ["2010-01-01", "2020-01-01"], "customers_out": ["5", "5"]}
    monkeypatch.setattr("geo.timeline.limits.MOST_CELLS", 3 * 3_653)
    assert world(counts=pd.DataFrame(rows)).timeline.days == 3_653
    monkeypatch.setattr("geo.timeline.limits.MOST_CELLS", 3 * 3_653 - 1)
    with pytest.raises(DataError, match=r"2010-01-01 to 2020-01-01, are 3,653 days of 3 regions"):
        world(counts=pd.DataFrame(rows))


def test_reports_that_hold_for_too_many_days_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    long = {"started_at": "2020-01-01", "ended_at": "2021-12-31"}
    monkeypatch.setattr("geo.timeline.limits.MOST_CELLS", 5 * 731)
    assert world(*({"region_code": code} | long for code in "ABC")).timeline.days == 732
    with pytest.raises(DataError, match=r"its 6 reports hold for 4,386 days together"):
        world(*({"region_code": code, "scope": scope} | long for code in "ABC" for scope in ("the north", "the south")))
