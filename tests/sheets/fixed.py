"""Fixed sheets: how each is made, what its layout is, and a small picture of it. What was approved lies in `approved/`.

`make approve` replaces what is approved, and writes a report of what has changed.
"""

import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from briefing.browser.renderer import draw
from briefing.formats.png import SIZES, page_html, show
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.dataset import Dataset
from geo.new_dataset import planned, written
from geo.read import assemble, read_dataset
from geo.reports import reports_from
from geo.table_guess import Given
from geo.view import View, parse_date, parse_place
from tests.briefing.test_request import JANUARY, JUNE, MADE_AT
from tests.conftest import UKRAINE
from tests.folders import name_in_toml
from tests.geo.test_levels import real_folder
from tests.geo.worlds import REPORT, table
from tests.layers.test_labels import NIGHT, night_of

APPROVED = Path(__file__).parent / "approved"
PICTURE_PX = 440, 360  # what the small picture fits into
COLOURS = 64
STORM = "2026-02-03"

WATCH = """() => { const layoutOf = outageBrief.layoutOf, all = window.layouts = new Set();
  outageBrief.layoutOf = (view) => { const made = layoutOf(view); if (!view.tried) all.add(made); return made; }; }"""
LAYOUT = """() => {
  const px = (box) => box.map(Math.round), { fontSize } = getComputedStyle(document.documentElement);
  const maps = [...window.layouts].map(({ names, lacking, symbols, plates, dropped, cards, view }) => ({
    size: px([view.width, view.height]), least: (Math.min(...names.map((one) => one.size)) * (view.bigger ?? 1)).toFixed(1),
    cards: cards.map(px), lacking: lacking.map(({ words }) => words),
    names: names.map(({ kind, words, box, how, must = false }) => [kind, words, how, must, px(box)]),
    symbols: symbols.map(({ kind, box, count }) => [kind, count, px(box)]),
    plates: plates.map(({ lines, box, leader }) => [lines.join("; "), px(box), leader.map(px)]),
    dropped: dropped.map(({ lines }) => lines.join("; ")),
  }));
  const kinds = ["h1", "h2", "p", "figcaption", ".off", ".scalebar", "footer .list", ".bare"].map((kind) => `.brief ${kind}`);
  const all = [...document.querySelectorAll(kinds.join())], block = (one) => getComputedStyle(one).display !== "inline";
  const texts = all.filter((one) => one.getClientRects().length && one.textContent && block(one)).map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [one.textContent.slice(0, 240), parseFloat(getComputedStyle(one).fontSize).toFixed(1), px([left, top, right, bottom])];
  });
  return { unit: parseFloat(fontSize).toFixed(1), maps, texts };
}"""


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """One fixed sheet: what makes its dataset, its date, its size, and what else its View says."""

    dataset: Callable[[], Dataset]
    day: str
    size: str = "16:9"
    view: dict[str, Any] = field(default_factory=dict)


@cache
def ukraine() -> Dataset:
    return read_dataset(UKRAINE)


@cache
def night() -> Dataset:
    return night_of(ukraine())


@cache
def districts() -> Dataset:
    """Districts of Poltava over the regions of Ukraine: two are reported, one region as a whole, one in a part."""
    rows = [
        {"place": "Lubny Raion", "extent": "all", "source": "Poltava administration", "source_role": "official"},
        {"place": "Kremenchuk Raion", "extent": "large_part", "people": "12000", "source": "Grid company"},
        {"region_code": "UA-59", "extent": "nearly_all", "source": "Ministry"},
        {"region_code": "UA-23", "scope": "the south", "extent": "all", "source": "Ministry"},
        {"region_code": "UA-53", "extent": "unknown", "asset": "an energy site", "source": "Ministry"},
    ]
    with tempfile.TemporaryDirectory() as folder:
        made = real_folder(Path(folder) / "districts")
        table(REPORT | {"record_id": f"d{i}", "started_at": STORM} | row for i, row in enumerate(rows)).to_csv(
            made / "outages.csv", index=False)
        return read_dataset(made)


@cache
def long_words() -> Dataset:
    """Ukraine with the full names of its regions in Ukrainian, and a long title."""
    one = ukraine()
    names = [next((name for name in others if name.endswith("ська область")), name)
             for name, others in zip(one.regions["name"], one.regions["other_names"], strict=True)]
    codes = ("UA-26", "UA-12", "UA-63", "UA-77", "UA-71")
    rows = [REPORT | {"record_id": f"u{i}", "region_code": code, "extent": extent, "started_at": STORM,
                      "source": "Міністерство енергетики та вугільної промисловості України"}
            for i, (code, extent) in enumerate(zip(codes, ("all", "nearly_all", "large_part", "part", "all"), strict=True))]
    return assemble(
        one.settings, regions=one.regions.assign(name=names, short_name=[name.removesuffix(" область") for name in names]),
        basemap=one.basemap, gazetteer=one.gazetteer, substations=one.substations.drop(columns="region"),
        reports=reports_from(table(rows), zone=one.settings.zone),
    )  # fmt: skip


@cache
def counties() -> Dataset:
    """Invented counts of one morning: counties on both coasts, in a place of many small ones, in Alaska and Hawaii."""
    out = {"48201": 41000, "48039": 9000, "06075": 2500, "51059": 1900, "51153": 2300, "54049": 2700, "13121": 1200, "02170": 300,
           "15001": 90, "36061": 30, "12086": 5200, "53033": 600}  # fmt: skip
    lines = [f"{code},{STORM}T{10 + hour}:00,{customers // (1 + hour)},{customers * (8 if customers > 2000 else 400)}"
             for code, customers in out.items() for hour in range(2)]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "counties"
        made.mkdir()
        for file in (UKRAINE.parent / "us-counties").iterdir():
            if file.suffix in {".json", ".geojson", ".csv", ".toml"}:
                (made / file.name).write_bytes(file.read_bytes())
        (made / "counts.csv").write_text("\n".join(["region_code,time,customers_out,customers_total", *lines]) + "\n")
        return read_dataset(name_in_toml(made, counts="counts.csv"))


@cache
def fiji() -> Dataset:
    """A country on both sides of 180 degrees, with reports of two of its divisions."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "fiji"
        written(planned(Given(country="FJ")), made)
        codes = read_dataset(made).regions["code"].tolist()
        rows = [REPORT | {"record_id": f"f{i}", "region_code": code, "extent": extent, "started_at": STORM}
                for i, (code, extent) in enumerate(zip(codes, ("nearly_all", "part", "all"), strict=False))]
        table(rows).to_csv(made / "outages.csv", index=False)
        return read_dataset(name_in_toml(made, outages="outages.csv"))


def _all_sizes(name: str, dataset: Callable[[], Dataset], day: str, **view: Any) -> dict[str, Fixed]:
    return {f"{name} {size.replace(':', 'x')}": Fixed(dataset=dataset, day=day, size=size, view=view) for size in SIZES}


SINCE_JUNE = {"compare": parse_date(JUNE)}
SHEETS: dict[str, Fixed] = {
    **_all_sizes("june", ukraine, JUNE), **_all_sizes("january", ukraine, JANUARY), **_all_sizes("night", night, NIGHT),
    "june last known": Fixed(dataset=ukraine, day="2025-06-04"),
    "nothing known": Fixed(dataset=ukraine, day="2025-08-01"),
    "since june 16x9": Fixed(dataset=ukraine, day=JANUARY, view=SINCE_JUNE),
    "since june square": Fixed(dataset=ukraine, day=JANUARY, size="square", view=SINCE_JUNE),
    "january ukrainian 16x9": Fixed(dataset=ukraine, day=JANUARY, view={"language": "uk"}),
    "since june ukrainian square": Fixed(dataset=ukraine, day=JANUARY, size="square", view=SINCE_JUNE | {"language": "uk"}),
    "off the map": Fixed(dataset=ukraine, day=JANUARY, view={"place": parse_place("50.45,30.5,300")}),
    "counties 16x9": Fixed(dataset=counties, day=STORM),
    "counties share a4": Fixed(dataset=counties, day=STORM, size="a4", view={"metric": "share"}),
    "districts 16x9": Fixed(dataset=districts, day=STORM, view={"level": 2}),
    "districts square": Fixed(dataset=districts, day=STORM, size="square", view={"level": 2}),
    "fiji 16x9": Fixed(dataset=fiji, day=STORM),
    "long words a4-portrait": Fixed(dataset=long_words, day=STORM, size="a4-portrait", view={"language": "uk"}),
    "long words square": Fixed(dataset=long_words, day=STORM, size="square", view={"language": "uk"}),
}


def drawn(name: str) -> tuple[dict[str, Any], Image.Image]:
    """Draw a fixed sheet; return its layout and its small picture."""
    one = SHEETS[name]
    subject = subject_of(one.dataset(), View(date=parse_date(one.day), **one.view), made_at=MADE_AT)

    def job(page: Any) -> tuple[dict[str, Any], bytes]:
        page.evaluate(WATCH)
        show(page, sheet_of(subject))
        return page.evaluate(LAYOUT), page.screenshot(type="png", animations="disabled", caret="hide")

    layout, picture = draw(page_html(subject), SIZES[one.size], job)
    return layout, small(Image.open(io.BytesIO(picture)))


def small(picture: Image.Image) -> Image.Image:
    """Return a picture as it is stored: small, in few colours."""
    shown = picture.convert("RGB")
    shown.thumbnail(PICTURE_PX, Image.Resampling.LANCZOS)
    return shown.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how much two small pictures differ to the eye: the share of blurred pixels more than 24 levels apart."""
    if one.size != other.size:
        return 1.0
    grounds = [np.asarray(each.convert("RGB").filter(ImageFilter.BoxBlur(2)), dtype=np.int16) for each in (one, other)]
    return float((np.abs(grounds[0] - grounds[1]).max(axis=2) > 24).mean())


def as_text(layout: dict[str, Any]) -> str:
    """Write a layout with a line for each name and text, so that a change is seen in a difference of files."""
    packed = json.dumps(layout, ensure_ascii=False, separators=(",", ":"))
    return packed.replace("],[\"", "],\n[\"") + "\n"
