"""No warning of a library and no traceback reaches a reader, whatever goes wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from geo import read
from geo.errors import DataError, faults_of_reading
from geo.read import read_dataset
from panels import reading
from tests.geo.worlds import squares, write_folder

ROOT = Path(__file__).parents[2]
SMALL_DISK = ("import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); "
              "from briefing.__main__ import main; sys.argv = ['briefing', *sys.argv[1:]]; main()")  # fmt: skip
REPORTS = "record_id,region_code,source,source_role,extent,started_at\n1,A,Grid office,operator,all,2026-01-07\n"


@pytest.mark.long
def test_a_geopackage_on_a_full_disk_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "w", outages=REPORTS)
    done = subprocess.run([sys.executable, "-c", SMALL_DISK, "export", str(folder), str(tmp_path / "out.gpkg")], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "The GeoPackage cannot be written in" in done.stderr
    assert "set TMPDIR" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["w"], "nothing is left"


@pytest.mark.long
def test_warnings_of_libraries_stay_in_the_log(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "w", outages=REPORTS)
    squares().to_file(folder / "regions.geojson", driver="GeoJSON")
    warner = "import warnings, geo.read as r; old = r.read_settings\n" \
             "def read(*a, **k):\n    warnings.warn('for developers only'); return old(*a, **k)\n" \
             "r.read_settings = read\n" \
             "import sys; from briefing.__main__ import main; sys.argv = ['briefing', *sys.argv[1:]]; main()"
    done = subprocess.run([sys.executable, "-c", warner, "check", str(folder)], cwd=ROOT, capture_output=True,
                          text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("error", [ValueError("odd"), RecursionError(), MemoryError(), KeyError("column")])
def test_whatever_a_library_raises_while_a_dataset_is_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    folder = write_folder(tmp_path / "w", outages=REPORTS)

    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(read, "build_timeline", broken)
    with pytest.raises(DataError, match="w: the dataset cannot be read"):
        read_dataset(folder)


@pytest.mark.long
def test_the_app_keeps_the_last_good_state_when_a_library_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "w", outages=REPORTS)
    good = reading.latest(str(folder), at_once=True)
    assert good.dataset is not None

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of a library")

    monkeypatch.setattr(reading, "html_of", broken)
    (folder / "outages.csv").write_text(REPORTS.replace("all", "part"), encoding="utf-8")
    later = reading.latest(str(folder), at_once=True)
    assert later.dataset is good.dataset
    assert "the map cannot be drawn (of a library)" in later.trouble


def test_an_error_that_quotes_an_address_is_told_by_its_kind_alone() -> None:
    with (pytest.raises(DataError) as caught,
          faults_of_reading("outages.csv", what="cannot be read", expected="a file", remedy="see")):  # fmt: skip
        raise ValueError("no answer from postgresql://u:hush@h/db")
    assert "hush" not in str(caught.value)
    assert "(ValueError)" in str(caught.value)
