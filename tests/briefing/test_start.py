"""The command line loads what a command uses, and not what only others do."""

import subprocess
import sys

import pytest

from briefing.__main__ import EXTENSIONS, app
from briefing.export import FORMATS
from briefing.formats.png import SIZES
from geo.counts import VARIABLE
from tests.conftest import UKRAINE

LOADED = """
import sys, runpy
sys.argv = ["briefing", *sys.argv[1:]]
try:
    runpy.run_module("briefing", run_name="__main__", alter_sys=True)
finally:
    print("loaded:", *sys.modules, file=sys.stderr)
"""
PICTURES = {"folium", "playwright", "pptx", "pypdf", "streamlit", "altair"}
REPORT = "About 4,500 customers in Poltava region lost power on Thursday, Poltavaoblenergo said.\n"


def loaded(*words: object, given: str = "") -> set[str]:
    """Run a command in a process of its own; return the packages and modules that it has loaded."""
    command = [sys.executable, "-c", LOADED, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, input=given, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return set(done.stderr.rpartition("loaded:")[2].split())


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "not_needed"),
    [(("--help",), {*PICTURES, "geopandas", "ibis", "duckdb", "geo.drafting", "geo.new_dataset"}),
     (("draft", "-", "--data", UKRAINE, "--published", "2026-01-08"),
      {*PICTURES, "ibis", "duckdb", "geo.new_dataset", "geo.situation", "layers"}),
     (("places", "--data", UKRAINE, "Kyiv"), {*PICTURES, "ibis", "duckdb", "geo.drafting", "geo.situation", "layers"}),
     (("check", UKRAINE), {*PICTURES, "duckdb", "geo.drafting", "geo.new_dataset", "layers"}),
     (("state", UKRAINE), {*PICTURES - {"folium"}, "duckdb", "geo.drafting", "geo.new_dataset", "briefing.formats.pptx"})],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)  # fmt: skip
def test_a_command_does_not_load_what_only_others_use(words, not_needed):
    assert loaded(*words, given=REPORT) & not_needed == set()


def test_the_help_names_what_there_is():
    assert EXTENSIONS.split() == list(FORMATS)
    (export,) = (one for one in app.registered_commands if one.callback.__name__ == "export")
    told = {name: one.__metadata__[0] for name, one in export.callback.__annotations__.items() if hasattr(one, "__metadata__")}
    assert told["size"].help == f"The sheet: {', '.join(SIZES)}, or WIDTHxHEIGHT."
    assert told["engine"].envvar == VARIABLE


@pytest.mark.long
def test_the_app_answers_before_it_has_loaded_what_only_maps_need() -> None:
    code = "import panels.serve, sys; print('loaded:', *sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pandas", "geopandas", "folium", "geo.dataset"} & set(done.stderr.rpartition("loaded:")[2].split())
