"""Sheets with boxes of what lies far off: what a caption names stands once, lines cross no box, the scale is the main body's."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image

from briefing.browser.renderer import draw
from briefing.formats.png import SIZES, page_html, show
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.new_dataset import planned, written
from geo.read import read_dataset
from geo.table_guess import Given
from geo.view import View, parse_date
from tests.briefing.test_request import MADE_AT

DAY = "2026-11-26"
ALL = (0x5A, 0x1A, 0x3C)
FOUND = """() => ({ ...outageBrief.labels(), insets: outageBrief.insetsOn?.([...window.views].at(-1)) ?? [],
  metres: Number(document.querySelector(".scalebar").dataset.metres) })"""
WATCH = """() => { const layoutOf = outageBrief.layoutOf; window.views = new Set();
  outageBrief.layoutOf = (view) => { window.views.add(view); return layoutOf(view); }; }"""


def sheet(folder: Path, country: str, **extents: str) -> tuple[dict[str, Any], np.ndarray]:
    """Draw a sheet of a country with a statement on each of some places; return what was written where, and its pixels."""
    lines = [f"{place},{extent},{DAY},Grid office" for place, extent in extents.items()]
    (folder / "table.csv").write_text("\n".join(["place,extent,since,source", *lines]), encoding="utf-8")
    written(planned(Given(country=country, outages=folder / "table.csv")), folder / "dataset")
    subject = subject_of(read_dataset(folder / "dataset"), View(date=parse_date(DAY)), made_at=MADE_AT)

    def job(page: Any) -> tuple[dict[str, Any], bytes]:
        page.evaluate(WATCH)
        show(page, sheet_of(subject))
        return page.evaluate(FOUND), page.screenshot(type="png")

    found, picture = draw(page_html(subject), SIZES["16:9"], job)
    return found, np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


@pytest.mark.long
def test_norway_names_svalbard_once_and_its_neighbours_and_no_line_crosses_a_box(tmp_path: Path) -> None:
    places = {"Oslo": "all", "Svalbard": "all", "Finnmark": "part", "Troms": "all", "Hordaland": "all", "Ålesund": "part"}
    found, _ = sheet(tmp_path, "NO", **places)
    named = [one["words"] for one in found["names"]]
    assert named.count("Svalbard") == 1
    assert {"SWEDEN", "FINLAND", "ICELAND"} <= set(named)
    insets = [shapely.box(*one) for one in found["insets"]]
    assert len(insets) == 3
    for plate in found["plates"]:
        line = shapely.LineString(plate["leader"])
        strange = [one for one in insets if not one.covers(shapely.Point(plate["leader"][0]))]
        assert not any(line.intersects(one) for one in strange), plate["words"]
    for one in found["names"]:
        assert not any(inset.exterior.intersects(shapely.box(*one["box"])) for inset in insets), one["words"]


@pytest.mark.long
def test_the_scale_of_a_sheet_is_the_main_body_s_though_a_box_stands_in_its_middle(tmp_path: Path) -> None:
    found, _ = sheet(tmp_path, "KI", **{"Gilbert Islands": "all", "Line Islands": "part", "Phoenix Islands": "all"})
    middle = shapely.Point(found["width"] / 2, found["height"] / 2)
    assert any(shapely.box(*one).covers(middle) for one in found["insets"]), "else the test says nothing"
    assert found["metres"] >= 100_000, "the Gilbert Islands are 700 km long"
    assert {"Gilbert Islands", "Line Islands", "Phoenix Islands"} <= {one["words"] for one in found["names"]}


@pytest.mark.long
def test_an_atoll_that_is_a_speck_shows_its_colour(tmp_path: Path) -> None:
    _, pixels = sheet(tmp_path, "MV", **{"Haa Alif Atoll": "all"})
    height, width, _ = pixels.shape
    land = pixels[int(0.1 * height) : int(0.7 * height), : int(0.6 * width)].astype(int)
    assert (np.abs(land - ALL).max(axis=2) < 40).sum() > 60
