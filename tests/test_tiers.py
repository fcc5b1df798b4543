"""The tiers of tests: each test is in one of them, and none is skipped for what a machine lacks."""

import re
import subprocess
import sys
import tomllib
from itertools import chain, combinations
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MARKERS = {"long", "servers"}


def tier(target: str) -> str:
    """The expression over markers by which a target of the Makefile chooses its tests."""
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert recipe is not None
    return re.search(r"\$\(PYTEST\).* -m (?:\"([^\"]+)\"|(\w+))", recipe[1]).expand(r"\1\2")


TIERS = {target: tier(target) for target in ("everyday", "test-long", "test-servers")}


def test_whatever_its_markers_a_test_is_in_one_tier():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    registered = {line.partition(":")[0] for line in project["tool"]["pytest"]["ini_options"]["markers"]}
    assert registered == MARKERS
    for markers in chain.from_iterable(combinations(sorted(MARKERS), n) for n in range(len(MARKERS) + 1)):
        at_home = [name for name, said in TIERS.items() if Expression.compile(said).evaluate(lambda one, has=markers: one in has)]
        assert len(at_home) == 1, markers


def test_test_all_runs_the_long_tests_beside_those_of_every_day():
    assert re.search(r"^test:.*\n(?:\t.*\n)*\t.*\$\(MAKE\).* checks everyday\n", MAKEFILE, re.MULTILINE)
    assert re.search(r"^test-all: test test-long ", MAKEFILE, re.MULTILINE)
    assert re.findall(r"^make (\S+)", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)[1:] == [
        "test-long", "test-servers"]


def test_no_test_is_skipped():
    this = Path(__file__).name
    for path in (ROOT / "tests").rglob("*.py"):
        if path.name != this:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"pytest\.skip|skipif|importorskip|mark\.skip|xfail", text), path.name


@pytest.mark.long
def test_the_tiers_together_collect_every_test_once():
    parts = [collected("-m", expression) for expression in TIERS.values()]
    assert all(parts)
    assert sorted(chain(*parts)) == sorted(collected())


def collected(*words: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", "-p", "no:xdist", *words]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [line for line in found.splitlines() if line.startswith("tests/")]
