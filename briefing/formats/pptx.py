"""Sheets -> one PowerPoint deck: for each date a slide with a real title, a picture with alt text, an editable table, notes."""

import datetime as dt
import io
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from briefing.browser.renderer import Size
from briefing.formats.png import screenshot_of
from briefing.request import Request
from briefing.sheet.sheet import figure_of, sheet_of
from briefing.sheet.subject import Content, Subject, statements_on
from geo.errors import require_extra
from geo.situation import situation_of
from layers import style
from layers.statements import words_of

if TYPE_CHECKING:
    from pptx.dml.color import RGBColor
    from pptx.presentation import Presentation
    from pptx.slide import Slide
    from pptx.table import Table

WIDTH_IN, HEIGHT_IN, MARGIN_IN = 13.333, 7.5, 0.5
PICTURE_IN = {"left": MARGIN_IN, "top": 1.5, "width": 8.2, "height": 5.0}
SIDE_IN = {"left": 8.95, "top": 1.45, "width": WIDTH_IN - MARGIN_IN - 8.95, "height": 0.3}
FIGURE_IN = 0.27  # the height of a line of figures
FIGURE_LETTERS = 34  # of a line, in the widest letters that a program may put in place of the deck's own
PICTURE_PX = Size(width=984, height=600, scale=2)  # the picture's inches at 120 pixels each
MOST_ROWS = 11
MOST_LETTERS = 255
TITLE_ONLY = 5  # the layout of the default template that has a title and nothing else


def pptx_of(request: Request) -> bytes:
    """Return the deck, 16:9."""
    require_extra("pictures")
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
    for number, date in enumerate(request.dates, 1):
        subject = request.subject.on(date)
        _add_slide(deck, subject, sheet_of(subject, page=number, pages=len(request.dates)))
        request.step()
    settings = request.subject.dataset.settings
    core = deck.core_properties
    # Office cuts a property off at 255 letters; the whole words are on the slides and in their notes
    core.title, core.subject = settings.title[:MOST_LETTERS], settings.disclaimer[:MOST_LETTERS]
    core.comments = "; ".join(settings.sources)[:MOST_LETTERS]
    made = request.subject.made_at.astimezone(dt.UTC)  # the file says Z whatever the zone
    core.author, core.created, core.modified = "Outage Brief", made, made
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _add_slide(deck: "Presentation", subject: Subject, content: Content) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, content)
    picture = screenshot_of(subject, figure_of(content), PICTURE_PX)
    placed = slide.shapes.add_picture(io.BytesIO(picture), **_inches(PICTURE_IN))
    placed.name = "Map"
    placed._element.nvPicPr.cNvPr.set("descr", _alt_text(content))  # python-pptx has no word for alt text
    _key_figures(slide, content)
    _region_table(slide, content)
    _foot(slide, content)
    slide.notes_slide.notes_text_frame.text = _notes(subject, content)


def _title(slide: "Slide", content: Content) -> None:
    from pptx.enum.text import MSO_ANCHOR

    title = slide.shapes.title
    assert title is not None  # the layout has one
    title.left, title.top, title.width, title.height = _inches(
        {"left": MARGIN_IN, "top": 0.3, "width": WIDTH_IN - 2 * MARGIN_IN, "height": 1.1}).values()  # fmt: skip
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor, frame.margin_left = True, MSO_ANCHOR.MIDDLE, 0
    long = len(str(content["title"])) > 90
    subject = f"{content['title']}: {content['date']}"
    _write(frame.paragraphs[0], subject, points=16 if long else 20, bold=True, colour=style.ACCENT)
    _write(frame.add_paragraph(), str(content["headline"]), points=15 if long else 20, bold=True, colour=style.INK)


def _key_figures(slide: "Slide", content: Content) -> None:
    box = slide.shapes.add_textbox(**_inches(SIDE_IN))
    box.name = "Figures"
    box.text_frame.word_wrap = True
    box.text_frame.margin_left = box.text_frame.margin_top = 0
    for n, words in enumerate(_figures(content)):
        paragraph = box.text_frame.paragraphs[0] if n == 0 else box.text_frame.add_paragraph()
        _write(paragraph, words, points=12, bold=True, colour=style.INK)


def _figures(content: Content) -> list[str]:
    figures: Any = content["figures"]
    return [f"{one['number']} {one['words']}".strip() for one in figures]


def _region_table(slide: "Slide", content: Content) -> None:
    """The regions of the date, as cells that can be edited; what does not fit is counted."""
    regions: Any = content["regions"]
    lines, count = regions["lines"][:MOST_ROWS], regions["more"]["count"]
    rows = [(regions["title"], "State")] + [(line["name"], line["words"]) for line in lines]
    if count > len(lines):
        rows.append((f"and {count - len(lines)} more", ""))
    if count == 0:
        rows.append((regions["none"], ""))
    below = SIDE_IN["top"] + FIGURE_IN * sum(-(-len(words) // FIGURE_LETTERS) for words in _figures(content)) + 0.15
    shape = slide.shapes.add_table(len(rows), 2, **_inches(SIDE_IN | {"top": below}))
    shape.name = "Regions"
    table = shape.table
    for n, share in enumerate((0.42, 0.58)):
        table.columns[n].width = round(shape.width * share)
    small = len(rows) > 7 or max(len(words) for row in rows for words in row) > 80
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            _cell(table, r, c, words, points=9 if small else 11)


def _cell(table: "Table", row: int, column: int, words: str, *, points: int) -> None:
    from pptx.util import Pt

    cell = table.cell(row, column)
    cell.margin_left = cell.margin_right = Pt(5)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.fill.solid()  # type: ignore[no-untyped-call]
    cell.fill.fore_color.rgb = _rgb(style.ACCENT if row == 0 else "#FFFFFF" if row % 2 else style.PAPER)
    _write(cell.text_frame.paragraphs[0], words, points=points, bold=row == 0 or column == 0,
           colour="#FFFFFF" if row == 0 else style.INK)  # fmt: skip


def _foot(slide: "Slide", content: Content) -> None:
    box = slide.shapes.add_textbox(**_inches({"left": MARGIN_IN, "top": 6.56, "width": WIDTH_IN - 2 * MARGIN_IN, "height": 0.8}))
    box.name = "Sources and limits"
    box.text_frame.word_wrap, box.text_frame.margin_left = True, 0
    notes: Any = content["notes"]
    sources: Any = content["sources"]
    said = "; ".join(f"{one['name']}{one['words']}" for one in sources["lines"][:6])
    more = sources["more"]["count"] - len(sources["lines"][:6])
    lines = [f"{content['zone']}. Reported by: {said or 'nobody'}{f', and {more} more (see the notes)' if more > 0 else ''}.",
             str(content["disclaimer"]), f"{' '.join(notes)} {content['page'].capitalize()}."]  # type: ignore[attr-defined]
    for n, words in enumerate(lines):
        paragraph = box.text_frame.paragraphs[0] if n == 0 else box.text_frame.add_paragraph()
        _write(paragraph, words, points=8 if sum(map(len, lines)) < 900 else 6, colour=style.QUIET_INK)


def _write(paragraph: Any, words: str, *, points: int, bold: bool = False, colour: str) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold = Pt(points), bold
    run.font.color.rgb = _rgb(colour)


def _rgb(colour: str) -> "RGBColor":
    from pptx.dml.color import RGBColor

    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]


def _alt_text(content: Content) -> str:
    regions: Any = content["regions"]
    told = "; ".join(f"{line['name']}: {line['words']}" for line in regions["lines"])
    return f"Map. {content['title']}, {content['date']}, {content['zone']}. {content['headline']} {told}"


def _notes(subject: Subject, content: Content) -> str:
    """Every statement with its source, then what the sheet says of itself."""
    records = statements_on(situation_of(subject.dataset, subject.view))
    notes: Any = content["notes"]
    lines = [str(content["headline"]), f"{content['date']}. {content['zone']}.", "", "What was said:"]
    for words in map(partial(words_of, subject.dataset), records):
        lines.append(f"{words.who} ({words.role}), {words.when}: {words.what}. " + " ".join(filter(None, [
            words.figures, words.services, words.summary, words.url])))  # fmt: skip
    return "\n".join([*lines, "", str(content["data"]), str(content["disclaimer"]), *notes, f"View: {content['link']}"])


def _inches(box: Mapping[str, float]) -> dict[str, Any]:
    from pptx.util import Inches

    return {name: Inches(length) for name, length in box.items()}
