"""Texts out of files: plain, HTML, PDF."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from geo.drafting import text_of, text_of_bytes
from geo.errors import DataError


def pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def test_text_keeps_its_line_ends(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes("\ufeffСуми\r\nбез світла".encode())
    assert text_of(tmp_path / "a.txt") == "Суми\r\nбез світла"


def test_a_page_gives_a_line_a_block_without_scripts():
    page = b"<head><title>x</title></head><p>Sumy is <b>dark</b>.</p><script>if (1<2) {}</script><li>A &amp; B"
    assert text_of_bytes(page, "a.html").splitlines() == ["Sumy is dark.", "A & B"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (pdf(), "a.pdf", "scanned, or empty"),
        (pdf("secret"), "a.pdf", "encrypted"),
        (b"%PDF-1.7 broken", "a.pdf", "cannot be read"),
        (b"\x00\x01\x02\x03", "a.txt", "no text"),
    ],
    ids=["scanned", "encrypted", "broken", "binary"],
)
def test_what_holds_no_text_is_refused_in_words(content: bytes, name: str, words: str):
    with pytest.raises(DataError, match=words):
        text_of_bytes(content, name)
