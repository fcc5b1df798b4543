import io
from pathlib import Path

from rich.console import Console

from briefing.progress import read_with_progress
from tests.geo.worlds import write_folder

COUNTS = "region_code,time,customers_out\n" + "A,2026-01-07,5\n" * 1234


def test_a_terminal_hears_how_many_rows_were_read(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    dataset = read_with_progress(write_folder(tmp_path, counts=COUNTS), console=console)
    assert dataset.count_summary.read == 1234
    assert "1,234 rows" in console.file.getvalue()
    assert "Reading counts" in console.file.getvalue()


def test_a_file_is_no_terminal_and_hears_nothing(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    read_with_progress(write_folder(tmp_path, counts=COUNTS), console=console)
    assert console.file.getvalue() == ""
