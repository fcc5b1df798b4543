"""The PDF: its pages, its words, its fonts."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from briefing.formats.pdf import pdf_of
from briefing.formats.png import SIZES, size_of
from geo.read import read_dataset
from geo.situation import situation_of
from geo.times import day_in_words
from geo.view import View, parse_date
from tests.briefing.sheet.test_sheet import crowded
from tests.briefing.test_request import JANUARY, JUNE, MADE_AT, asked
from tests.folders import write_folder
from tests.layers.test_labels import NIGHT, night_of

A4_PT = (842, 595)


def read(request) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(request)))


def text_of(page) -> str:
    """The words of a page in one line, as they are read: lines broken by the page are joined again."""
    return re.sub(r"\s+", " ", page.extract_text())


@pytest.fixture(scope="module")
def steps() -> list[int]:
    """What was counted while the series was made."""
    return []


@pytest.fixture(scope="module")
def series(ukraine, steps) -> PdfReader:
    return read(replace(asked(ukraine, JUNE, JANUARY), step=lambda: steps.append(1)))


@pytest.fixture(scope="module")
def said(series) -> list[str]:
    return [text_of(page) for page in series.pages]


@pytest.fixture(scope="module")
def single(ukraine) -> PdfReader:
    return read(asked(ukraine, JUNE))


@pytest.mark.long
def test_one_date_is_one_page_of_a4_landscape(single):
    assert len(single.pages) == 1
    assert tuple(round(edge) for edge in single.pages[0].mediabox[2:]) == pytest.approx(A4_PT, abs=2)
    assert "page 1 of 1" in text_of(single.pages[0])
    assert re.search(r"UA-outages-\d{8}-v1 · page 1 of 1", text_of(single.pages[0]))


@pytest.mark.long
def test_a_series_is_a_summary_a_page_for_each_date_and_an_annex(series, said):
    assert len(said) == 4
    assert "From 2 June 2025 to 7 January 2026: worst on 7 January 2026." in said[0]
    assert "2 June 2025 to 7 January 2026" in said[0]
    assert [day in page for day, page in zip(("2 June 2025", "7 January 2026"), said[1:3], strict=True)] == [True, True]
    assert "sources and statements" in said[3]
    assert [page.mediabox.width > page.mediabox.height for page in series.pages] == [True] * 4


@pytest.mark.long
def test_every_page_says_which_it_is_and_of_how_many(said):
    assert [f"page {number} of 4" in words for number, words in enumerate(said, 1)] == [True] * 4


@pytest.mark.parametrize(("number", "day"), [(1, JUNE), (2, JANUARY)])
def test_a_page_of_a_date_says_title_date_zone_figures_sources_with_roles_and_disclaimer(ukraine, said, number, day):
    for words in (ukraine.settings.title, day_in_words(parse_date(day)), "Dates in Kyiv time", ukraine.settings.disclaimer,
                  "25 of 27 regions without any report: not known", "made 12 January 2026, 08:30 (Kyiv time)"):
        assert words in said[number]
    assert all(re.sub(r"\s+", " ", source) in said[3] for source in ukraine.settings.sources), "whole on the last page"
    assert "GeoNames (CC BY 4.0)" in said[number]
    if day == JUNE:
        for words in ("at least 104,000 people", "about 150 settlements", "44 facilities", "Press report, summary line (media)",
                      "V. Saldo, head of the Russian-installed administration (de facto authority, 2 reports)"):
            assert words in said[number]
    else:
        assert "Ukraine's energy officials and energy ministry (official, 7 reports)" in said[number]


def test_the_annex_holds_every_statement_with_its_record_and_source(ukraine, said):
    for record in ukraine.reports["record_id"]:
        assert re.search(rf"Record {record}\b", said[3]), record
    for words in (*ukraine.reports["source"].unique(), "at least 104,000 people; about 150 settlements; 44 facilities",
                  "de facto authority", "The metro in the city has stopped completely."):
        assert words in said[3]


@pytest.mark.long
def test_the_annex_lists_what_is_not_on_the_map_and_why(tmp_path):
    folder = write_folder(tmp_path / "w", [{"record_id": "a", "region_code": "XX-A"}, {"record_id": "lost", "place": "Atlantis"},
                                           {"record_id": "b", "region_code": "XX-B", "started_at": "2030-05-03"}])  # fmt: skip
    pages = read(asked(read_dataset(folder), "2030-05-01", "2030-05-03")).pages
    assert "Not on the map lost: no region or place is known as 'Atlantis'" in text_of(pages[-1])
    assert "1 not placed on the map" in text_of(pages[1])


@pytest.mark.long
def test_an_annex_of_many_statements_takes_more_pages_and_loses_none(ukraine):
    full = crowded(ukraine, long=True, disclaimers=1)
    pages = read(asked(full, JANUARY, "2026-01-08", layers=("labels",))).pages
    said = [text_of(page) for page in pages[3:]]
    assert len(said) > 1
    assert [f"page {number} of {len(pages)}" in words for number, words in enumerate(said, 4)] == [True] * len(said)
    annex = " ".join(said)
    assert {record for record in full.reports["record_id"] if not re.search(rf"Record {record}\b", annex)} == {"lost"}
    assert "lost:" in annex


@pytest.mark.long
def test_words_are_words_in_fonts_that_travel_with_the_document(single):
    fonts = list(fonts_of(single))
    assert {font.get("/Subtype") for font in fonts} <= {"/Type0", "/Type3"}
    named = [font for font in fonts if font["/Subtype"] == "/Type0"]
    assert {str(font["/BaseFont"]).partition("+")[2] for font in named} == {"OutageBriefSans-Regular", "OutageBriefSans-Semibold"}
    for font in named:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
        assert "/ToUnicode" in font, "what is copied out is what was written"


def test_the_map_is_drawn_as_lines_not_as_one_picture(single):
    page = single.pages[0]
    pictures = [image.image for image in page.images if image.image is not None]
    assert all(image.width * image.height < 300 * 300 for image in pictures), [image.size for image in pictures]
    assert page.get_contents().get_data().count(b" l\n") > 3000, "borders are strokes"


def test_the_document_says_of_itself_what_it_is_and_when_it_was_made(ukraine, single):
    about = single.metadata
    assert about.title == ukraine.settings.title
    assert about.subject == ukraine.settings.disclaimer
    assert about.author == "Outage Brief"
    assert all(source in about["/Keywords"] for source in ukraine.settings.sources)
    assert about.creation_date == MADE_AT
    assert about.modification_date == MADE_AT


def test_a_listener_gets_tags_and_the_language_and_a_reader_bookmarks(series):
    root = series.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert root["/Lang"] == "en"
    assert [one.title for one in series.outline][1:3] == ["2 June 2025", "7 January 2026"]
    assert [series.get_destination_page_number(one) for one in series.outline] == [0, 1, 2, 3]


@pytest.mark.long
def test_a_whole_address_can_be_followed_and_half_a_link_is_not_there(ukraine):
    def links(dataset) -> set[str]:
        notes = [note.get_object() for page in read(asked(dataset, JUNE)).pages for note in page.get("/Annots", ())]
        return {note["/A"]["/URI"] for note in notes}

    assert links(ukraine) == set()
    assert all("?date=" not in page.extract_text() for page in read(asked(ukraine, JUNE)).pages)
    public = replace(ukraine, settings=replace(ukraine.settings, address="https://example.org/map"))
    assert links(public) == {f"https://example.org/map?date={JUNE}"}


def test_steps_are_counted_by_date(series, steps):
    assert (len(series.pages), len(steps)) == (4, 2)


@pytest.mark.long
def test_another_paper_is_another_size(ukraine):
    page = read(asked(ukraine, JUNE, size=size_of("a4-portrait"), layers=("labels",))).pages[0]
    assert page.mediabox.width < page.mediabox.height
    assert "at least 104,000 people" in text_of(page)


@pytest.mark.long
@pytest.mark.parametrize("size", [*SIZES, "1280x720"])
def test_a_document_of_any_size_begins_with_its_sheet_and_has_no_blank_page(ukraine, size):
    pages = [text_of(page) for page in read(asked(ukraine, JUNE, size=size_of(size))).pages]
    assert len(pages) == 1
    assert pages[0].startswith("Ukraine: reported power outages")
    assert "page 1 of 1" in pages[0]


def fonts_of(reader: PdfReader):
    """Every font of a document, those inside its forms too."""
    seen: set[int] = set()

    def walk(thing):
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                return
            seen.add(thing.idnum)
            thing = thing.get_object()
        if isinstance(thing, dict):
            if thing.get("/Type") == "/Font" and str(thing.get("/Subtype")) in {"/Type0", "/Type3", "/Type1", "/TrueType"}:
                yield thing
            for key, value in thing.items():
                if key != "/Parent":
                    yield from walk(value)
        elif isinstance(thing, list):
            for value in thing:
                yield from walk(value)

    for page in reader.pages:
        yield from walk(page["/Resources"])


@pytest.mark.long
@pytest.mark.parametrize("size", ["a4", "square"])
def test_a_crowded_date_has_its_lists_whole_on_the_page_that_follows(ukraine, size):
    night = night_of(ukraine)
    pages = [text_of(page) for page in read(asked(night, NIGHT, size=size_of(size))).pages]
    assert len(pages) > 1
    assert [f"page {number} of {len(pages)}" in words for number, words in enumerate(pages, 1)] == [True] * len(pages)
    rest = " ".join(pages[1:])
    assert "all of 3 February 2026" in rest
    situation = situation_of(night, View(date=parse_date(NIGHT)))
    assert [one.name for one in situation.affected if one.name not in rest] == []
    cities = ukraine.gazetteer[ukraine.gazetteer["kind"] == "city"].nlargest(14, "population")["name"]
    assert [name for name in cities if name not in rest] == []
