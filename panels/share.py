"""What leaves the app: the picture of this View, in any format, made when it is asked for."""

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event, Thread
from weakref import ref

import streamlit as st

from briefing.browser.chromium import find_chromium, how_to_install
from briefing.browser.renderer import Size
from briefing.export import FORMATS, file_name
from briefing.formats.png import SIZES, png_of, size_of
from briefing.request import Request, dates_between
from briefing.sheet.subject import Subject, subject_of, withheld_in_words
from geo.dataset import Dataset
from geo.errors import OutageBriefError, words_of
from geo.language import OFFERED, WordTable, _, speak, spoken
from geo.localised import language_code
from geo.sentences import Sentence
from geo.times import day_in_words
from geo.view import View
from panels.components import copy_button
from panels.shown import choose, control, has_own_table, query_of
from panels.text import plain

TITLES = WordTable({
    ".png": "Picture (PNG)", ".pdf": "Document (PDF)", ".pptx": "Slides (PowerPoint)", ".gif": "Animation (GIF)",
    ".zip": "Pictures (ZIP)", ".html": "Map (HTML, works offline)", ".gpkg": "Data (GeoPackage)", ".csv": "Data (CSV)",
    ".csv.zip": "Data (tables with their meaning, ZIP)",
})  # fmt: skip
MIME = {
    ".png": "image/png", ".pdf": "application/pdf", ".gif": "image/gif", ".zip": "application/zip", ".html": "text/html",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".csv": "text/csv",
    ".gpkg": "application/geopackage+sqlite3", ".csv.zip": "application/zip",
}  # fmt: skip
SIZE_TITLES = WordTable({
    "16:9": "16:9, 1920 × 1080", "a4": "A4 landscape", "a4-portrait": "A4 portrait", "square": "Square, 1080 × 1080"})
WITHOUT_BROWSER = (".html", ".gpkg", ".csv", ".csv.zip")
SIZED = (".png", ".pdf", ".gif", ".zip")
LARGE = {".png": "PNG", ".pptx": "PowerPoint", ".pdf": "PDF"}
POLL_S = 0.4


class StoppedError(Exception):
    """The reader has cancelled what was being made."""


@dataclass
class Making:
    """Something long that is being made beside the app; `content` or `error` is there when it is done."""

    total: int
    done: int = 0
    content: bytes | None = None
    error: str = ""
    cancelled: Event = field(default_factory=Event)

    def step(self) -> None:
        """Count one date, or stop here if the reader has cancelled."""
        self.done += 1
        if self.cancelled.is_set():
            raise StoppedError

    def cancel(self) -> None:
        """Give the series up at once, the picture under way too."""
        self.cancelled.set()
        self.error = Sentence("Cancelled.")

    def make(self, maker: Callable[[Request], bytes], request: Request) -> None:
        """Run to the end; what goes wrong is kept to be told."""
        try:
            content = maker(replace(request, step=self.step, cancelled=self.cancelled.is_set))
            if self.cancelled.is_set():  # after the last date there is still work to do
                raise StoppedError
            self.content = content
        except StoppedError:
            self.error = Sentence("Cancelled.")
        except OutageBriefError as error:
            self.error = words_of(error)
        finally:
            if self.content is None and not self.error:  # a defect of ours: the terminal has the rest
                self.error = Sentence("This could not be made: {error}. What led to it stands in the terminal.",
                                      error=repr(sys.exc_info()[1]))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a series is of: all that its content depends on, but for the time of making."""

    dataset: ref[Dataset]
    view: View
    dates: tuple[dt.date, ...]
    size: Size | None
    extension: str
    withheld: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Series:
    """The last series that a reader asked for; another one takes its place."""

    wanted: Wanted
    making: Making


def share(dataset: Dataset, view: View) -> None:
    """The link, the three formats that are taken most, and all others with their sizes and series."""
    own = language_code(dataset.original or dataset, None)  # shown it may be in another
    offered = sorted({*OFFERED, own, *filter(None, [view.language])})
    st.selectbox("Language · Мова", offered, format_func=lambda code: OFFERED.get(code, code),
                 help=_("The language of the app, its map, and all that is shared."),
                 **control("language", view.language or own, first="index", among=offered,
                           take=lambda code: choose("language", None if code == own else code)))  # fmt: skip
    link = f"{(st.context.url or '').partition('?')[0]}?{query_of(view)}"
    copy_button(_("Copy the link to this view"), link, key="copy link")
    st.text(link)
    if has_own_table():
        st.caption(_("This link is private to this session, in this browser: nobody else has your table, nor gets it by the "
                     "link. To hand it on, save the dataset (zip) or share the map as HTML."))
    try:
        subject = subject_of(dataset, view, made_at=_now(dataset))
        _at_once(dataset, subject)
        _withheld(subject)
        with st.expander(_("More formats, sizes, series")):
            _more(dataset, subject)
    except OutageBriefError as error:
        st.warning(plain(str(error)))


def _at_once(dataset: Dataset, subject: Subject) -> None:
    """Take the sheet of this View in the formats that are taken most, or look at it first."""
    if find_chromium() is None:
        return
    for place, (extension, title) in zip(st.columns(len(LARGE)), LARGE.items(), strict=True):
        name = file_name(dataset, subject.view, extension=extension)
        place.download_button(title, data=partial(_made, dataset, subject.view, extension), mime=MIME[extension], file_name=name,
                              on_click="ignore", width="stretch", key=f"share {extension}", help=name, type="primary")
    if st.button(_("Preview"), key="share preview", width="stretch"):
        st.dialog(_("Preview"), width="large")(_preview)(subject)


def _made(dataset: Dataset, view: View, extension: str) -> bytes:
    subject = subject_of(dataset, view, made_at=_now(dataset))
    size = size_of("16:9") if extension in SIZED else None
    return FORMATS[extension](Request(subject=subject, dates=(subject.date,), size=size))


def _preview(subject: Subject) -> None:
    """Show the sheet as it will leave, at full width."""
    with st.spinner(_("Drawing ...")):
        picture = png_of(subject, size_of("16:9", scale=1))
    st.image(picture, width="stretch", caption=_("{day}, as it will look", day=day_in_words(subject.date)))


def _more(dataset: Dataset, subject: Subject) -> None:
    """Choose format, size, dates."""
    view = subject.view
    left, right = st.columns(2)
    extension = left.selectbox(_("Format"), list(TITLES), format_func=dict(TITLES).__getitem__, key="share format")
    size = right.selectbox(_("Size"), list(SIZES), format_func=dict(SIZE_TITLES).__getitem__, key="share size",
                           disabled=extension not in SIZED)  # fmt: skip
    if view.compare is not None:
        st.caption(_("Sheets compare with {day}, as the map does.", day=day_in_words(view.compare)))
    _offer(dataset, view, _dates(subject), extension=extension, size=size)


def _dates(subject: Subject) -> tuple[dt.date, ...]:
    """The dates to share: this one, or those with reports in a span; the worst of several dates is one picture."""
    if subject.view.worst_since is not None or not st.toggle(_("A series of dates"), key="share series"):
        return (subject.date,)
    timeline = subject.dataset.timeline
    first, last = timeline.first_day, timeline.day(timeline.days - 1)
    span = st.date_input(_("From and to"), value=(first, last), min_value=first, max_value=last, format="YYYY-MM-DD",
                         key="share span")  # fmt: skip
    if not isinstance(span, tuple) or len(span) < 2:
        return (subject.date,)  # the reader has chosen one end and is about to choose the other
    return dates_between(subject.dataset, span[0], span[1])


def _withheld(subject: Subject) -> None:
    if kept := withheld_in_words(subject):
        st.caption(_("{kept} will not be in what you share: the dataset asks for that.", kept=kept))


def _offer(dataset: Dataset, view: View, dates: tuple[dt.date, ...], *, extension: str, size: str) -> None:
    """One button that downloads; a series is made first, with its progress.

    Each stands in a place of its own: what another format lacks leaves no old button where it was.
    """
    note, take = st.container(), st.container()
    if extension not in WITHOUT_BROWSER and find_chromium() is None:
        note.warning(plain(_("Pictures need Chromium, Chrome or Edge. Install one: {how}. "
                             "HTML, GeoPackage and CSV work without.", how=how_to_install())))  # fmt: skip
        return
    if extension == ".png" and len(dates) > 1:
        note.caption(_("A PNG holds one date. For a series choose ZIP, PDF, slides or GIF."))
        dates = dates[-1:]

    def request() -> Request:
        subject = subject_of(dataset, view, made_at=_now(dataset))
        return Request(subject=subject, dates=dates, size=size_of(size) if extension in SIZED else None)

    until = dates[-1] if len(dates) > 1 else None
    name = file_name(dataset, replace(view, date=dates[0]), extension=extension, until=until)
    with take:
        if len(dates) == 1:
            _download(name, lambda: FORMATS[extension](request()), extension=extension)
        else:
            _series(name, request, of=dataset, extension=extension)


def _download(name: str, content: bytes | Callable[[], bytes], *, extension: str) -> None:
    """Offer a file; there is one button, so that no rerun leaves another beside it that gives something else."""
    st.download_button(_("Download {name}", name=name), data=content, mime=MIME[extension], file_name=name, on_click="ignore",
                       type="primary", width="stretch", key="share download")  # fmt: skip


def _series(name: str, request: Callable[[], Request], *, of: Dataset, extension: str) -> None:
    """Make a series beside the app, show how far it is, and offer it when it is done."""
    asked = request()
    subject = asked.subject
    wanted = Wanted(dataset=ref(of), view=replace(subject.view, date=None), dates=asked.dates, size=asked.size,
                    extension=extension, withheld=(subject.withheld, subject.withheld_days))  # fmt: skip
    kept: Series | None = st.session_state.get("series")
    making = kept.making if kept is not None and kept.wanted == wanted else None
    if making is not None and making.content is not None:
        _download(name, making.content, extension=extension)
    elif making is not None and not making.error:
        _under_way(making, language=spoken())
        return
    elif making is not None:
        st.warning(plain(making.error))

    def start() -> None:
        if kept is not None:
            kept.making.cancel()
        started = Making(total=len(asked.dates))
        st.session_state["series"] = Series(wanted=wanted, making=started)
        Thread(target=started.make, args=(FORMATS[extension], asked), daemon=True).start()

    label = _("Make {count} dates", count=len(asked.dates)) if making is None else _("Regenerate")
    st.button(label, key=f"make {name}", on_click=start, width="stretch")


@st.fragment(run_every=POLL_S)
def _under_way(making: Making, *, language: str) -> None:
    speak(language)
    if making.content is not None or making.error:
        st.rerun()
    st.progress(min(1.0, making.done / making.total), text=_("{done} of {count} dates", done=making.done, count=making.total))
    if st.button(_("Cancel"), key="cancel making", width="stretch"):
        making.cancel()
        st.rerun()


def _now(dataset: Dataset) -> dt.datetime:
    return dt.datetime.now(dataset.settings.zone).replace(second=0, microsecond=0)
