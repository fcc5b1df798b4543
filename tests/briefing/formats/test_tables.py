"""Tables with one meaning each: what they hold, and that the numbers of a sheet can be recomputed from them."""

import io
import json
import zipfile

import pandas as pd
import pytest

from briefing.formats.tables import DICTIONARY, tables_of
from briefing.sheet.sheet import sheet_of
from geo.dataset import Dataset
from geo.errors import UsageError
from geo.view import parse_date
from tests.briefing.test_request import JANUARY, JUNE, asked
from tests.conftest import UKRAINE
from tests.geo.test_levels import two_levels
from tests.geo.worlds import world


def opened(content: bytes) -> dict[str, pd.DataFrame]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.removesuffix(".csv"): pd.read_csv(archive.open(name), dtype=str, keep_default_na=False, encoding="utf-8-sig")
                for name in archive.namelist()}  # fmt: skip


@pytest.fixture(scope="module")
def june(ukraine) -> dict[str, pd.DataFrame]:
    return opened(tables_of(asked(ukraine, JUNE)))


def test_each_table_has_the_columns_that_the_dictionary_explains(june):
    assert set(june) == {*DICTIONARY, "columns"}
    said = june["columns"].groupby("table", sort=False)["column"].agg(list).to_dict()
    assert said == {name: june[name].columns.tolist() for name in DICTIONARY}
    assert (june["columns"][["type", "meaning"]] != "").all(axis=None)


def test_times_are_iso_with_their_offset_or_a_date_alone(june):
    said = june["statements"].set_index("record_id")
    assert said.loc["A1a", ["started_at", "about"]].tolist() == ["2025-06-02T23:50+03:00", "started_at reported_at"]
    assert said.loc["A2a", ["started_at", "ended_at"]].tolist() == ["2025-06-02", ""]


def test_the_same_request_gives_the_same_bytes(ukraine, june):
    assert tables_of(asked(ukraine, JUNE, JANUARY)) == tables_of(asked(ukraine, JUNE, JANUARY))


@pytest.mark.parametrize("day", [JUNE, "2025-06-04", JANUARY])
def test_the_numbers_of_a_sheet_follow_from_the_tables(ukraine: Dataset, day):
    request = asked(ukraine, day)
    sheet, tables = sheet_of(request.subject), opened(tables_of(request))
    told = {one["words"]: one["number"] for one in sheet["figures"]}
    states, figures = tables["regions"]["state"], tables["figures"]
    out = states.isin(["part", "large_part", "nearly_all", "all"]).sum()
    assert told["regions reported without power, wholly or in part"] == f"{out} of {len(states)}"
    assert told["regions without any report: not known"] == f"{(states == 'no_report').sum()} of {len(states)}"
    assert sheet["notes"][0].startswith(f"{tables['statements']['record_id'].nunique()} reports shown of 12")
    for kind, low in (("people", "104,000"), ("settlements", "150"), ("facilities", "44")):
        total = figures[(figures["of"] == "total") & (figures["quantity"] == kind)]
        of_regions = figures[(figures["of"] == "region") & (figures["quantity"] == kind)]
        assert len(total) == (day != JANUARY)
        assert pd.to_numeric(total["low"]).sum() == pd.to_numeric(of_regions["low"]).sum()
        assert not len(total) or any(low in one["number"] for one in sheet["figures"])


def test_a_comparison_is_data_too(ukraine: Dataset, run):
    regions = opened(tables_of(asked(ukraine, JANUARY, compare=parse_date(JUNE))))["regions"].set_index("code")
    changed = regions[regions["change"] != "no_report"]
    assert changed["change"].to_dict() == {"UA-12": "new", "UA-23": "not_comparable", "UA-65": "no_news"}
    assert changed.loc["UA-65", ["state_before", "state", "compared_with"]].tolist() == ["part", "no_report", JUNE]
    code, out, _ = run("state", UKRAINE, "--date", JANUARY, "--compare", JUNE, "--json")
    told = json.loads(out)
    assert (code, told["compared_with"]) == (0, JUNE)
    assert {code: one["change"] for code, one in told["regions"].items()} == regions["change"].to_dict()
    words = run("state", UKRAINE, "--date", JANUARY, "--compare", JUNE)[1]
    assert "UA-65  Kherson Oblast: no report, no news" in words


def test_a_date_that_is_not_earlier_is_refused_in_data_as_on_a_sheet(ukraine: Dataset):
    with pytest.raises(UsageError, match="is not before 2026-01-07"):
        tables_of(asked(ukraine, JANUARY, compare=parse_date(JANUARY)))


def test_what_was_counted_is_measured_and_not_reported():
    counts = pd.DataFrame([{"region_code": "A", "time": f"{JANUARY}T10:00", "customers_out": "50", "customers_total": "200"}])
    figures = opened(tables_of(asked(world(counts=counts), JANUARY)))["figures"]
    measured = figures[figures["of"] == "measured"].set_index("quantity")["low"]
    assert (measured["customers_out"], measured["share"]) == ("50", "0.25")
    assert "statement" not in set(figures["of"])


def test_on_a_finer_level_what_was_said_of_a_whole_region_is_a_row_too():
    tables = opened(tables_of(asked(two_levels({"region_code": "A"}, {"region_code": "BWest"}), JANUARY, level=2)))
    assert tables["statements"][["code", "record_id"]].to_numpy().tolist() == [["BWest", "r1"], ["A", "r0"]]
