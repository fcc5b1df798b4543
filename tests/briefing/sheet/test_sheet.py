"""The sheet: what it says, and that it holds its words at any length, measured in the real browser."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageColor
from pyproj import Geod

from briefing.browser.renderer import Size, draw
from briefing.formats.png import SIZES, page_html, png_of, show, size_of
from briefing.sheet.series import summary_of
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import Subject, link_of, require_complete, subject_of
from geo.dataset import Dataset
from geo.errors import UsageError
from geo.read import assemble, read_dataset
from geo.reports import reports_from
from geo.states import State
from geo.view import View, from_query, parse_date
from layers.style import STATE_COLOURS, VOLTAGE_CLASSES
from tests.briefing.test_request import JANUARY, JUNE, MADE_AT
from tests.folders import write_folder
from tests.geo.worlds import REPORT, squares, table, world
from tests.layers.test_substations import STATIONS

WGS84 = Geod(ellps="WGS84")
MEASURE = """() => {
  const root = document.querySelector(".brief"), found = { broken: [], cut: [], outside: [] };
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const box = (r) => ({ left: r.left, top: r.top, right: r.right, bottom: r.bottom });
  const block = (e) => { while (getComputedStyle(e).display === "inline") e = e.parentElement; return e; };
  const seen = new Set();
  for (const element of root.querySelectorAll("*")) {
    if (!says(element) || !element.getClientRects().length) continue;
    const own = block(element);
    if (!own.classList.contains("scalebar")) seen.add(own);
    if (own.scrollWidth > own.clientWidth + 1) found.cut.push(own.textContent);
    for (const node of element.childNodes) {
      if (node.nodeType !== 3) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const holders = [];
      for (let up = element; up && up !== document.documentElement; up = up.parentElement) {
        if (up === root || getComputedStyle(up).overflowX === "hidden") holders.push(up.getBoundingClientRect());
      }
      for (const r of range.getClientRects()) {
        const sheet = { left: 0, right: innerWidth, top: 3, bottom: innerHeight - 3 };
        const out = (h) => r.left < h.left - 1 || r.right > h.right + 1 || r.top < h.top - 3 || r.bottom > h.bottom + 3;
        if ([...holders, sheet].some(out)) found.outside.push(node.textContent);
      }
      for (const word of node.textContent.matchAll(/\\S+/g)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((r) => Math.round(r.top)));
        if (lines.size > 1 && !/[-/]/.test(word[0]) && word[0].length < 30) found.broken.push(word[0]);
      }
    }
  }
  found.maps = [...root.querySelectorAll(".holder")].map((h) => box(h.getBoundingClientRect()));
  const all = [...seen, ...root.querySelectorAll(".holder")];
  found.texts = [...seen].map((e) => ({ words: e.textContent, ...box(e.getBoundingClientRect()) }));
  found.overlaps = [...seen].flatMap((one, i) => all.slice(i + 1).filter((other) => {
    if (one.contains(other) || other.contains(one)) return false;
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  }).map((other) => [one.textContent, other.textContent]));
  found.bars = [...root.querySelectorAll(".scalebar")].map((bar) => ({
    px: bar.getBoundingClientRect().width, metres: Number(bar.dataset.metres), words: bar.textContent,
    map: bar.parentElement.getBoundingClientRect().width, high: bar.parentElement.getBoundingClientRect().height }));
  found.frame = outageBrief.frame;
  found.small = Math.min(...[...root.querySelectorAll("p, b, span")].map((e) => parseFloat(getComputedStyle(e).fontSize)));
  return found;
}"""
LEAST_PX = {"16:9": 18, "a4": 9.33, "a4-portrait": 9.33, "square": 22}  # 9 points on a slide, 7 on paper
LONG_TITLE = "Україна: повідомлення про знеструмлення областей, громад і населених пунктів за даними військових адміністрацій"
LONG_NAME = "{}, тимчасово підконтрольна територія Дніпропетровсько-Запорізького енергетичного району"
LONG_SOURCE = "Начальник {} обласної військової адміністрації, речник оператора системи передачі електроенергії"


def subject(dataset: Dataset, day: str = JANUARY, **view: Any) -> Subject:
    return subject_of(dataset, View(date=parse_date(day), **view), made_at=MADE_AT)


def measured(subject: Subject, size: Size, content: dict[str, object] | None = None) -> dict[str, Any]:
    """Draw a sheet as an export does, and measure every text block, map and scale bar in it."""
    def job(page):
        show(page, content or sheet_of(subject))
        return page.evaluate(MEASURE)

    return draw(page_html(subject), size, job)


def crowded(ukraine: Dataset, *, long: bool, disclaimers: int) -> Dataset:
    """All 27 regions without power, by 54 sources, and one report that is nowhere on the map."""
    names = ukraine.regions["name"].map(LONG_NAME.format if long else str)
    speak = LONG_SOURCE.format if long else "Source {}".format
    rows = [REPORT | {"record_id": f"{code}{i}", "region_code": code, "source": speak(f"{code}-{i}"), "people": f"{i + 1}04000",
                      "extent": ("all", "large_part")[i]} for code in ukraine.regions["code"] for i in (0, 1)]  # fmt: skip
    rows.append(REPORT | {"record_id": "lost", "place": "Атлантида"})
    settings = replace(ukraine.settings, disclaimer=" ".join([ukraine.settings.disclaimer] * disclaimers),
                       title=LONG_TITLE if long else ukraine.settings.title)  # fmt: skip
    return assemble(settings, regions=ukraine.regions.assign(name=names), basemap=ukraine.basemap, gazetteer=ukraine.gazetteer,
                    substations=ukraine.substations.drop(columns="region"),
                    reports=reports_from(table(rows), zone=settings.zone))  # fmt: skip


@pytest.fixture(scope="module", params=[(False, 1), (True, 1), (True, 3)], ids=["short", "long", "longest"])
def crowd(request, ukraine) -> Dataset:
    return crowded(ukraine, long=request.param[0], disclaimers=request.param[1])


def assert_holds(found: dict[str, Any], size: Size) -> None:
    """No two text blocks overlap, none lies on a map or outside the sheet, no word is cut or broken."""
    assert (found["outside"], found["cut"], found["broken"], found["overlaps"]) == ([], [], [], [])
    for one in [*found["texts"], *found["maps"]]:
        assert -1 <= one["left"] < one["right"] <= size.width + 1, one
        assert -1 <= one["top"] < one["bottom"] <= size.height + 1, one


@pytest.mark.long
@pytest.mark.parametrize("name", SIZES)
def test_a_crowded_sheet_holds_its_words_and_counts_what_it_leaves_out(crowd, name):
    size = SIZES[name]
    sheet = sheet_of(subject(crowd))
    found = measured(subject(crowd), size)
    assert_holds(found, size)
    said = [one["words"] for one in found["texts"]]
    together = "\n".join(said)
    for must in ("title", "date", "zone", "headline", "disclaimer", "page"):
        assert str(sheet[must]) in together, must
    assert any(credits in together for credits in [sheet["data"], *sheet["credits"]]), "at least what a licence asks for"
    listed = sum(words in together for words in {line["name"] for line in sheet["sources"]["lines"]})
    assert listed == 40 or f"{54 - listed} {'more ' if listed else ''}sources" in together
    assert "1 not placed on the map" in together
    names = zip(crowd.regions["name"], crowd.regions["short_name"], strict=True)
    regions = sum(any(text.startswith(called) for text in said) for called in names)
    assert regions == 27 or f"{27 - regions} {'more ' if regions else ''}regions" in together
    assert regions == 27 or name == "square" or len(crowd.settings.disclaimer) > 600, "a night of 27 regions is listed whole"
    assert found["small"] >= LEAST_PX[name] - 0.1


@pytest.mark.long
def test_the_measure_finds_what_overlaps_and_what_is_cut(ukraine):
    sheet = sheet_of(subject(ukraine))

    def job(page):
        show(page, sheet)
        page.evaluate("""() => { document.querySelector(".brief h1").style.transform = "translateY(1.5em)";
          document.querySelector(".brief .disclaimer").style.cssText = "width: 4em; overflow: hidden; white-space: nowrap"; }""")
        return page.evaluate(MEASURE)

    found = draw(page_html(subject(ukraine)), SIZES["16:9"], job)
    assert ["Ukraine: reported power outages", sheet["headline"]] in found["overlaps"]
    assert found["cut"]
    assert found["outside"]


@pytest.mark.long
@pytest.mark.parametrize("name", SIZES)
def test_a_crowded_comparison_holds_its_words(ukraine, name):
    full = crowded(ukraine, long=True, disclaimers=3)
    compared = subject(full, "2026-01-12", compare=parse_date(JANUARY))
    found = measured(compared, SIZES[name])
    assert_holds(found, SIZES[name])
    assert len(found["maps"]) == (1 if name == "square" else 3), "a square has room for the change alone"
    assert "Since 7 January 2026: 27 without news since." in [one["words"] for one in found["texts"]]


@pytest.mark.parametrize("count", [1, 5, 42])
def test_a_page_of_many_dates_holds_up_to_six_maps_and_a_matrix_of_all(ukraine, count):
    dates = [dt.date(2025, 6, 2) + dt.timedelta(days=n) for n in range(count)]
    size = SIZES["a4"]
    found = measured(subject(ukraine), size, summary_of(subject(ukraine), dates, page=1, pages=9))
    assert_holds(found, size)
    assert len(found["maps"]) == min(count, 6)
    assert sum(one["words"].startswith("2 Jun 2025") for one in found["texts"]) == 1
    assert sum(one["words"] == "2 Jun" for one in found["texts"]) == 1, "the matrix has every date, and names as many as it can"


@pytest.mark.long
@pytest.mark.parametrize(("name", "south"), [("16:9", 0.0), ("a4-portrait", 48.0), ("640x500", 68.0), ("16:9", 69.0),
                                             ("square", -41.0)])  # fmt: skip
def test_the_scale_bar_is_true_at_the_middle_of_the_map(name, south):
    """A degree of longitude is measured in the picture itself, and on the ellipsoid."""
    areas = squares()
    areas.geometry = areas.translate(yoff=south)
    one = world({"region_code": "B"}, regions=areas, sections={"map": {"frame": [0.0, south, 3.0, south + 1]}})
    looked_at = subject(one, layers=("regions",))
    size = size_of(name)
    found = measured(looked_at, size)
    image = Image.open(io.BytesIO(png_of(looked_at, size))).convert("RGB")
    box = found["maps"][0]
    row = round((box["top"] + box["bottom"]) / 2 * size.scale)
    dark = [x for x in range(image.width) if image.getpixel((x, row)) == ImageColor.getrgb(STATE_COLOURS[State.ALL])
            and box["left"] * size.scale < x < box["right"] * size.scale]  # fmt: skip
    degree_px = (dark[-1] - dark[0] + 1 + 1.5) / size.scale  # half of each border is drawn over it
    _, _, degree_m = WGS84.inv(1, south + 0.5, 2, south + 0.5)
    (bar,) = found["bars"]
    assert bar["px"] * degree_m / degree_px == pytest.approx(bar["metres"], rel=0.01)
    assert bar["words"] == (f"{bar['metres'] / 1000:g} km" if bar["metres"] >= 1000 else f"{bar['metres']} m")


def test_the_legend_says_what_is_shown_and_only_that(ukraine):
    def legend(day: str, **view: Any) -> list[str]:
        return [entry["words"] for entry in sheet_of(subject(ukraine, day, **view))["legend"]]

    states = ["Nearly all without power", "Part without power", "No report",
              "Stripes: the report speaks for a part of the region"]
    january = legend(JANUARY)
    assert january[:4] == states
    assert {"Advisory: a warning, not an outage", "Report on services"} <= set(january)
    assert not any("hit" in words for words in january)
    june = legend(JUNE)
    assert june[:3] == states[1:]
    assert any(words.startswith("Reported hit") for words in june)
    assert legend("2025-08-01", layers=("regions",)) == ["No report"]
    assert legend(JANUARY, layers=("regions",)) == states
    assert legend(JANUARY, layers=("labels",)) == []


@pytest.mark.long
def test_voltages_that_the_sheet_does_not_draw_are_not_in_its_legend(ukraine):
    def shown(**view: Any) -> set[str]:
        return {one["words"] for one in measured(subject(ukraine, **view), SIZES["16:9"])["texts"] if "kV" in one["words"]}

    assert shown() == {"Substation, 500 kV and more", "Substation, 300 to 499 kV"}
    assert shown(min_kv=500) == {"Substation, 500 kV and more"}
    assert shown(layers=("regions",)) == set()


@pytest.mark.long
def test_what_is_last_known_is_named_with_its_age(ukraine):
    looked_at = subject(ukraine, "2025-06-04")

    def job(page):
        show(page, sheet_of(looked_at))
        return {one["words"]: one["note"] for one in page.evaluate("outageBrief.labels().names") if one["must"]}

    assert draw(page_html(looked_at), SIZES["16:9"], job) == {"Kherson": "2 days old", "Zaporizhzhia": "2 days old"}


DRAWN_CLASSES = """() => {
  const drawn = new Set(), draw = outageBrief.symbols.substation;
  outageBrief.symbols.substation = (ctx, kind, ...rest) => {
    if (!ctx.canvas.classList.contains("swatch")) drawn.add(kind);
    draw(ctx, kind, ...rest);
  };
  window.drawn = drawn; }"""


@pytest.mark.long
def test_the_legend_names_the_voltages_that_are_drawn_and_no_other_whatever_the_size(tmp_path):
    dataset = read_dataset(write_folder(tmp_path / "small", [{"region_code": "XX-A"}], substations=STATIONS))
    looked_at, found = subject(dataset, "2030-05-01"), set()
    for size in ("16:9", "square", "a4-portrait", "640x500", "900x560"):
        def job(page):
            page.evaluate(DRAWN_CLASSES)
            show(page, sheet_of(looked_at))
            return page.evaluate("[...drawn]"), page.locator(".key p", has_text="kV").or_(
                page.locator(".key p", has_text="voltage not known")).filter(visible=True).all_inner_texts()  # fmt: skip

        kinds, words = draw(page_html(looked_at), size_of(size), job)
        assert {f"Substation, {VOLTAGE_CLASSES[kind][4]}" for kind in kinds} == set(words)
        found.add(len(words))
    assert found == {2, 4}, "in small pictures the low voltages are left out"


def test_the_figures_are_ranges_and_what_is_unknown_is_one_of_them(ukraine):
    figures = sheet_of(subject(ukraine, JUNE))["figures"]
    assert [(one["number"], one["words"]) for one in figures] == [
        ("2 of 27", "regions reported without power, wholly or in part"),
        ("25 of 27", "regions without any report: not known"),
        ("at least 104,000 people", ""), ("about 150 settlements", ""),
        ("44 facilities", "as one source reported")]  # fmt: skip


def test_the_affected_regions_are_named_with_their_state_and_figures(ukraine):
    lines = sheet_of(subject(ukraine, JUNE))["regions"]["lines"]
    assert [(one["name"], one["words"]) for one in lines] == [
        ("Kherson Oblast", "Part without power; Russian-held part: a large part; at least 104,000 people; "
                           "about 150 settlements; 44 facilities"),
        ("Zaporizhzhia Oblast", "Part without power; Russian-held part: all")]  # fmt: skip


def test_services_hits_and_advisories_are_told_in_words(ukraine):
    (also,) = sheet_of(subject(ukraine, JANUARY))["also"]
    lines = {one["name"]: (one["report"], one["words"]) for one in also["lines"]}
    assert lines["Dnipro (Dnipropetrovsk Oblast)"] == ("services", "metro: halted")
    assert lines["Kryvyi Rih (Dnipropetrovsk Oblast)"] == ("advisory", "advisory, not an outage")
    assert lines["Dnipropetrovsk Oblast"] == ("services", "critical facilities: on backup power; railways: on reserve power")
    (also,) = sheet_of(subject(ukraine, JUNE))["also"]
    hits = [(one["name"], one["words"]) for one in also["lines"] if one["report"] == "hit"]
    assert hits == [("Henichesk Raion (Kherson Oblast)", "hit: a newly built substation; place not given"),
                    ("Zaporizhzhia Oblast, north-western part", "hit: high-voltage infrastructure; place not given")]
    assert sheet_of(subject(ukraine, JUNE, layers=("regions",)))["also"] == [], "without the layer its reports are not shown"


def test_a_sheet_says_date_zone_sources_with_roles_times_and_link(ukraine):
    sheet = sheet_of(subject(ukraine, JUNE), page=2, pages=7)
    assert (sheet["date"], sheet["zone"], sheet["page"]) == ("2 June 2025", "Dates in Kyiv time", "page 2 of 7")
    assert sheet["catalogue"] == "UA-outages-20250602-v1"
    assert "Data as of 2 June 2025; made 12 January 2026, 08:30 (Kyiv time)." in sheet["notes"]
    assert "5 reports shown of 12 in the dataset; every record is placed." in sheet["notes"]
    assert {one["name"] + one["words"] for one in sheet["sources"]["lines"]} == {
        "E. Balitsky, head of the Russian-installed administration (de facto authority, 2 reports)",
        "V. Saldo, head of the Russian-installed administration (de facto authority, 2 reports)",
        "Press report, summary line (media)"}  # fmt: skip
    assert sheet["disclaimer"] == ukraine.settings.disclaimer
    assert all(source in sheet["data"] for source in ukraine.settings.sources)


@pytest.mark.parametrize("day", ["2025-08-01", "1999-01-01", "2050-12-31"])
def test_a_date_without_reports_says_that_nothing_is_known(ukraine, day):
    sheet = sheet_of(subject(ukraine, day))
    assert sheet["headline"] == "No report for this date: nothing is known."
    assert [one["number"] for one in sheet["figures"]] == ["27 of 27"], "a large nought would look like power on"
    said = [one["words"] for one in measured(subject(ukraine, day), SIZES["16:9"])["texts"]]
    assert any(words.endswith("None reported.") for words in said)
    assert (sheet["regions"]["lines"], sheet["sources"]["lines"]) == ([], [])
    assert sheet["notes"][0].startswith("0 reports shown of 12")


def test_a_dataset_without_reports_says_so_and_names_no_time_of_data():
    notes = sheet_of(subject(world(), "2026-01-07"))["notes"]
    assert notes == ["No reports in the dataset.", "Made 12 January 2026, 08:30 (Europe/Kyiv time)."]


def test_the_link_leads_back_to_the_same_view(ukraine):
    view = View(date=parse_date(JANUARY), layers=("regions", "labels"), region="UA-23", min_kv=330, compare=parse_date(JUNE),
                language="uk")  # fmt: skip
    there = replace(ukraine, settings=replace(ukraine.settings, address="https://map.example/app"))
    link = str(sheet_of(subject_of(there, view, made_at=MADE_AT))["link"])
    address, _, query = link.partition("?")
    assert (address, from_query(query)) == ("https://map.example/app", view)
    one_of_several = replace(ukraine, settings=replace(ukraine.settings, address="https://map.example/app?dataset=ukraine"))
    assert link_of(subject_of(one_of_several, view, made_at=MADE_AT)) == f"https://map.example/app?dataset=ukraine&{query}"


@pytest.mark.parametrize("lacking", [{"title": " "}, {"disclaimer": "\n"}, {"zone_name": ""}, {"sources": ()},
                                     {"sources": ("", " ")}])  # fmt: skip
def test_a_sheet_that_lacks_what_it_must_carry_is_refused(ukraine, lacking):
    settings = replace(ukraine.settings, **lacking)
    (name,) = lacking
    with pytest.raises(UsageError, match=f"Blank here: {name}"):
        require_complete(settings)
    with pytest.raises(UsageError, match=name):
        subject(replace(ukraine, settings=settings))


def test_a_disputed_region_is_listed_with_the_words_of_both_sides():
    said = ({"source": "Administration", "extent": "large_part", "customers": "270000", "source_role": "official"},
            {"source": "Grid office", "extent": "none", "source_role": "operator", "status": "confirmed"})
    dataset = world(*({"region_code": "A", "started_at": "2026-01-07"} | one for one in said))
    sheet = sheet_of(subject(dataset))
    lists = {one["title"]: one["lines"] for one in sheet["also"]}
    [line] = lists["Disputed: sources disagree whether power is out"]
    assert line["name"] == "Aland"
    assert "Administration: " in line["words"]
    assert "270,000 customers" in line["words"]
    assert "Grid office: " in line["words"]
    assert "power on" in line["words"]
    assert ("1 of 3", "regions disputed: sources disagree") in [(one["number"], one["words"]) for one in sheet["figures"]]
