"""A sheet as a PNG: the right pixels, the right words with them, and the same bytes every time."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageColor

from briefing.browser.renderer import RenderError, Size
from briefing.export import export_each, picture_of, zip_of
from briefing.formats.png import SIZES, png_of, require_drawn, size_of, texts_of, with_chunks
from briefing.sheet.sheet import sheet_of
from geo.errors import UsageError
from geo.states import State
from geo.view import parse_date
from layers.style import CHANGE_COLOURS, STATE_COLOURS
from tests.briefing.sheet.test_sheet import LONG_TITLE, subject
from tests.briefing.test_request import JANUARY, JUNE, asked

OUTAGES = [STATE_COLOURS[state] for state in State if state >= State.PART]
SMALL = size_of("960x540")


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def count(png: bytes, colour: str) -> int:
    """How many pixels have a colour exactly."""
    image = opened(png).convert("RGB")
    counted = {rgb: n for n, rgb in image.getcolors(maxcolors=image.width * image.height)}
    return counted.get(ImageColor.getrgb(colour), 0)


@pytest.mark.long
@pytest.mark.parametrize(("name", "scale", "pixels"), [
    ("16:9", None, (1920, 1080)), ("16:9", 2, (3840, 2160)), ("16:9", 0.5, (960, 540)), ("square", None, (1080, 1080)),
    ("a4", None, (2246, 1588)), ("a4-portrait", 1, (794, 1123)), ("700x901", 1.5, (1050, 1352)),
])  # fmt: skip
def test_a_picture_has_the_pixels_that_were_asked_for(ukraine, name, scale, pixels):
    image = opened(png_of(subject(ukraine), size_of(name, scale=scale)))
    image.load()
    assert (image.format, image.size) == ("PNG", pixels)


@pytest.mark.long
def test_the_states_of_the_date_are_in_the_picture_and_no_others(ukraine):
    january = png_of(subject(ukraine, JANUARY), SIZES["16:9"])
    nearly_all, silent = (count(january, STATE_COLOURS[state]) for state in (State.NEARLY_ALL, State.NO_REPORT))
    assert 0.045 < nearly_all / silent < 0.07, "Dnipropetrovsk Oblast is a nineteenth of the country; words lie over some"
    assert count(january, STATE_COLOURS[State.PART]) > 100, "the stripes of Zaporizhzhia Oblast, and the legend"
    assert count(january, STATE_COLOURS[State.NO_REPORT]) > 100_000
    assert [count(january, STATE_COLOURS[state]) for state in (State.LARGE_PART, State.ALL)] == [0, 0]


@pytest.mark.long
@pytest.mark.parametrize("day", ["2025-08-01", "1999-01-01"])
def test_on_a_date_without_reports_no_colour_of_an_outage_occurs_and_nothing_looks_like_power_on(ukraine, day):
    picture = png_of(subject(ukraine, day), SIZES["16:9"])
    assert [count(picture, colour) for colour in OUTAGES] == [0] * 4
    assert count(picture, STATE_COLOURS[State.NO_REPORT]) > 100_000
    assert count(picture, STATE_COLOURS[State.POWER_ON]) < 2000, "white is the rim of names and symbols only"


@pytest.mark.long
def test_a_dnipropetrovsk_that_is_nearly_all_out_is_where_dnipropetrovsk_is(ukraine):
    """What is drawn red has its middle at 48.4 N 34.7 E, as the oblast has."""
    shown = subject(ukraine, JANUARY, layers=("regions",))
    picture = opened(png_of(shown, SIZES["16:9"])).convert("RGB").crop((44, 196, 1276, 816))  # the map without what is around it
    image = np.asarray(picture)
    red, grey = ((image == ImageColor.getrgb(STATE_COLOURS[state])).all(axis=2) for state in (State.NEARLY_ALL, State.NO_REPORT))
    land = np.flatnonzero((red | grey).any(axis=0))  # words lie over the land, but over no whole column of it
    assert 0.4 < (np.nonzero(red)[1].mean() - land[0]) / (land[-1] - land[0]) < 0.85, "in the eastern half of the country"


@pytest.mark.long
def test_the_change_between_two_dates_is_drawn_in_its_own_colours(ukraine):
    compared = png_of(subject(ukraine, "2025-06-06", compare=parse_date(JUNE)), SIZES["16:9"])
    alone = png_of(subject(ukraine, "2025-06-06"), SIZES["16:9"])
    words = [name for name in CHANGE_COLOURS if name.word in {"no_news", "restored", "better", "same", "worse", "new"}]
    drawn = {name.word for name in words if count(compared, CHANGE_COLOURS[name]) > 500}
    assert drawn == {"no_news"}
    assert count(alone, CHANGE_COLOURS[words[0]]) < 50


def test_a_picture_says_what_it_is_wherever_it_goes(ukraine):
    texts = opened(png_of(subject(ukraine, JUNE), SMALL)).text
    assert list(texts) == ["Title", "Description", "Source", "Disclaimer", "Creation Time", "Software"]
    assert texts["Creation Time"] == "Mon, 12 Jan 2026 08:30:00 +0200"
    assert texts["Title"] == "Ukraine: reported power outages, 2 June 2025"
    for said in ("Without power: part of Kherson", "at least 104,000 people", "about 150 settlements", "Dates in Kyiv time",
                 "25 of 27 regions without any report: not known",
                 "Data as of 2 June 2025; made 12 January 2026, 08:30"):  # fmt: skip
        assert said in texts["Description"]
    assert "V. Saldo, head of the Russian-installed administration (de facto authority, 2 reports)" in texts["Source"]
    assert all(source in texts["Source"] for source in ukraine.settings.sources)
    assert texts["Disclaimer"] == ukraine.settings.disclaimer


def test_words_of_any_script_go_into_a_picture_and_leave_its_pixels_alone(ukraine):
    plain = png_of(subject(ukraine), SMALL)
    more = with_chunks(plain, {"Place": LONG_TITLE, "Comment": "線 \U0001f50c\nsecond line"}, dots_per_inch=300)
    image = opened(more)
    assert image.text["Place"] == LONG_TITLE
    assert image.text["Comment"] == "線 \U0001f50c\nsecond line"
    assert image.tobytes() == opened(plain).tobytes()
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert more.count(b"pHYs") == more.count(b"sRGB") == 1
    Image.open(io.BytesIO(more)).verify()


@pytest.mark.long
@pytest.mark.parametrize(("name", "width_in"), [("a4", 297 / 25.4), ("16:9", 40 / 3)])
def test_a_picture_knows_its_size_on_paper_and_its_colours(ukraine, name, width_in):
    image = opened(png_of(subject(ukraine, JUNE), size_of(name)))
    assert image.width / image.info["dpi"][0] == pytest.approx(width_in, abs=0.02)
    assert image.info["srgb"] == 0


@pytest.mark.long
def test_a_title_in_ukrainian_is_in_the_metadata_as_it_was_written(ukraine):
    named = replace(ukraine, settings=replace(ukraine.settings, title=LONG_TITLE, translations={}))
    texts = opened(png_of(subject(named, language="uk"), SMALL)).text
    assert texts["Title"] == f"{LONG_TITLE}, 7 січня 2026\u202fр."


@pytest.mark.long
def test_one_view_made_at_one_time_is_one_picture_byte_for_byte(ukraine):
    first = png_of(subject(ukraine), SMALL)
    for other in (subject(ukraine, JUNE), subject(ukraine, JANUARY, compare=parse_date(JUNE)), subject(ukraine, "2025-08-01")):
        png_of(other, SMALL)  # what was drawn before leaves no trace
    assert png_of(subject(ukraine), SMALL) == first
    png_of(subject(ukraine, language="uk"), SIZES["square"])  # nor what another page drew
    assert png_of(subject(ukraine), SMALL) == first


@pytest.mark.long
def test_a_picture_of_a_series_is_the_one_that_is_drawn_alone(ukraine, tmp_path):
    with zipfile.ZipFile(io.BytesIO(zip_of(asked(ukraine, JUNE, JANUARY, size=SMALL)))) as folder:
        names = folder.namelist()
        series = [folder.read(name) for name in names]
    assert names == sorted(names) == ["UA_outages_20250602_v1.png", "UA_outages_20260107_v1.png"]
    alone = [png_of(subject(ukraine, day), SMALL, page=n, pages=2) for n, day in enumerate((JUNE, JANUARY), 1)]
    assert series == alone
    written = export_each(asked(ukraine, JUNE, JANUARY, size=SMALL), tmp_path / "out")
    assert [path.read_bytes() for path in written] == alone
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names


def test_a_png_holds_one_date_and_says_what_holds_more(ukraine):
    with pytest.raises(UsageError, match=r"--out-dir.*\.zip"):
        picture_of(asked(ukraine, JUNE, JANUARY))


@pytest.mark.long
def test_words_that_cannot_fit_are_refused_not_cut(ukraine):
    endless = replace(ukraine, settings=replace(ukraine.settings, disclaimer=ukraine.settings.disclaimer * 40))
    with pytest.raises(RenderError, match="larger size"):
        png_of(subject(endless), SMALL)
    assert opened(png_of(subject(ukraine), SMALL)).size == (960, 540), "and the next picture is drawn as ever"


def png(colour: str, size: tuple[int, int] = (100, 80)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(("picture", "maps", "said"), [
    (png("#FAFAF7"), [[10, 10, 50, 50]], "map blank"), (png("#FAFAF7"), [], "blank page"),
    (png("#FAFAF7", (80, 100)), [], "80x100 pixels instead of 100x80"),
])  # fmt: skip
def test_a_blank_picture_or_one_of_another_size_is_not_believed(picture, maps, said):
    with pytest.raises(RenderError, match=said):
        require_drawn(picture, maps, Size(width=50, height=40, scale=2))


def drawn(*dots: tuple[int, int, str], side: int) -> bytes:
    """A sea of 900 x 600 pixels with square islets, and what stands at its foot even if nothing is drawn."""
    image = Image.new("RGB", (900, 600), "#E4ECF0")
    for x, y, colour in dots:
        image.paste(colour, (x, y, x + side, y + side))
    for at, colour in enumerate(["#22252B", "#5A5E66", "#8A8E96", "#C9C5BB"]):
        image.paste(colour, (700 + 30 * at, 570, 730 + 30 * at, 590))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_islets_in_a_wide_sea_are_a_picture_and_a_sea_with_its_scale_bar_alone_is_none():
    size, box = Size(width=900, height=600), [[0, 0, 900, 600]]
    islets = drawn((100, 100, "#5A1A3C"), (500, 90, "#F6C667"), (800, 400, "#E7E4DC"), side=12)
    require_drawn(islets, box, size)
    with pytest.raises(RenderError, match="map blank"):
        require_drawn(drawn(side=12), box, size)


def test_the_words_of_a_picture_are_those_of_its_sheet(ukraine):
    served = replace(ukraine, settings=replace(ukraine.settings, address="https://map.example/"))
    sheet = sheet_of(subject(served))
    texts = texts_of(sheet)
    assert sheet["headline"] in texts["Description"]
    assert texts["Link"].startswith("https://map.example/?")
    assert "Link" not in texts_of(sheet_of(subject(ukraine)))
