"""The project as others install it: a wheel in an environment of its own, used from another folder."""

import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psutil
import pytest
from typer.testing import CliRunner

from briefing.__main__ import app
from panels import main
from tests.dashboard.apps import wait_for
from tests.servers import free_port

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
NEEDED = ("dashboard.py", ".streamlit/config.toml", "geo/mapping/vocabulary.toml", "geo/py.typed", "layers/js/core.js",
          "panels/main.py", "data/ukraine/dataset.toml", "data/ukraine/regions.geojson", "data/us-counties/dataset.toml",
          "data/us-counties/regions.json", "data/world/regions.parquet", "data/world/places.parquet",
          "data/world/outlines.parquet", "data/world/countries.parquet", "data/world/words/en.toml")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT]  # the wheel from the source archive
    subprocess.run(build, check=True, capture_output=True, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as `uv tool install` makes it, with the extra for pictures and the versions of requirements.txt."""
    tools = tmp_path_factory.mktemp("tools")
    install = [BIN / "uv", "tool", "install", "--quiet", "--python", sys.executable, f"{wheel}[pictures]", "--constraints",
               ROOT / "requirements.txt"]
    environment = os.environ | {"UV_TOOL_DIR": str(tools), "UV_TOOL_BIN_DIR": str(tools / "bin")}
    subprocess.run(install, check=True, cwd=tools, env=environment)
    return tools / "bin" / "outage-brief"


@pytest.fixture
def served(command: Path, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    port = free_port()
    server = subprocess.Popen([command, "serve", "--port", str(port)], cwd=tmp_path, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{port}/_stcore/health", server)
        yield server
    finally:
        server.terminate()
        server.wait(10)


def test_the_command_is_the_command_line_and_serve():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"outage-brief": f"{main.__name__}:{main.main.__name__}"}
    said = CliRunner().invoke(app, ["--help"]).output
    for name in ("export", "state", "check", "new", "places", "serve"):
        assert f" {name} " in said


@pytest.mark.long
def test_the_wheel_holds_what_the_app_reads_and_no_script_that_makes_it(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert set(NEEDED) <= set(names)
    assert [name for name in names if "rebuild" in name or name.startswith(("tests/", "benchmarks/"))] == []


@pytest.mark.long
@pytest.mark.parametrize(("file", "begins"), [("out.png", b"\x89PNG"), ("out.html", b"<!DOCTYPE html>")])
def test_what_is_installed_draws_from_any_folder(command: Path, tmp_path: Path, file: str, begins: bytes):
    export = [command, "export", ROOT / "data" / "ukraine", "--date", "2026-01-07", file]
    done = subprocess.run(export, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / file).read_bytes().startswith(begins)


@pytest.mark.long
def test_what_is_installed_makes_a_dataset_of_its_template(command: Path, tmp_path: Path):
    (tmp_path / "table.csv").write_text("fips,time,out\n01001,2026-01-07,9\n", encoding="utf-8")
    words = ["new", "own", "--outages", "table.csv", "--template", "us-counties"]
    done = subprocess.run([command, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "own" / "dataset.toml").is_file()


@pytest.mark.long
def test_what_is_installed_without_an_extra_names_it(command: Path, tmp_path: Path):
    pd.DataFrame({"fips": ["01001"], "time": ["2026-01-07"], "out": [9]}).to_excel(tmp_path / "table.xlsx", index=False)
    words = ["new", "own", "--outages", "table.xlsx", "--template", "us-counties"]
    done = subprocess.run([command, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Missing package: openpyxl. Install the extra `xlsx`" in done.stderr


@pytest.mark.long
def test_what_is_installed_serves_the_app_on_this_machine_alone(served: "subprocess.Popen[bytes]"):
    listening = [one.laddr.ip for one in psutil.Process(served.pid).net_connections("tcp") if one.status == psutil.CONN_LISTEN]
    assert listening
    assert set(listening) <= {"127.0.0.1", "::1"}
