import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from geo.errors import EXTRAS, FAULTS_SHOWN, DataError, Fault, OutageBriefError, UsageError, raise_faults, require_extra


def fault(row: int | None = 3) -> Fault:
    return Fault(what="not readable", file="outages.csv", row=row, column="people", value="many", expected="a number",
                 remedy="write digits")  # fmt: skip


def test_an_error_says_what_where_found_expected_and_remedy() -> None:
    assert str(fault()) == (
        "outages.csv, row 3, column people: not readable. Found: 'many'. Expected: a number. Remedy: write digits."
    )


def test_a_fault_of_a_whole_file_names_no_row() -> None:
    assert str(fault(None)).startswith("outages.csv, column people:")


def test_all_faults_are_kept_even_where_only_some_are_printed() -> None:
    with pytest.raises(DataError) as caught:
        raise_faults(fault(row) for row in range(FAULTS_SHOWN + 5))
    assert len(caught.value.faults) == FAULTS_SHOWN + 5
    assert str(caught.value).endswith("... and 5 more.")


def test_no_fault_raises_nothing() -> None:
    raise_faults([])
    assert issubclass(DataError, OutageBriefError)
    assert issubclass(UsageError, OutageBriefError)


def test_the_extras_that_an_error_names_are_those_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    brought = {extra: {canonicalize_name(Requirement(one).name) for one in more}
               for extra, more in project["optional-dependencies"].items()}
    known = packages_distributions()
    named = {extra: {canonicalize_name(known.get(name, [name])[0]) for name in names} for extra, names in EXTRAS.items()}
    assert brought == named


def test_a_missing_package_is_named_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    require_extra("live")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"Missing package: psycopg\. Install the extra `live`: pip install -r"):
        require_extra("live")
