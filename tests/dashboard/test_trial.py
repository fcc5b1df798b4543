"""What a visitor uploads is read first in a process of its own: it may end that one, and not the app."""

import threading
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.language import speaking
from panels import trial
from panels.trial import require_readable
from tests.geo.worlds import squares


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "outages.csv"
    path.write_text("region,customers\nA,5\n", encoding="utf-8")
    return path


def refusal(files: dict[str, Path], **bounds: float) -> str:
    with pytest.raises(DataError) as caught:
        require_readable(files, name="mine.csv", **bounds)  # type: ignore[arg-type]
    assert str(caught.value).startswith("mine.csv: the files cannot be read: ")
    return str(caught.value)


@pytest.mark.long
def test_files_that_can_be_read_pass(table: Path, tmp_path: Path) -> None:
    (tmp_path / "regions.geojson").write_text(squares().to_json(), encoding="utf-8")
    require_readable({"outages": table, "regions": tmp_path / "regions.geojson"}, name="mine.csv")


@pytest.mark.long
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "outages.xlsx").write_bytes(b"PK\3\4 and no more")
    assert "outages.xlsx: cannot be read" in refusal({"outages": tmp_path / "outages.xlsx"})


@pytest.mark.long
def test_what_the_other_process_says_is_said_in_the_language_of_who_looks(tmp_path: Path) -> None:
    (tmp_path / "outages.csv").write_text("", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        require_readable({"outages": tmp_path / "outages.csv"}, name="mine.csv")
    assert "outages.csv: cannot be read (it is empty)" in str(caught.value)
    with speaking("uk"):
        assert "outages.csv: не вдається прочитати (він порожній). Очікується: цілий файл свого виду" in str(caught.value)


@pytest.mark.long
def test_a_table_that_takes_more_memory_than_it_may_is_refused_and_the_app_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "outages.csv"
    path.write_text("region,customers\n" + "Aland,5\n" * 2_000_000, encoding="utf-8")
    assert "it takes more than 0.7 GB of memory" in refusal({"outages": path}, most_bytes=700_000_000)


def test_a_file_that_is_never_done_is_given_up(tmp_path: Path, table: Path) -> None:
    assert "it takes more than 0.05 s" in refusal({"outages": table}, most_s=0.05)


@pytest.mark.long
def test_one_state_of_a_file_is_tried_once_and_a_new_one_again(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_readable({"outages": table}, name="mine.csv")
    monkeypatch.setattr(trial.sys, "executable", "/nowhere")
    require_readable({"outages": table}, name="mine.csv")
    table.write_text("region,customers\nA,50\n", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        require_readable({"outages": table}, name="mine.csv")


@pytest.mark.long
def test_several_visitors_are_served_one_after_the_other(table: Path) -> None:
    threads = [threading.Thread(target=require_readable, args=({"outages": table},), kwargs={"name": str(n), "most_s": 60.0 + n})
               for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    require_readable({"outages": table}, name="mine.csv", most_s=60.0)
