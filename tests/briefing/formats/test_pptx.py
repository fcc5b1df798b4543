"""The slides: what an editor finds on them, and that another program opens them."""

import datetime as dt
import io
import re
import shutil
import subprocess
from math import ceil
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Inches
from pypdf import PdfReader

from briefing.browser.renderer import Size, draw
from briefing.formats.png import page_html, show
from briefing.formats.pptx import END_IN, PER_INCH, PICTURE_IN, TOP_IN, pptx_of
from briefing.formats.pptx_master import FOOT, HEIGHT_IN, KICKER, NUMBER
from briefing.sheet.sheet import figure_of, sheet_of
from geo.states import State
from geo.view import parse_date
from layers.style import STATE_WORDS
from tests.briefing.sheet.test_sheet import crowded, subject
from tests.briefing.test_request import JANUARY, JUNE, MADE_AT, asked
from tests.sheets.fixed import LAYOUT, WATCH

HEADLINES = (
    "Without power: part of Kherson (Russian-held part: a large part), Zaporizhzhia (Russian-held part: all).",
    "Without power: nearly all of Dnipropetrovsk; part of Zaporizhzhia (part under Ukrainian control: nearly all).",
)


@pytest.fixture(scope="module")
def content(ukraine) -> bytes:
    return pptx_of(asked(ukraine, JUNE, JANUARY))


@pytest.fixture(scope="module")
def deck(content):
    return Presentation(io.BytesIO(content))


def words_on(slide) -> str:
    """All that is written on a slide, its table included, not its notes."""
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join(texts + ["\t".join(cell.text for cell in row.cells) for row in table_of(slide).rows])


def table_of(slide):
    return next(shape.table for shape in slide.shapes if shape.has_table)


def kicker_of(slide) -> str:
    return slide.placeholders[KICKER].text_frame.text


def maps_of(deck) -> list:
    """The slides that show a map: the last one holds the credits."""
    return [slide for slide in deck.slides if any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes)]


def picture_on(slide):
    return next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE)


@pytest.mark.long
def test_there_is_one_slide_for_each_date_in_order(deck):
    kickers = [kicker_of(slide) for slide in deck.slides]
    assert kickers[:2] == [f"Ukraine: reported power outages: {day} · Dates in Kyiv time"
                           for day in ("2 June 2025", "7 January 2026")]  # fmt: skip
    assert (deck.slide_width, deck.slide_height) == (Inches(40 / 3), Inches(7.5))


@pytest.mark.long
def test_the_title_is_a_title_and_says_what_the_date_shows(deck):
    for slide, said in zip(maps_of(deck), HEADLINES, strict=True):
        title = slide.shapes.title
        assert title.is_placeholder
        assert title.placeholder_format.type in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
        assert said in title.text_frame.text


def test_a_slide_says_date_zone_sources_with_roles_disclaimer_counts_and_page(ukraine, deck):
    said = words_on(deck.slides[0])
    for words in ("Dates in Kyiv time", ukraine.settings.disclaimer, "Press report, summary line (media)", "-v1, page 1 of 2.",
                  "V. Saldo, head of the Russian-installed administration (de facto authority, 2 reports)",
                  "5 reports shown of 12 in the dataset; every record is placed.", "made 12 January 2026, 08:30 (Kyiv time)"):
        assert words in said


@pytest.mark.parametrize(("number", "day"), [(0, JUNE), (1, JANUARY)])
def test_every_key_figure_of_the_sheet_is_on_the_slide_as_text(ukraine, deck, number, day):
    """Without "25 of 27 regions without any report" a slide's silence looks like power on."""
    said = re.sub(r"\s+", " ", words_on(deck.slides[number]))
    for figure in sheet_of(subject(ukraine, day))["figures"]:
        assert figure["number"] in said, figure


def test_the_table_is_native_and_holds_the_regions_with_states_and_figures(deck):
    june, january = ([[cell.text for cell in row.cells] for row in table_of(slide).rows] for slide in maps_of(deck))
    assert june[0][1] == "State"
    assert june[1:3] == [
        ["Kherson Oblast", "Part without power; Russian-held part: a large part; "
                           "at least 104,000 people; about 150 settlements; 44 facilities"],
        ["Zaporizhzhia Oblast", "Part without power; Russian-held part: all"]]  # fmt: skip
    assert january[1:3] == [["Dnipropetrovsk Oblast", "Nearly all without power"],
                           ["Zaporizhzhia Oblast", "Part without power; part under Ukrainian control: nearly all"]]  # fmt: skip


def test_a_date_without_reports_has_a_table_that_says_so(ukraine):
    slide = Presentation(io.BytesIO(pptx_of(asked(ukraine, "2025-08-01")))).slides[0]
    assert [cell.text for cell in table_of(slide).rows[1].cells] == ["None reported.", ""]
    assert "nothing is known" in slide.shapes.title.text_frame.text
    assert "Reported by" not in words_on(slide)


@pytest.mark.long
def test_regions_that_have_no_room_beside_the_map_are_on_the_next_slides(ukraine):
    full = crowded(ukraine, long=True, disclaimers=1)
    deck = Presentation(io.BytesIO(pptx_of(asked(full, JANUARY))))
    tables = [slide for slide in deck.slides if any(shape.has_table for shape in slide.shapes)]
    assert len(tables) > 1
    named = [row.cells[0].text for slide in tables for row in list(table_of(slide).rows)[1:]]
    assert sorted(named) == sorted(full.regions["name"])
    assert all(slide.shapes.title.text_frame.text.endswith("(continued)") for slide in tables[1:])
    for slide in tables:
        shape = next(shape for shape in slide.shapes if shape.has_table)
        assert shape.top + sum(row.height for row in table_of(slide).rows) <= Inches(6.4), "above the foot"


@pytest.mark.long
def test_sources_that_have_no_room_are_counted_and_in_the_notes(ukraine):
    full = crowded(ukraine, long=True, disclaimers=1)
    slide = Presentation(io.BytesIO(pptx_of(asked(full, JANUARY)))).slides[0]
    assert re.search(r"and \d+ more \(see the notes\)|54 sources \(see the notes\)", words_on(slide))
    notes = slide.notes_slide.notes_text_frame.text
    assert all(source in notes for source in full.reports["source"].iloc[:54])


def test_the_credits_of_the_map_are_on_a_slide(ukraine, deck):
    said = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert all(source in said for source in ukraine.settings.sources)


def test_the_master_is_of_this_format_with_places_for_all_that_a_slide_says(deck):
    layout = deck.slide_layouts[0]
    assert {one.placeholder_format.idx for one in layout.placeholders} == {0, KICKER, FOOT, NUMBER}
    for slide in deck.slides:
        assert {one.placeholder_format.idx for one in slide.placeholders} == {0, KICKER, FOOT, NUMBER}
        for one in layout.placeholders:
            assert one.left + one.width <= deck.slide_width
            assert one.top + one.height <= deck.slide_height


@pytest.mark.long
def test_one_request_gives_the_same_bytes_twice(ukraine, content):
    assert pptx_of(asked(ukraine, JUNE, JANUARY)) == content


def test_the_picture_is_the_map_and_says_in_words_what_it_shows(deck):
    for slide, says in zip(maps_of(deck), ("2 June 2025", "7 January 2026"), strict=True):
        picture = picture_on(slide)
        image = Image.open(io.BytesIO(picture.image.blob))
        assert image.format == "PNG"
        assert len(image.convert("RGB").getcolors(maxcolors=10**7)) > 50
        assert image.width / image.height == pytest.approx(picture.width / picture.height, rel=0.01), "not stretched"
        alt = picture._element.nvPicPr.cNvPr.get("descr")
        assert says in alt
        assert len(alt) < 300, "a listener hears the rest from the table and the notes"


def sizes_on(slide) -> set[float]:
    """The sizes in points of all that is written on a slide: of its runs, of the paragraph or of the place that it fills."""
    layout = {one.placeholder_format.idx: one for one in slide.slide_layout.placeholders}
    found: set[float] = set()
    for shape in slide.shapes:
        frames = [shape.text_frame] if shape.has_text_frame else []
        frames += [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
        for paragraph in (one for frame in frames for one in frame.paragraphs if one.text):
            own = {run.font.size or paragraph.font.size for run in paragraph.runs}
            if None in own:
                own = {one.get("sz") for one in layout[shape.placeholder_format.idx]._element.iter() if one.get("sz")}
                found |= {int(size) / 100 for size in own}
            else:
                found |= {size.pt for size in own}
    return found


def test_no_words_on_a_slide_are_smaller_than_nine_points(deck):
    assert min(size for slide in deck.slides for size in sizes_on(slide)) == 9


@pytest.mark.long
@pytest.mark.parametrize("disclaimers", [1, 2])
def test_a_long_foot_takes_room_from_the_map_and_its_words_stay_legible(ukraine, disclaimers):
    full = crowded(ukraine, long=True, disclaimers=disclaimers)
    deck = Presentation(io.BytesIO(pptx_of(asked(full, JANUARY))))
    assert min(size for slide in deck.slides for size in sizes_on(slide)) == 9
    for slide in maps_of(deck):
        foot, picture = slide.placeholders[FOOT], picture_on(slide)
        assert picture.top + picture.height <= foot.top
        assert foot.top + foot.height <= deck.slide_height
        assert picture.height >= Inches(3)
        headline, title = slide.shapes.title.text_frame, slide.shapes.title
        [points] = {run.font.size.pt for run in headline.paragraphs[0].runs}
        lines = ceil(len(headline.text) * points * 0.7 / title.width.pt)  # in bold letters as wide as any program has
        assert lines * points * 1.2 <= title.height.pt, "the headline stays above the map"


@pytest.mark.parametrize("compare", [None, JUNE])
def test_no_words_in_the_picture_of_a_slide_are_smaller_than_nine_points(ukraine, compare):
    one = subject(ukraine, JANUARY, compare=compare and parse_date(compare))
    high = END_IN - TOP_IN
    content = figure_of(sheet_of(one), share=high / HEIGHT_IN)

    def job(page):
        page.evaluate(WATCH)
        show(page, content)
        return page.evaluate(LAYOUT)

    drawn = draw(page_html(one), Size(width=round(PICTURE_IN["width"] * PER_INCH), height=round(high * PER_INCH)), job)
    sizes = [float(px) for _, px, _ in drawn["texts"]] + [float(one["least"]) for one in drawn["maps"]]
    assert min(sizes) * 72 / PER_INCH >= 9 - 0.1


def test_nothing_lies_outside_the_slide_and_nothing_on_something_else(deck):
    for slide in deck.slides:
        boxes = [(shape.left, shape.top, shape.left + shape.width, shape.top + shape.height) for shape in slide.shapes]
        for n, (left, top, right, bottom) in enumerate(boxes):
            assert 0 <= left < right <= deck.slide_width
            assert 0 <= top < bottom <= deck.slide_height
            for other in boxes[n + 1 :]:
                assert left >= other[2] or right <= other[0] or top >= other[3] or bottom <= other[1]


def test_the_notes_hold_every_statement_with_its_source(ukraine, deck):
    june, january = (slide.notes_slide.notes_text_frame.text for slide in maps_of(deck))
    for words in ("E. Balitsky", "V. Saldo", "Press report, summary line (media)", "2 June 2025, about 23:50",
                  "at least 104,000 people; about 150 settlements; 44 facilities", ukraine.settings.disclaimer):
        assert words in june
    assert "?date=" not in june
    assert january.count("Ukraine's energy officials and energy ministry (official)") == 7
    assert all(source in june for source in ukraine.settings.sources)


def test_the_file_says_of_itself_what_it_is(ukraine, deck):
    core = deck.core_properties
    assert core.title == ukraine.settings.title
    assert core.subject == ukraine.settings.disclaimer[:255]
    assert core.author == core.last_modified_by == "Outage Brief"
    assert core.language == "en-GB"
    assert core.created.replace(tzinfo=dt.UTC) == MADE_AT, "the file keeps its times in UTC"


def test_two_dates_compared_are_one_slide_with_both_and_the_change(ukraine):
    slide = Presentation(io.BytesIO(pptx_of(asked(ukraine, "2025-06-06", compare=parse_date(JUNE))))).slides[0]
    assert "Since 2 June 2025: 2 without news since (Kherson, Zaporizhzhia)." in slide.shapes.title.text_frame.text
    words = f"{STATE_WORDS[State.PART]} → {STATE_WORDS[State.NO_REPORT]}"
    assert [cell.text for cell in table_of(slide).rows[1].cells] == ["Kherson Oblast: no news", words]


@pytest.mark.servers
def test_another_program_opens_the_slides_and_finds_their_words(content, tmp_path: Path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office is not None, "No LibreOffice on this machine: `make test-servers` installs it"
    (tmp_path / "deck.pptx").write_bytes(content)
    profile = (tmp_path / "profile").as_uri()
    done = subprocess.run([office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir",
                           str(tmp_path), str(tmp_path / "deck.pptx")], capture_output=True, timeout=120,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    pages = PdfReader(tmp_path / "deck.pdf").pages
    said = [re.sub(r"\s+", " ", page.extract_text()) for page in pages]
    assert len(said) == 3
    for words, day, headline in zip(said[:2], ("2 June 2025", "7 January 2026"), HEADLINES, strict=True):
        assert f"Ukraine: reported power outages: {day}" in words
        assert headline in words
        assert "Zaporizhzhia Oblast" in words
