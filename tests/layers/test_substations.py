"""Substations on the map: which are drawn at which zoom, and what is said of a site."""

import pytest

from geo.dataset import Dataset
from geo.read import read_dataset
from geo.view import View
from layers import substations
from tests.conftest import ON_MAP, ON_PLACE
from tests.folders import write_folder

RECORD = {"region_code": "XX-A", "extent": "unknown"}
STATIONS = [
    {"id": "way/1", "name": "High", "voltages_kv": "750;330", "lon": "10.55", "lat": "50.55"},
    {"id": "way/2", "name": "Middle", "voltages_kv": "330", "lon": "11.55", "lat": "50.55"},
    {"id": "way/3", "name": "Low", "voltages_kv": "110", "lon": "12.55", "lat": "50.55"},
    {"id": "way/4", "name": "Low beside High", "voltages_kv": "110;35", "lon": "10.551", "lat": "50.551"},
    {"id": "way/5", "name": "Silent", "voltages_kv": "", "lon": "13.55", "lat": "50.55"},
    {"id": "way/6", "name": "Abroad", "voltages_kv": "750", "lon": "20.55", "lat": "50.55"},
]
HAS_SYMBOL = """([lon, lat]) => {
  const page = outageBrief, at = """ + ON_MAP + """(lat, lon), ratio = window.devicePixelRatio;
  const canvas = document.querySelector("canvas[data-pane=over]");
  return canvas.getContext("2d").getImageData(at.x * ratio, at.y * ratio, 1, 1).data[3] > 0; }"""


@pytest.fixture
def stations(tmp_path) -> Dataset:
    return read_dataset(write_folder(tmp_path / "s", [RECORD], substations=STATIONS))


def drawn(opened) -> set[str]:
    """The sites whose middle is painted on the upper canvas."""
    return {one["name"] for one in STATIONS[:3] + STATIONS[4:]
            if opened.page.evaluate(HAS_SYMBOL, [float(one["lon"]), float(one["lat"])])}  # fmt: skip


def view(**more) -> View:
    return View(layers=("regions", "substations"), **more)


def test_those_of_one_cell_share_a_site_the_highest_first_and_those_abroad_have_none(stations):
    data = substations.layer(stations, View()).drawing.data
    assert data["sizes"] == [2, 1, 1, 1]
    assert data["names"] == ["High", "Low beside High", "Middle", "Low", "Silent"]
    assert [data["voltages"][row] for row in data["voltage"]] == [
        [750, "750 / 330 kV"], [110, "110 / 35 kV"], [330, "330 kV"], [110, "110 kV"], [0, ""],
    ]  # fmt: skip
    assert "way/" not in str(data)


def test_the_legend_names_the_classes_that_there_are_and_says_where_to_zoom_in(stations):
    words = [entry.words + entry.hint for entry in substations.layer(stations, View()).drawing.legend]
    assert words == [
        "Substation, 500 kV and more", "Substation, 300 to 499 kV", "Substation, below 200 kV (zoom in)",
        "Substation, voltage not known (zoom in)",
    ]  # fmt: skip


@pytest.mark.long
def test_at_low_zoom_only_the_highest_are_drawn(open_page, stations):
    opened = open_page(stations, view())
    opened.page.evaluate(f"({ON_PLACE})(50.5, 12, 6)")
    assert drawn(opened) == {"High", "Middle"}
    opened.page.evaluate(f"({ON_PLACE})(50.5, 12, 8.2)")
    opened.page.wait_for_timeout(100)
    assert drawn(opened) == {"High", "Middle", "Low", "Silent"}


@pytest.mark.long
def test_the_highest_of_a_dataset_is_drawn_at_every_zoom_whatever_it_is(open_page, tmp_path):
    dataset = read_dataset(write_folder(tmp_path / "low", [RECORD], substations=STATIONS[2:3]))
    opened = open_page(dataset, view())
    opened.page.evaluate(f"({ON_PLACE})(50.5, 12, 5)")
    opened.page.wait_for_timeout(100)
    assert drawn(opened) == {"Low"}
    assert [entry.words for entry in substations.layer(dataset, View()).drawing.legend] == ["Substation, below 200 kV"]


def test_a_least_voltage_hides_what_is_below_it_and_what_is_not_known(open_page, stations):
    opened = open_page(stations, view(min_kv=330))
    opened.page.evaluate(f"({ON_PLACE})(50.5, 12, 8.2)")
    opened.page.wait_for_timeout(100)
    assert drawn(opened) == {"High", "Middle"}
    opened.page.evaluate("outageBrief.showFrom(400)")
    assert drawn(opened) == {"High"}
    opened.page.evaluate("outageBrief.showFrom(null)")
    assert drawn(opened) == {"High", "Middle", "Low", "Silent"}


@pytest.mark.long
def test_the_tooltip_names_all_of_a_site_that_the_least_voltage_lets_through(open_page, stations):
    opened = open_page(stations, view())
    at = opened.page.evaluate(f"{ON_MAP}(50.55, 10.55)")
    x, y = at["x"], at["y"]
    opened.page.mouse.move(x, y)
    tip = opened.page.locator(".tip")
    tip.wait_for()
    for words in ("2 substations", "High, 750 / 330 kV", "Low beside High, 110 / 35 kV", "position generalised"):
        assert words in tip.inner_text()
    opened.page.evaluate("outageBrief.showFrom(330)")
    opened.page.mouse.move(x + 1, y)
    opened.page.locator(".tip strong", has_text="High, 750 / 330 kV").wait_for()
    assert "Low beside High" not in tip.inner_text()
