"""Sheets -> one PowerPoint deck: for each date a slide with a real title, a picture with alt text, an editable table, notes."""

import copy
import datetime as dt
import io
import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from briefing.browser.renderer import Size
from briefing.formats.archive import dated
from briefing.formats.png import screenshot_of
from briefing.formats.pptx_master import FOOT, HEIGHT_IN, KICKER, MARGIN_IN, NUMBER, WIDTH_IN, master_of
from briefing.request import Request, language_of_request
from briefing.sheet.sheet import figure_of, sheet_of
from briefing.sheet.subject import Content, Subject, statements_on
from geo.errors import require_extra
from geo.language import _, in_language, plural
from geo.situation import situation_of
from layers.statements import words_of

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide
    from pptx.table import Table

TOP_IN, END_IN = 1.55, 6.35  # what lies between is for the map and the table, unless the foot needs more room
PICTURE_IN = {"left": MARGIN_IN, "top": TOP_IN, "width": 7.9}
SIDE_IN = {"left": 8.65, "top": TOP_IN, "width": WIDTH_IN - MARGIN_IN - 8.65, "height": 0.3}
WIDE_IN = {"left": MARGIN_IN, "top": TOP_IN, "width": WIDTH_IN - 2 * MARGIN_IN, "height": 0.3}
PER_INCH = 120  # pixels of the picture
FIGURE_POINTS, FOOT_POINTS = 12, 9  # no words of a slide are smaller than 9 points
TABLE_POINTS = (12, 11, 10)  # the first that holds all rows
HEADLINE_POINTS, HEADLINE_HEIGHT_IN = (24, 22, 20, 18, 16, 14), 0.82
FOOT_WIDTH_IN, FOOT_HEIGHT_IN, FOOT_END_IN, MOST_FOOT_IN = WIDTH_IN - 2 * MARGIN_IN - 0.8, 0.92, 7.38, 2.4
# The mean width of a letter, in the widest letters that a program may put in place of the deck's own
LETTER_EM, BOLD_EM, LINE_EM = 0.55, 0.7, 1.2
CELL_WIDTH_PT, CELL_HEIGHT_PT = 10, 5  # of the margins of a cell, together
COLUMNS = (0.4, 0.6)
MOST_LETTERS = 255

Row = tuple[str, str]


@in_language(language_of_request)
def pptx_of(request: Request) -> bytes:
    """Return the deck, 16:9. Regions that have no room beside their map stand on slides that follow it; credits that have no
    room at the foot stand on the last slide.
    """
    require_extra("pictures")
    from pptx import Presentation

    settings, tag = request.subject.dataset.settings, request.subject.language.tag
    deck = Presentation(io.BytesIO(master_of(tag)))
    for number, date in enumerate(request.dates, 1):
        subject = request.subject.on(date)
        content = sheet_of(subject, page=number, pages=len(request.dates))
        _add_slides(deck, subject, content, cancelled=request.cancelled)
        request.step()
    if not _holds_credits(content):
        _add_credits(deck, content, settings.sources)
    core = deck.core_properties
    # Office cuts a property off at 255 letters; the whole words are on the slides and in their notes
    core.title, core.subject = settings.title[:MOST_LETTERS], settings.disclaimer[:MOST_LETTERS]
    core.comments, core.language = "; ".join(settings.sources)[:MOST_LETTERS], tag
    core.author = core.last_modified_by = "Outage Brief"
    core.created = core.modified = request.subject.made_at.astimezone(dt.UTC)  # the file says Z whatever the zone
    file = io.BytesIO()
    deck.save(file)
    return dated(file.getvalue(), request.subject.made_at)


def _add_slides(
    deck: "Presentation", subject: Subject, content: Content, *, cancelled: Callable[[], bool]
) -> None:
    slide = _new_slide(deck, content, str(content["headline"]))
    end = END_IN + FOOT_HEIGHT_IN - _foot_height_in(content)
    box = PICTURE_IN | {"height": end - TOP_IN}
    size = Size(width=round(box["width"] * PER_INCH), height=round(box["height"] * PER_INCH), scale=2, per_inch=PER_INCH)
    picture = screenshot_of(subject, figure_of(content, share=box["height"] / HEIGHT_IN), size, cancelled=cancelled)
    placed = slide.shapes.add_picture(io.BytesIO(picture), **_inches(box))
    placed.name = _("Map")
    # python-pptx has no word for alt text
    properties: Any = placed._element.nvPicPr
    properties.cNvPr.set("descr", _("Map of {title}, {date}. {headline}", title=content["title"],
                                  date=content["date"], headline=content["headline"]))
    top = TOP_IN + _key_figures(slide, content)
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None  # the notes master has a place for them
    notes.text = _notes(subject, content)
    regions: Any = content["regions"]
    head = (str(regions["title"]), str(regions["column"]))
    rest = _add_table(slide, head, _rows(content), SIDE_IN | {"top": top}, end=end)
    while rest:
        more = _new_slide(deck, content, _("{headline} (continued)", headline=content["headline"]))
        rest = _add_table(more, head, rest, WIDE_IN, end=end)


def _new_slide(deck: "Presentation", content: Content, headline: str) -> "Slide":
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[0])
    places = {one.placeholder_format.idx: one for one in slide.placeholders}
    places[KICKER].text_frame.text = f"{content['title']}: {content['date']} · {content['zone']}"
    places[0].text_frame.text = headline
    sizes = (points for points in HEADLINE_POINTS
             if _height_in([headline], WIDTH_IN - 2 * MARGIN_IN, points, letter=BOLD_EM) <= HEADLINE_HEIGHT_IN)
    _points(places[0].text_frame.paragraphs[0], next(sizes, HEADLINE_POINTS[-1]), bold=True)
    foot, high = places[FOOT], _foot_height_in(content)
    foot.text_frame.text = "\n".join(_foot(content))
    if high > FOOT_HEIGHT_IN:
        box = {"left": MARGIN_IN, "top": FOOT_END_IN - high, "width": FOOT_WIDTH_IN, "height": high}
        for name, value in _inches(box).items():
            setattr(foot, name, value)
    # python-pptx leaves the number out of a new slide, though its layout has a place for it
    number: Any = slide.slide_layout.placeholders.get(NUMBER)
    slide.shapes._spTree.append(copy.deepcopy(number._element))
    return slide


def _add_credits(deck: "Presentation", content: Content, sources: Sequence[str]) -> None:
    slide = _new_slide(deck, content, _("Map data and its sources"))
    box = slide.shapes.add_textbox(**_inches(WIDE_IN | {"height": END_IN - TOP_IN}))
    box.name = _("Map data")
    box.text_frame.word_wrap, box.text_frame.margin_left = True, 0
    box.text_frame.text = "\n".join(sources)
    for paragraph in box.text_frame.paragraphs:
        _points(paragraph, 14)


def _key_figures(slide: "Slide", content: Content) -> float:
    """Write the figures at the top of the side; returns their height in inches."""
    figures: Any = content["figures"]
    lines = [f"{one['number']} {one['words']}".strip() for one in figures]
    high = _height_in(lines, SIDE_IN["width"], FIGURE_POINTS) + 0.1
    box = slide.shapes.add_textbox(**_inches(SIDE_IN | {"height": high}))
    box.name = _("Figures")
    box.text_frame.word_wrap = True
    box.text_frame.margin_left = box.text_frame.margin_top = 0
    box.text_frame.text = "\n".join(lines)
    for paragraph in box.text_frame.paragraphs:
        _points(paragraph, FIGURE_POINTS, bold=True)
    return high + 0.05


def _rows(content: Content) -> list[Row]:
    regions: Any = content["regions"]
    rows = [(str(line["name"]), str(line["words"])) for line in regions["lines"]]
    if (more := regions["more"]["count"] - len(rows)) > 0:
        rows.append((_("and {more} more", more=more), ""))
    also: Any = content.get("also", ())
    others = [(f"{line['name']} ({one['title'].split(':')[0].lower()})", str(line["words"]))
              for one in also for line in one["lines"] if "report" not in line]  # the notes hold what is said of services
    return [*rows, *others] or [(str(regions["none"]), "")]


def _add_table(slide: "Slide", head: Row, rows: Sequence[Row], box: Mapping[str, float], *, end: float) -> list[Row]:
    """Add the regions of the date, as cells that can be edited; returns the rows that have no room on the slide."""
    from pptx.util import Pt

    room_pt = 72 * (end - box["top"])
    count, points = 0, 0
    for points in TABLE_POINTS:
        heights = [_row_pt(row, box["width"], points) for row in (head, *rows)]
        count = sum(1 for n in range(1, len(heights)) if sum(heights[: n + 1]) <= room_pt)
        if count == len(rows):
            break
    count = max(count, 1)  # a row that is higher than a slide alone is shown all the same
    shape = slide.shapes.add_table(count + 1, 2, **_inches(box))
    shape.name = _("Regions")
    for column, share in zip(iter(shape.table.columns), COLUMNS, strict=True):
        column.width = round(shape.width * share)
    for r, row in enumerate((head, *rows[:count])):
        shape.table.rows[r].height = Pt(heights[r])
        for c, words in enumerate(row):
            _cell(shape.table, r, c, words, points=points)
    return list(rows[count:])


def _row_pt(row: Row, width_in: float, points: float) -> float:
    """The height of a row in points: that of the cell with most lines."""
    lines = max(_lines(words, 72 * width_in * share - CELL_WIDTH_PT, points) for words, share in zip(row, COLUMNS, strict=True))
    return lines * points * LINE_EM + CELL_HEIGHT_PT


def _height_in(lines: Sequence[str], width_in: float, points: float, *, letter: float = LETTER_EM) -> float:
    return sum(_lines(words, 72 * width_in, points, letter=letter) for words in lines) * points * LINE_EM / 72


def _lines(words: str, width_pt: float, points: float, *, letter: float = LETTER_EM) -> int:
    return max(1, math.ceil(len(words) * points * letter / width_pt))


def _cell(table: "Table", row: int, column: int, words: str, *, points: int) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    cell = table.cell(row, column)
    cell.margin_left = cell.margin_right = Pt(CELL_WIDTH_PT / 2)
    cell.margin_top = cell.margin_bottom = Pt(CELL_HEIGHT_PT / 2)
    cell.fill.solid()  # type: ignore[no-untyped-call]
    head, odd = row == 0, row % 2 == 1
    cell.fill.fore_color.theme_color = (
        MSO_THEME_COLOR.TEXT_2 if head else MSO_THEME_COLOR.BACKGROUND_1 if odd else MSO_THEME_COLOR.BACKGROUND_2
    )
    cell.text_frame.text = words
    paragraph = cell.text_frame.paragraphs[0]
    _points(paragraph, points, bold=head or column == 0)
    paragraph.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1 if head else MSO_THEME_COLOR.TEXT_1


def _points(paragraph: Any, points: float, *, bold: bool = False) -> None:
    from pptx.util import Pt

    for font in (paragraph.font, *(run.font for run in paragraph.runs)):
        font.size, font.bold = Pt(points), bold or None


def _foot(content: Content) -> list[str]:
    """Who said it, what is not known, how much is shown; sources that have no room are counted, for the notes name them."""
    notes: Any = content["notes"]
    sources: Any = content["sources"]
    names = [f"{one['name']}{one['words']}" for one in sources["lines"]]
    limits = [str(content["disclaimer"]), f"{' '.join(notes)} {content['catalogue']}, {content['page']}."]
    limits += [str(content["data"])] if _holds_credits(content) else [_("Map data and its sources are on the last slide.")]
    for count in range(len(names), -1, -1):
        more = sources["more"]["count"] - count
        counted = _("and {more} more (see the notes)", more=more) if count else plural(
            "{count} sources (see the notes)", "{count} sources (see the notes)", more)  # fmt: skip
        said = [*names[:count], *([counted] if more else [])]
        lines = [_("Reported by: {sources}.", sources="; ".join(said)), *limits] if said else limits
        if _height_in(lines, FOOT_WIDTH_IN, FOOT_POINTS) <= FOOT_HEIGHT_IN:
            break
    return lines


def _foot_height_in(content: Content) -> float:
    """How high the foot is: as its place in the layout, or what its words need."""
    return min(MOST_FOOT_IN, max(FOOT_HEIGHT_IN, _height_in(_foot(content), FOOT_WIDTH_IN, FOOT_POINTS)))


def _holds_credits(content: Content) -> bool:
    """Whether the credits of the map's data have room at the foot of a slide, beside what must stand there."""
    must = [str(content["disclaimer"]), " ".join(map(str, content["notes"])), str(content["data"])]  # type: ignore[call-overload]
    return _height_in([*must, _("Reported by")], FOOT_WIDTH_IN, FOOT_POINTS) <= FOOT_HEIGHT_IN


def _notes(subject: Subject, content: Content) -> str:
    """Every statement with its source, then what the sheet says of itself."""
    records = statements_on(situation_of(subject.dataset, subject.view))
    notes: Any = content["notes"]
    lines = [str(content["headline"]), f"{content['date']}. {content['zone']}.", "", _("What was said:")]
    for words in map(partial(words_of, subject.dataset), records):
        lines.append(f"{words.who} ({words.role}), {words.when}: {words.what}. " + " ".join(filter(None, [
            words.figures, words.services, words.summary, words.url])))  # fmt: skip
    link = [_("View: {link}", link=content["link"])] if content["link"] else []
    return "\n".join([*lines, "", str(content["data"]), str(content["disclaimer"]), *notes, *link])


def _inches(box: Mapping[str, float]) -> dict[str, Any]:
    from pptx.util import Inches

    return {name: Inches(length) for name, length in box.items()}
