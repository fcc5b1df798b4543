"""The text of a report as it lies: plain text, Markdown, HTML, or a PDF that holds text."""

from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from geo.errors import DataError, Fault, faults_of_reading, require_extra
from geo.sentences import Sentence

LARGEST_MB = 20
BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "title",
        "figcaption",
        "td",
        "dd",
        "dt",
    }
)
SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "nav", "iframe"})


def text_of(path: Path) -> str:
    """Read the text of a file, by its extension. Raises DataError if there is none, or it cannot
    be read; OSError.
    """
    if path.stat().st_size > LARGEST_MB * 1_000_000:
        raise _error(path.name, Sentence("the file is larger than {largest_mb} MB", largest_mb=LARGEST_MB),
                     Sentence("a report in words"), Sentence("paste the text of the report"))
    return text_of_bytes(path.read_bytes(), path.name)


def text_of_bytes(content: bytes, name: str) -> str:
    """Return the text of a document as bytes; its name tells what it is."""
    suffix = Path(name).suffix.lower()
    if suffix == ".pdf" or content.startswith(b"%PDF-"):
        return _of_pdf(content, name)
    text = _decoded(content, name)
    if suffix in {".html", ".htm", ".xhtml"}:
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = "\n".join(
            line for line in map(str.strip, "".join(reader.parts).splitlines()) if line
        )
    return text


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # 50 ms that few texts need

        best = from_bytes(content).best()
        if best is None:
            raise _error(name, Sentence("the file is no text"), Sentence("text in UTF-8, HTML, or a PDF with text"),
                         Sentence("save the report as text")) from None
        text = str(best)
    if "\0" in text:
        raise _error(name, Sentence("the file is no text"), Sentence("text in UTF-8, HTML, or a PDF with text"),
                     Sentence("save the report as text"))
    return text


def _of_pdf(content: bytes, name: str) -> str:
    require_extra("pictures")
    from pypdf import PdfReader

    with faults_of_reading(name, what=Sentence("the PDF cannot be read"), expected=Sentence("a whole PDF"),
                           remedy=Sentence("save it again, or paste its text")):
        reader = PdfReader(BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        text = "" if locked else "\n".join(page.extract_text() for page in reader.pages)
    if locked:
        raise _error(name, Sentence("the PDF is encrypted"), Sentence("a PDF that opens without a password"),
                     Sentence("save it without one, or paste its text"))
    if not text.strip():
        raise _error(name, Sentence("the PDF holds no text: it is scanned, or empty"), Sentence("a PDF with text"),
                     Sentence("paste the text, or recognise it first"))
    return text


def _error(file: str, what: str, expected: str, remedy: str) -> DataError:
    return DataError([Fault(what=what, file=file, expected=expected, remedy=remedy)])


class _Text(HTMLParser):
    """Gathers the text of a page, a line a block; scripts and styles are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent.append(tag)
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent and self._silent.pop() != tag:
                pass
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(" ".join(data.split("\n")) if data.strip() else " ")
