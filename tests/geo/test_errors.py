import pytest

from geo.errors import FAULTS_SHOWN, DataError, Fault, OutageBriefError, UsageError, raise_faults


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
