"""The answer without a browser: who is without power, since when, who says so, what has changed; finding; an empty dataset."""

import datetime as dt
import json
from textwrap import wrap

import pandas as pd
import pytest
from streamlit.proto.Metric_pb2 import Metric as MetricProto

from geo.situation import situation_of
from geo.situation.worst import as_viewed
from geo.view import View
from layers.title import headline_of
from panels.answer import figures, rows
from panels.find import in_words, search
from tests.dashboard.test_widgets import app, texts  # noqa: F401  (a fixture)
from tests.folders import write_folder
from tests.geo.worlds import world
from tests.geo.worlds import write_folder as squares_folder

JUNE = View(date=dt.date(2025, 6, 2))


def shown(dataset, view: View):
    return rows(dataset, view, situation_of(dataset, view))


def figure(dataset, view: View, label: str):
    return next(one for one in figures(dataset, view, situation_of(dataset, view)) if label in one.label)


def test_each_row_says_region_state_since_when_and_who_says_so(ukraine):
    by_name = {row.name: row for row in shown(ukraine, JUNE)}
    kherson = by_name["Kherson Oblast"]
    assert kherson.state == "Part without power, Russian-held part: a large part"
    assert kherson.since == "2 Jun"
    assert kherson.figure.startswith("at least 104,000 people")
    assert kherson.who.startswith("V. Saldo, head of the Russian-installed administration (de facto authority)")


def test_old_news_says_its_age_in_the_row(ukraine):
    row = next(row for row in shown(ukraine, View(date=dt.date(2025, 6, 4))) if row.name == "Kherson Oblast")
    assert row.state.endswith("no news for 2 days")


def test_the_small_chart_has_no_bar_where_nothing_was_reported(ukraine):
    (row, *_) = shown(ukraine, View(date=dt.date(2026, 1, 7)))
    assert len(row.days) == 30
    assert row.days[-1] > 0
    assert set(row.days[:-1]) == {0}


def test_figures_say_how_they_differ_from_the_day_before(ukraine):
    grown = world({"region_code": "A", "extent": "all", "started_at": "2026-01-03", "ended_at": "2026-01-04"},
                  {"region_code": "B", "extent": "all", "started_at": "2026-01-04"})  # fmt: skip
    out = figure(grown, View(date=dt.date(2026, 1, 4)), "out, wholly or in part")
    assert (out.value, out.change, out.rising) == ("2 of 3", "1 more than on 3 Jan", 1)
    assert figure(ukraine, View(date=dt.date(2026, 1, 7)), "without a report").value == "25 of 27"
    assert figure(ukraine, JUNE, "People").value == "At least 104,000"


def test_power_is_restored_only_where_it_was_reported_to_be_on():
    dataset = world({"region_code": "A", "extent": "all", "started_at": "2026-01-03", "ended_at": "2026-01-03"},
                    {"region_code": "B", "extent": "all", "started_at": "2026-01-03", "ended_at": "2026-01-03"},
                    {"region_code": "B", "extent": "none", "started_at": "2026-01-04", "ended_at": "2026-01-04"})  # fmt: skip
    assert figure(dataset, View(date=dt.date(2026, 1, 4)), "Since").value == "0 new, 1 restored"


def test_how_old_the_newest_report_is_stands_beside_the_date(app, tmp_path):  # noqa: F811
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=40)
    test = app(write_folder(tmp_path / "w", [{"region_code": "XX-A", "started_at": yesterday.isoformat()}]))
    (said,) = [caption.value for caption in test.caption if "latest report" in caption.value]
    assert "40 days ago" in said or "41 days ago" in said or "39 days ago" in said
    assert "Kyiv time" in said


@pytest.mark.parametrize(("date", "value", "change"), [
    ("2025-06-06", "No report", ""),  # nobody speaks of Kherson and Zaporizhzhia any more: not known is not restored
    ("2027-01-01", "No report", ""),  # after the last date of the data
    ("2026-01-07", "2 of 27", "no report on 6 Jan"),
    ("2026-01-08", "2 of 27", "as on 7 Jan"),
])  # fmt: skip
def test_silence_is_no_figure_and_no_change(app, date, value, change):  # noqa: F811
    test = app(date=date)
    (out,) = [figure for figure in test.metric if figure.label.startswith("Regions out")]
    assert (out.value, out.delta) == (value, change)
    assert {figure.proto.color for figure in test.metric} == {MetricProto.GRAY}


def test_reports_that_do_not_say_how_much_is_out_are_neither_a_figure_nor_no_report():
    dataset = world({"region_code": "A", "extent": "unknown", "started_at": "2026-01-03", "ended_at": "2026-01-03"},
                    {"region_code": "B", "extent": "part", "started_at": "2026-01-04"})  # fmt: skip
    assert figure(dataset, View(date=dt.date(2026, 1, 3)), "out, wholly or in part").value == "Not said"
    out = figure(dataset, View(date=dt.date(2026, 1, 4)), "out, wholly or in part")
    assert (out.value, out.change) == ("1 of 3", "not said on 3 Jan")


def test_fewer_regions_out_are_no_fall_where_one_of_them_is_silent_and_that_is_said():
    dataset = world({"region_code": "A", "extent": "all", "started_at": "2026-01-03", "ended_at": "2026-01-03"},
                    {"region_code": "B", "extent": "all", "started_at": "2026-01-03", "ended_at": "2026-01-04"})  # fmt: skip
    out = figure(dataset, View(date=dt.date(2026, 1, 4)), "out, wholly or in part")
    assert (out.value, out.change, out.rising) == ("1 of 3", "", 0)
    assert figure(dataset, View(date=dt.date(2026, 1, 4)), "Since").change == "1 without news since"


def test_what_changed_since_the_day_before_is_listed_where_no_date_is_chosen(app):  # noqa: F811
    test = app()
    test.session_state["tab"] = "Changes"
    test.run()
    said = texts(test).replace("\\", "")
    assert "Since the day before." in said
    assert "Since 6 January 2026: 2 newly without power (Dnipropetrovsk, Zaporizhzhia)." in said


def test_a_region_at_its_worst_says_on_which_date_and_not_since_when_it_is_out(ukraine, app):  # noqa: F811
    """Kherson was worst on 2 June: that does not say that it is without power since."""
    view = View(date=dt.date(2026, 1, 9), worst_since=dt.date(2025, 5, 30))
    row = next(one for one in shown(as_viewed(ukraine, view), view) if one.name == "Kherson Oblast")
    assert (row.state, row.since) == ("Part without power, worst on 2 June 2025, Russian-held part: a large part", "")
    test = app(date="2026-01-09", region="UA-65", **{"worst-since": "2025-05-30"})
    assert "worst on 2 June 2025" in texts(test)
    assert "Without power since" not in texts(test)


def test_the_age_of_the_last_news_is_that_of_the_worst_date(ukraine):
    view = View(date=dt.date(2026, 1, 9), worst_since=dt.date(2026, 1, 8))
    row = next(one for one in shown(as_viewed(ukraine, view), view) if one.name == "Dnipropetrovsk Oblast")
    assert row.state == "Nearly all without power, worst on 9 January 2026, then no news for 2 days"


def test_the_next_reports_are_a_click_away(app):  # noqa: F811
    test = app(date="2025-06-03")
    test.button(key="next").click().run()
    assert test.session_state["view"].date == dt.date(2026, 1, 7)
    assert "next" not in [button.key for button in test.button]


def test_a_dataset_without_reports_says_what_to_do_next(app, tmp_path):  # noqa: F811
    test = app(write_folder(tmp_path / "w", []))
    assert not test.exception
    (info,) = test.info
    assert "outages.csv" in info.value
    assert "`place` or `region_code`" in info.value
    assert test.metric == []


def test_no_control_is_there_that_can_do_nothing(app, tmp_path):  # noqa: F811
    counts = "region_code,time,customers_out,customers_total\nA,2026-01-07,5,10\n"
    test = app(squares_folder(tmp_path / "w", counts=counts))
    (pills,) = [group for group in test.get("button_group") if group.key == "layers"]
    assert "Substations" not in [option.content for option in pills.proto.options]
    labels = [box.label for box in test.selectbox]
    assert "Colour by" in labels
    assert "Substations" not in labels
    assert "Level" not in [group.proto.label for group in test.get("button_group")]


@pytest.mark.long
def test_the_panel_of_a_counted_region_gives_every_figure(app, tmp_path):  # noqa: F811
    counts = "region_code,time,customers_out,customers_total\nA,2026-01-07T10:00,2749,4000\n"
    test = app(squares_folder(tmp_path / "w", counts=counts), region="A")
    shown_text = texts(test).replace("\\", "")
    assert "2,749 of 4,000 customers out, at most (68.7%)" in shown_text
    assert "Customer-hours without power:" in shown_text


@pytest.mark.parametrize(("written", "region", "kind"), [
    ("Genichesk", "UA-65", "city"), ("Krivoy Rog", "UA-12", "city"), ("Kherson Oblast", "UA-65", "region"),
    ("Генічеський район", "UA-65", "district"), ("Черкаська 330", "UA-71", "substation"),
    ("Cherkaska 330", "UA-71", "substation"),
])  # fmt: skip
def test_any_written_name_finds_its_place(ukraine, written, region, kind):
    found = search(ukraine, written)
    assert found.sure
    best = found.hits[0]
    assert (best.code, best.kind) == (region, kind)
    assert best.confidence >= 0.9
    assert best.place is not None


@pytest.mark.parametrize("written", ["Харків", "Kharkov", "Zaporozhye"])
def test_a_name_of_a_region_and_its_city_offers_both(ukraine, written):
    assert {hit.kind for hit in search(ukraine, written).hits[:2]} == {"region", "city"}


def test_a_name_that_is_not_known_offers_the_nearest(ukraine):
    found = search(ukraine, "Zaporvolgrad")
    assert found.hits == ()
    assert 0 < len(found.near) <= 5
    assert all(hit.place is not None for hit in found.near)


def test_what_was_found_is_said_with_its_kind_and_its_region(ukraine):
    assert in_words(ukraine, search(ukraine, "Genichesk").hits[0]) == "Henichesk, city in Kherson Oblast"
    assert in_words(ukraine, search(ukraine, "Kherson Oblast").hits[0]) == "Kherson Oblast (UA-65)"


@pytest.mark.long
def test_a_region_chosen_by_name_is_brought_into_view(app):  # noqa: F811
    test = app()
    test.selectbox(key="region").set_value("UA-65").run()
    place = test.session_state["view"].place
    assert (place.lat, place.lon) == pytest.approx((46.6, 33.6), abs=0.6)
    assert 300 < place.width_km < 900
    assert "found" not in test.session_state


@pytest.mark.long
def test_a_region_of_a_link_that_is_too_small_to_be_seen_is_brought_into_view(app, counties):  # noqa: F811
    from tests.conftest import UKRAINE

    test = app(UKRAINE.parent / "us-counties", region=str(counties.regions["code"].iloc[0]))
    assert not test.exception
    assert test.session_state["view"].place is not None
    assert app(region="UA-65").session_state["view"].place is None, "an oblast is seen on the whole map"


@pytest.mark.parametrize("date", ["2025-06-02", "2026-01-07"])
def test_all_columns_of_the_answer_have_room_beside_the_map_of_a_laptop_and_its_rows_hold_all_their_words(app, date):  # noqa: F811
    test = app(date=date)
    table = test.dataframe[0]
    columns = json.loads(table.proto.columns)
    widths = {name: one["width"] for name, one in columns.items() if one.get("width")}
    assert set(table.value.columns) == set(widths)
    assert sum(widths.values()) <= 542
    longest = max(len(wrap(str(cell), (widths["Who says so"] - 16) // 6)) for cell in table.value["Who says so"])
    assert table.proto.row_height >= 19 * longest


def test_a_headline_names_the_regions_in_the_order_of_the_table():
    rows = [{"region_code": code, "time": "2026-01-07", "customers_out": out, "customers_total": "1000"}
            for code, out in (("A", "960"), ("B", "980"), ("C", "970"))]  # fmt: skip
    dataset = world(counts=pd.DataFrame(rows, dtype=str))
    view = View(date=dt.date(2026, 1, 7))
    assert [row.name for row in shown(dataset, view)] == ["Bland", "Cland", "Aland"]
    assert "nearly all of Bland, Cland, Aland" in headline_of(dataset, situation_of(dataset, view))
