"""The deck that slides are added to: a 16:9 master of our own with theme colours, fonts and placeholders, made at run time.

A placeholder keeps its place when an editor resets the slide or changes the theme; a text box does not.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from geo.states import State
from layers import style

WIDTH_IN, HEIGHT_IN, MARGIN_IN = 40 / 3, 7.5, 0.5
EMU = 914400  # to an inch
KICKER, FOOT, NUMBER = 10, 11, 12  # the numbers of the placeholders beside the title
NUMBER_FIELD = "{6E2B0F0C-7C5B-4E53-9A55-0A5D5B1B2C01}"
FONT = "Calibri"  # on every machine that has Office; LibreOffice draws it with Carlito, of the same widths

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:a="{_A}" xmlns:r="{_R}" xmlns:p="{_P}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.presentationml"


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A placeholder: its number and kind, its box in inches, the size of its text in points and how that is set."""

    number: int
    kind: str
    name: str
    box: tuple[float, float, float, float]
    points: int
    bold: bool = False
    colour: str = "tx1"
    align: str = "l"
    anchor: str = "t"


_WIDE = WIDTH_IN - 2 * MARGIN_IN
_PLACES = (
    _Place(number=0, kind="title", name="Headline", box=(MARGIN_IN, 0.62, _WIDE, 0.82), points=24, bold=True, anchor="ctr"),
    _Place(number=KICKER, kind="body", name="Title and date", box=(MARGIN_IN, 0.26, _WIDE, 0.36), points=14, bold=True,
           colour="tx2"),
    _Place(number=FOOT, kind="body", name="Sources and limits", box=(MARGIN_IN, 6.46, _WIDE - 0.8, 0.92), points=9),
    _Place(number=NUMBER, kind="sldNum", name="Slide number", box=(WIDTH_IN - MARGIN_IN - 0.7, 7.1, 0.7, 0.28), points=9,
           align="r", anchor="b"),
)  # fmt: skip


def master_of(language: str) -> bytes:
    """Return an empty deck (PPTX) whose text is in a language by its BCP 47 tag."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "ppt/presentation.xml"}),
        "ppt/presentation.xml": _presentation(language),
        "ppt/_rels/presentation.xml.rels": _relations({
            "slideMaster": "slideMasters/slideMaster1.xml", "notesMaster": "notesMasters/notesMaster1.xml",
            "theme": "theme/theme1.xml"}),
        "ppt/slideMasters/slideMaster1.xml": _slide_master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations({
            "slideLayout": "../slideLayouts/slideLayout1.xml", "theme": "../theme/theme1.xml"}),
        "ppt/slideLayouts/slideLayout1.xml": _layout(),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _relations({"slideMaster": "../slideMasters/slideMaster1.xml"}),
        "ppt/notesMasters/notesMaster1.xml": _notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations({"theme": "../theme/theme2.xml"}),
        "ppt/theme/theme1.xml": _theme(),
        "ppt/theme/theme2.xml": _theme(),
    }  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, words in parts.items():
            package.writestr(name, words)
    return file.getvalue()


def _content_types() -> str:
    kinds = {
        "/ppt/presentation.xml": f"{_KIND}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_KIND}.slideMaster+xml",
        "/ppt/slideLayouts/slideLayout1.xml": f"{_KIND}.slideLayout+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{_KIND}.notesMaster+xml",
        "/ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/ppt/theme/theme2.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{named}</Types>')  # fmt: skip


def _relations(targets: Mapping[str, str]) -> str:
    """The relations of a part, numbered rId1, rId2 … in their order."""
    lines = "".join(f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"/>'
                    for n, (kind, target) in enumerate(targets.items(), 1))  # fmt: skip
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def _presentation(language: str) -> str:
    size = f'cx="{round(WIDTH_IN * EMU)}" cy="{round(HEIGHT_IN * EMU)}"'
    return (f"{_HEAD}<p:presentation {_NAMESPACES}>"
            '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
            f'<p:sldSz {size}/><p:notesSz cx="{round(HEIGHT_IN * EMU)}" cy="{10 * EMU}"/>'
            f"<p:defaultTextStyle><a:defPPr><a:defRPr lang={quoteattr(language)}/></a:defPPr>"
            f"{_level(12, '+mn-lt')}</p:defaultTextStyle>"
            "</p:presentation>")  # fmt: skip


_EMPTY_TREE = ('<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
               '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
               "</a:xfrm></p:grpSpPr>")  # fmt: skip
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_COLOUR_MAP = ('<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
               'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>')  # fmt: skip


def _shape(place: _Place, *, text: str) -> str:
    left, top, width, height = (round(length * EMU) for length in place.box)
    index = f' idx="{place.number}"' if place.number else ""
    bold = ' b="1"' if place.bold else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{place.number + 2}" name={quoteattr(place.name)}/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{place.kind}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{_RECTANGLE}</p:spPr>'
        '<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{place.anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{place.align}">'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{place.points * 100}"{bold}>'
        f'<a:solidFill><a:schemeClr val="{place.colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{text}</a:p></p:txBody></p:sp>"
    )


def _shapes() -> str:
    number = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    return "".join(_shape(place, text=number if place.kind == "sldNum" else _run(place.name)) for place in _PLACES)


def _run(words: str) -> str:
    return f"<a:r><a:rPr/><a:t>{words}</a:t></a:r>"


def _slide_master() -> str:
    styles = "".join(f"<p:{name}Style>{_level(points, font)}</p:{name}Style>" for name, points, font in
                     (("title", 24, "+mj-lt"), ("body", 12, "+mn-lt"), ("other", 12, "+mn-lt")))  # fmt: skip
    return (f"{_HEAD}<p:sldMaster {_NAMESPACES}><p:cSld>{_ground('bg2')}<p:spTree>{_EMPTY_TREE}{_shapes()}</p:spTree></p:cSld>"
            f'{_COLOUR_MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
            f"<p:txStyles>{styles}</p:txStyles></p:sldMaster>")  # fmt: skip


def _level(points: int, font: str) -> str:
    return (f'<a:lvl1pPr algn="l"><a:defRPr sz="{points * 100}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            f'<a:latin typeface="{font}"/></a:defRPr></a:lvl1pPr>')  # fmt: skip


def _layout() -> str:
    return (f'{_HEAD}<p:sldLayout {_NAMESPACES} preserve="1" userDrawn="1"><p:cSld name="Map and regions">'
            f"<p:spTree>{_EMPTY_TREE}{_shapes()}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>")  # fmt: skip


def _notes_master() -> str:
    slide = ('<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/>'
             '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
             '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="685800"/>'
             f'<a:ext cx="5486400" cy="3086100"/></a:xfrm>{_RECTANGLE}</p:spPr></p:sp>')  # fmt: skip
    notes = _Place(number=3, kind="body", name="Notes", box=(0.75, 4.4, 6, 5), points=10)
    return (f"{_HEAD}<p:notesMaster {_NAMESPACES}><p:cSld>{_ground('bg1')}<p:spTree>{_EMPTY_TREE}{slide}"
            f"{_shape(notes, text=_run('Notes'))}</p:spTree></p:cSld>{_COLOUR_MAP}</p:notesMaster>")  # fmt: skip


def _ground(colour: str) -> str:
    return f'<p:bg><p:bgRef idx="1001"><a:schemeClr val="{colour}"/></p:bgRef></p:bg>'


def _theme() -> str:
    """The colours of the sheet, the worst state first, and one font for both headings and text."""
    named = {"dk1": style.INK, "lt1": "#FFFFFF", "dk2": style.ACCENT, "lt2": style.PAPER}
    named |= {f"accent{n}": style.STATE_COLOURS[state] for n, state in
              enumerate((State.ALL, State.NEARLY_ALL, State.LARGE_PART, State.PART), 1)}  # fmt: skip
    named |= {"accent5": style.ACCENT, "accent6": style.QUIET_INK, "hlink": style.ACCENT, "folHlink": style.QUIET_INK}
    colours = "".join(f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>' for name, colour in named.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (f'{_HEAD}<a:theme xmlns:a="{_A}" name="Outage Brief"><a:themeElements>'
            f'<a:clrScheme name="Outage Brief">{colours}</a:clrScheme>'
            f'<a:fontScheme name="Outage Brief"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
            f'<a:fmtScheme name="Outage Brief"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
            f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
            f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
            "</a:themeElements></a:theme>")  # fmt: skip
