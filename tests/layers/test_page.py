"""The exported page in a real browser, opened from disk with the network cut off."""

import base64
import datetime as dt
import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest
from rjsmin import jsmin

from briefing.export import html_of
from geo.read import read_dataset
from geo.situation import situation_of
from geo.states import State
from geo.view import View
from layers.layer import JS
from layers.map import build_map
from layers.page import BLOCK_ID, page_of
from layers.style import LIGHT
from layers.title import headline_of
from layers.topology import encode
from tests.folders import write_folder
from tests.geo.test_levels import two_levels

HOSTILE = "<img src=x onerror=\"window.pwned=1\"> {{ 7*7 }} </script><script>window.pwned=2</script> {% raw %}"
JUNE, JANUARY = dt.date(2025, 6, 2), dt.date(2026, 1, 7)


def sections_of(html: str) -> dict[str, bytes]:
    text = re.search(rf'id="{BLOCK_ID}">([^<]*)<', html).group(1)
    block = base64.b64decode(text)
    length = int.from_bytes(block[:4], "little")
    entries = json.loads(block[4 : 4 + length])
    return {name: gzip.decompress(block[4 + length + at :][:size]) for name, (at, size) in entries.items()}


@pytest.mark.long
def test_the_page_asks_the_network_for_nothing(open_page, ukraine):
    opened = open_page(ukraine)
    for key in ("PageUp", "ArrowRight", "End"):
        opened.page.keyboard.press(key)
    assert [url for url in opened.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert opened.complaints == []


def test_no_flag_and_no_credit_line_of_leaflet_is_drawn(open_page, ukraine):
    assert open_page(ukraine).page.locator(".leaflet-control-attribution").count() == 0


def test_the_policy_stops_a_call_out_and_a_foreign_script(open_page, ukraine):
    opened = open_page(ukraine)
    called = opened.page.evaluate("fetch('https://example.org/').then(() => 'went out', () => 'stopped')")
    opened.page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.foreign = 1";
      document.head.append(script); }""")
    assert called == "stopped"
    assert opened.page.evaluate("window.foreign") is None


def test_two_renders_of_one_view_are_equal_byte_for_byte(ukraine):
    view = View(date=JANUARY, region="UA-12")
    assert html_of(ukraine, view) == html_of(ukraine, view)


def test_the_first_date_shown_is_the_latest_with_reports(open_page, ukraine):
    assert open_page(ukraine).date == "7 January 2026"


@pytest.mark.long
def test_a_view_opens_on_its_date_and_region(open_page, ukraine):
    opened = open_page(ukraine, View(date=JUNE, region="UA-23"))
    assert opened.date == "2 June 2025"
    assert "Balitsky" in opened.page.locator(".panel").inner_text()


@pytest.mark.long
def test_keys_step_a_day_and_jump_between_dates_with_reports(open_page, ukraine):
    opened = open_page(ukraine)
    opened.page.keyboard.press("ArrowRight")
    assert opened.date == "8 January 2026"
    opened.page.keyboard.press("PageUp")
    opened.page.keyboard.press("PageUp")
    assert opened.date == "2 June 2025"
    opened.page.keyboard.press("PageDown")
    assert opened.date == "7 January 2026"
    opened.page.keyboard.press("End")
    assert opened.date == "11 January 2026"


@pytest.mark.long
def test_an_arrow_on_the_focused_slider_steps_one_day_not_two(open_page, ukraine):
    opened = open_page(ukraine)
    opened.page.locator(".slider").focus()
    opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_timeout(100)
    assert opened.date == "8 January 2026"


@pytest.mark.long
def test_the_mouse_steps_and_drags(open_page, ukraine):
    opened = open_page(ukraine)
    opened.page.get_by_label("One day on").click()
    assert opened.date == "8 January 2026"
    box = opened.page.locator(".slider").bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    opened.page.locator(".dates .now", has_text="11 January 2026").wait_for()
    opened.page.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    opened.page.locator(".dates .now", has_text="2 June 2025").wait_for()


@pytest.mark.long
def test_play_runs_through_the_dates_and_a_second_press_pauses(open_page, ukraine):
    opened = open_page(ukraine)
    opened.page.keyboard.press(" ")
    opened.page.locator(".dates .now:not(:has-text('7 January 2026'))").wait_for()
    opened.page.get_by_label("Pause").click()
    paused = opened.date
    opened.page.wait_for_timeout(900)
    assert opened.date == paused


@pytest.mark.long
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
def test_dates_read_the_same_in_every_viewers_zone(open_page, ukraine, zone):
    opened = open_page(ukraine, zone=zone)
    assert opened.date == "7 January 2026"
    opened.page.keyboard.press("Home")
    assert opened.date == "2 June 2025"
    assert opened.page.locator(".title .date").inner_text() == "2 June 2025"


@pytest.mark.long
def test_a_region_without_a_report_on_the_new_date_turns_no_report(open_page, ukraine):
    opened = open_page(ukraine, View(date=JANUARY, layers=("regions",)))
    assert opened.colour_at("UA-12") == "#b5393b"
    opened.show("2025-06-02")
    assert opened.colour_at("UA-12") == LIGHT.states[State.NO_REPORT].lower()
    opened.show("2026-01-07")
    assert opened.colour_at("UA-12") == "#b5393b"


@pytest.mark.long
def test_after_the_reports_have_expired_every_region_is_no_report_not_power_on(open_page, ukraine):
    opened = open_page(ukraine, View(layers=("regions",)))
    for date in ("2025-06-06", "2025-09-01", "2026-01-11"):
        opened.show(date)
        assert {opened.colour_at(code) for code in ukraine.regions["code"]} == {LIGHT.states[State.NO_REPORT].lower()}
    assert "No report for this date" in opened.page.locator(".headline").inner_text()


def test_a_part_never_looks_like_the_whole(open_page, ukraine):
    opened = open_page(ukraine, View(date=JANUARY, layers=("regions",)))
    assert len(opened.colours_of("UA-12")) == 1
    assert len(opened.colours_of("UA-23")) > 1, "the part under Ukrainian control is striped"


@pytest.mark.long
def test_a_last_known_report_is_paler_than_a_fresh_one(open_page, ukraine):
    opened = open_page(ukraine, View(date=JANUARY, layers=("regions",)))
    fresh = opened.colour_at("UA-12")
    opened.show("2026-01-08")
    last_known = max(sum(bytes.fromhex(found[1:])) for found in opened.colours_of("UA-12"))  # between the dots
    assert last_known > sum(bytes.fromhex(fresh[1:])) + 100


def test_a_date_outside_all_reports_shows_no_report(open_page, ukraine):
    opened = open_page(ukraine, View(date=dt.date(2030, 1, 1), layers=("regions",)))
    assert opened.date == "1 January 2030"
    assert opened.colour_at("UA-12") == LIGHT.states[State.NO_REPORT].lower()


def test_switching_a_layer_off_takes_its_lines_from_the_legend(open_page, ukraine):
    opened = open_page(ukraine)
    assert "500 kV" in opened.page.locator(".legend").inner_text()
    opened.page.get_by_label("Substations").uncheck()
    assert "500 kV" not in opened.page.locator(".legend").inner_text()


def test_the_tooltip_names_region_state_and_speaker(open_page, ukraine):
    opened = open_page(ukraine, View(date=JANUARY, layers=("regions",)))
    x, y = opened.page.evaluate("""() => {
      const page = outageBrief, i = page.regions.codes.indexOf("UA-12"), view = page.view();
      return [page.regions.anchors.x[i] * view.scale + view.x, page.regions.anchors.y[i] * view.scale + view.y]; }""")
    opened.page.mouse.move(x, y)
    tip = opened.page.locator(".tip")
    tip.wait_for()
    assert "Dnipropetrovsk Oblast" in tip.inner_text()
    assert "Nearly all without power" in tip.inner_text()
    speaker = "Ukraine's energy officials and energy ministry (official), 7 January 2026:"
    assert tip.inner_text().count(speaker) == 1, "once for all that it says"
    opened.page.mouse.click(x, y)
    assert opened.page.locator(".panel article").count() == 4


@pytest.mark.long
def test_the_level_switch_shows_districts_and_outlines_what_is_reported_of_whole_regions(open_page):
    dataset = two_levels({"region_code": "AWest"}, {"region_code": "B", "extent": "nearly_all"})
    opened = open_page(dataset, View(layers=("regions",)))
    assert opened.colour_at("B") == "#b5393b"
    opened.page.get_by_label("Level 2").check()
    assert opened.colour_at("AWest") == "#5a1a3c"
    assert opened.colour_at("BWest") == LIGHT.states[State.NO_REPORT].lower(), "nobody said how it is spread over the districts"
    assert opened.page.evaluate("outageBrief.regions.level") == 2
    opened.page.get_by_label("Level 1").check()
    assert opened.colour_at("B") == "#b5393b"


@pytest.mark.long
def test_a_finer_level_without_reports_of_its_own_points_to_the_wider_one(open_page):
    opened = open_page(two_levels({"region_code": "B"}), View(level=2))
    said = opened.page.locator(".headline").inner_text()
    assert said == "No report on a single district. Level 1 without power: all of Bland."


@pytest.mark.long
def test_a_dataset_without_finer_boundaries_says_where_districts_are_shown(open_page, ukraine):
    opened = open_page(ukraine)
    opened.page.get_by_text("Sources and limits").click()
    assert "no finer boundaries" in opened.page.locator(".limits").inner_text()


def test_what_is_last_known_shows_its_age(open_page, ukraine):
    opened = open_page(ukraine, View(date=dt.date(2026, 1, 9), layers=("regions",)))
    assert opened.page.evaluate("outageBrief.regions.ageAt(outageBrief.regions.codes.indexOf('UA-12'), outageBrief.index)") == 2


@pytest.mark.long
def test_the_panel_gives_the_range_of_the_figures_over_all_sources(open_page, tmp_path: Path):
    outlets = [{"record_id": s, "source": s, "region_code": "XX-A", "event_id": "e", "people": n}
               for s, n in (("One", "100"), ("Two", "~120"), ("Three", ">90"))]  # fmt: skip
    opened = open_page(read_dataset(write_folder(tmp_path / "r", outlets)), View(region="XX-A"))
    assert "Over all sources: about 90 to 120 people" in opened.page.locator(".panel").inner_text()


@pytest.mark.long
def test_the_panel_names_the_rule_that_chose_the_colour(open_page, ukraine):
    opened = open_page(ukraine, View(date=JUNE, region="UA-65"))
    assert "Colour chosen by: operator and official before other sources" in opened.page.locator(".panel").inner_text()


@pytest.mark.long
def test_a_page_that_is_not_laid_out_yet_waits_and_is_painted_when_it_is(browser, ukraine, tmp_path: Path):
    (tmp_path / "page.html").write_bytes(html_of(ukraine, View()))
    (tmp_path / "host.html").write_text('<iframe src="page.html" style="width:0;height:0;border:0"></iframe>', encoding="utf-8")
    context = browser.new_context(offline=True)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "host.html").as_uri())
    inner = page.frame_locator("iframe")
    inner.locator('canvas[data-pane="over"]').wait_for(state="attached")
    page.wait_for_timeout(500)
    page.locator("iframe").evaluate("(frame) => { frame.style.width = '1200px'; frame.style.height = '700px'; }")
    inner.locator('html[data-ready="1"]').wait_for(state="attached")
    inner.locator(".dates .now", has_text="7 January 2026").wait_for()
    context.close()
    assert errors == []


@pytest.mark.long
def test_hostile_text_in_any_field_is_shown_and_never_run(open_page, tmp_path: Path):
    fields = ("place", "scope", "asset", "services", "source", "summary", "event_id")
    record = dict.fromkeys(fields, HOSTILE) | {"region_code": "XX-A", "record_id": HOSTILE}
    station = {"id": HOSTILE, "name": HOSTILE, "operator": HOSTILE, "voltages_kv": "330", "lon": "10.5", "lat": "50.5"}
    folder = write_folder(tmp_path / "hostile", [record], title=HOSTILE, names={"XX-A": HOSTILE}, substations=[station])
    opened = open_page(read_dataset(folder), View(region="XX-A"))
    for text in (opened.page.locator(".panel").inner_text(), opened.page.locator(".title").inner_text(), opened.page.title()):
        assert "{{ 7*7 }}" in text
        assert "<img src=x" in text
    everything = opened.page.locator("body").inner_text()
    assert re.search(r"\b49\b", everything) is None
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.locator("img").count() == 0


def test_no_data_passes_through_a_template(tmp_path: Path):
    html = page_of(build_map(read_dataset(write_folder(tmp_path / "t", [{"region_code": "XX-A", "summary": "{{ 7*7 }}"}],
                                                       title="{{ 7*7 }}")), View()))
    outside = re.sub(r'<script type="text/plain".*?</script>', "", html, flags=re.DOTALL)
    assert "7*7" not in outside
    assert json.loads(sections_of(html)["page"])["data"]["title"]["title"] == "{{ 7*7 }}"


def test_no_exact_position_of_a_substation_is_in_the_page(tmp_path: Path):
    station = {"id": "S-77", "name": "Secret", "voltages_kv": "330", "lon": "10.123456", "lat": "50.654321", "precision": "exact"}
    record = {"record_id": "p", "lon": "11.123456", "lat": "50.654321", "extent": "unknown", "asset": "a line"}
    dataset = read_dataset(write_folder(tmp_path / "s", [record], substations=[station]))
    html = html_of(dataset, View()).decode()
    part = encode(dataset).grid.main
    everything = html + "".join(content.decode("latin-1") for content in sections_of(html).values())
    for digits in ("123456", "654321", "S-77"):
        assert digits not in everything
    for name, exact in (("substations", 10.123456), ("reports", 11.123456)):
        x, y = ((zigzag // 2) * (-1) ** (zigzag % 2) - zigzag % 2 for zigzag in read_varints(sections_of(html)[name])[:2])
        lon = part.degrees(np.array([x]), np.array([y]))[0][0]
        assert abs(lon - (exact // 0.1 * 0.1 + 0.05)) < 0.001, "the centre of its cell"
        assert abs(lon - exact) > 0.01


def read_varints(content: bytes) -> list[int]:
    numbers, value, shift = [], 0, 0
    for byte in content:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(value)
            value = shift = 0
    return numbers


def test_only_the_alphabets_that_occur_are_embedded(tmp_path: Path):
    record = {"region_code": "XX-A"}
    latin = html_of(read_dataset(write_folder(tmp_path / "l", [record])), View()).decode()
    cyrillic = html_of(read_dataset(write_folder(tmp_path / "c", [record], title="Відключення")), View()).decode()
    assert latin.count("@font-face") == 2
    assert cyrillic.count("@font-face") == 4


@pytest.mark.long
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (390, 800)])
def test_the_map_fills_the_window_and_no_card_leaves_it(open_page, ukraine, size):
    opened = open_page(ukraine, width=size[0], height=size[1])
    boxes = opened.page.evaluate("""() => [...document.querySelectorAll(".folium-map, .card")].map((e) => {
      const b = e.getBoundingClientRect(); return [e.className, b.left, b.top, b.right, b.bottom]; })""")
    by_name = {name.split()[0] if "folium" in name else name: box for name, *box in boxes}
    assert by_name["folium-map"] == [0, 0, *size]
    for name in ("card title", "card dates"):
        left, top, right, bottom = by_name[name]
        assert left >= 0, name
        assert top >= 0, name
        assert right <= size[0], name
        assert bottom <= size[1], name


TEMPLATE = re.compile(r"`[^`]*`")
@pytest.mark.parametrize("script", sorted(JS.glob("*.js")), ids=lambda path: path.name)
def test_making_a_script_smaller_leaves_its_words_alone(script):
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"`[^`]*\$\{[^}`]*`", text), "a template inside a template loses its blanks"
    assert set(TEMPLATE.findall(jsmin(text))) <= set(TEMPLATE.findall(text))


@pytest.mark.long
def test_a_name_says_in_whole_words_how_old_the_news_is(open_page, tmp_path):
    dataset = read_dataset(write_folder(tmp_path / "old", [{"region_code": "XX-A"}]))
    opened = open_page(dataset, View(date=dt.date(2030, 5, 1)))
    for day, words in (("2030-05-02", "1 day old"), ("2030-05-03", "2 days old")):
        opened.show(day)
        named = {one["words"]: one["note"] for one in opened.page.evaluate("outageBrief.labels().names")}
        assert named["Square A"] == words


@pytest.mark.long
def test_the_page_and_the_sheets_say_a_date_in_the_same_sentence(open_page, ukraine):
    finer = two_levels({"place": "Western A district"}, {"region_code": "B", "started_at": "2026-01-09"})
    for dataset, levels in ((ukraine, (None,)), (finer, (None, 2))):
        for level in levels:
            opened = open_page(dataset, View(level=level))
            for index in range(min(dataset.timeline.days, 20)):
                day = dataset.timeline.day(index)
                opened.show(str(day))
                said = headline_of(dataset, situation_of(dataset, View(date=day, level=level)))
                assert opened.page.locator(".headline").inner_text() == said
