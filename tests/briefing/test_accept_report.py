"""The commands `accept`, `correct` and `withdraw`."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.errors import UsageError
from geo.read import read_dataset
from geo.view import View, from_query
from tests.conftest import FIXTURES, UKRAINE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(UKRAINE, tmp_path / "ukraine"))


@pytest.fixture
def draft(run: Run, tmp_path: Path) -> Path:
    _, out, _ = run("draft", FIXTURES / "drafting" / "en01.txt", "--data", UKRAINE, "--published", "2026-01-08", "--json")
    (tmp_path / "draft.json").write_text(out, encoding="utf-8")
    return tmp_path / "draft.json"


@pytest.mark.long
def test_a_draft_is_accepted_corrected_and_withdrawn(run: Run, folder: Path, draft: Path):
    code, out, err = run("accept", folder, draft, "--by", "Ann", "--only", "1,4")
    assert (code, err) == (0, "")
    first, second = (line.removeprefix("Accepted: ") for line in out.splitlines())
    assert run("check", folder)[0] == 0
    code, out, _ = run("correct", folder, second, "customers=38000", "--by", "Ben", "--why", "a misprint")
    assert (code, out) == (0, f"Corrected: {second}\n")
    assert read_dataset(folder).reports.set_index("record_id").loc[second, "customers"].low == 38000
    code, out, _ = run("withdraw", folder, first, second, "--by", "Ben")
    assert (code, out) == (0, f"Withdrawn: {first}\nWithdrawn: {second}\n")
    assert (folder / "outages.csv").read_bytes() == (UKRAINE / "outages.csv").read_bytes()
    assert run("check", folder)[0] == 0


@pytest.mark.long
def test_a_city_that_shares_its_regions_name_never_paints_the_region(run: Run, folder: Path, tmp_path: Path):
    text = tmp_path / "a.txt"
    text.write_text("The whole city of Sumy is without electricity since Thursday, Sumyoblenergo said.", encoding="utf-8")
    words = ("draft", text, "--data", UKRAINE, "--published", "2026-01-08")
    (tmp_path / "draft.json").write_text(run(*words, "--json")[1], encoding="utf-8")
    assert run("accept", folder, tmp_path / "draft.json", "--by", "Ann")[0] == 0
    state = json.loads(run("state", folder, "--date", "2026-01-08", "--json")[1])["regions"]["UA-59"]
    assert (state["state"], "partial" in state["flags"]) == ("part", True)
    run(*words, "--to", tmp_path / "drafts.csv")
    assert ",Sumy (city),UA-59," in (tmp_path / "drafts.csv").read_text(encoding="utf-8")


@pytest.mark.long
def test_what_cannot_be_done_is_told(run: Run, folder: Path, draft: Path):
    for words, arguments in (
        ("Use numbers from 1 to 4", ("accept", folder, draft, "--by", "Ann", "--only", "5")),
        ("holds no draft", ("accept", folder, UKRAINE / "outages.csv", "--by", "Ann")),
        ("has the id 'X9'", ("withdraw", folder, "X9", "--by", "Ann")),
        ("Use COLUMN=VALUE", ("correct", folder, "B1", "extent", "--by", "Ann")),
        ("Unknown column 'colour'", ("correct", folder, "B1", "colour=red", "--by", "Ann")),
    ):
        code, _, err = run(*arguments)
        assert (code, words in err) == (2, True), err


def test_a_value_that_is_not_of_the_contract_is_named(run: Run, folder: Path, draft: Path):
    content = json.loads(draft.read_text(encoding="utf-8"))
    content["records"][0]["extent"] = "somewhat"
    draft.write_text(json.dumps(content), encoding="utf-8")
    code, _, err = run("accept", folder, draft, "--by", "Ann")
    assert (code, "'somewhat'" in err) == (1, True)
    assert not (folder / "ledger.csv").exists()


@pytest.mark.long
def test_a_state_and_a_picture_are_as_known_on_a_day(run: Run, folder: Path, draft: Path, tmp_path: Path):
    run("accept", folder, draft, "--by", "Ann")
    now = json.loads(run("state", folder, "--date", "2026-01-08", "--json")[1])
    then = json.loads(run("state", folder, "--date", "2026-01-08", "--as-known-on", "2026-01-09", "--json")[1])
    assert (now["regions"]["UA-59"]["state"], "known_on" in now) == ("part", False)
    assert (then["regions"]["UA-59"]["state"], then["known_on"]) == ("no_report", "2026-01-09")
    out = tmp_path / "out.html"
    code, _, err = run("export", folder, out, "--date", "2026-01-07", "--as-known-on", "2026-01-09")
    assert (code, err) == (0, "")
    _, out, _ = run("trace", folder, "--region", "UA-59", "--date", "2026-01-08", "--as-known-on", "2026-01-09")
    assert "no report speaks of it" in out
    code, _, err = run("state", UKRAINE, "--as-known-on", "2026-01-09")
    assert (code, "has no ledger" in err) == (2, True)


@pytest.mark.long
def test_a_sheet_and_its_link_say_as_of_which_day_the_knowledge_is(run: Run, folder: Path, draft: Path):
    run("accept", folder, draft, "--by", "Ann")
    toml = folder / "dataset.toml"
    toml.write_text('address = "https://map.example.org/"\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    day = dt.date(2026, 1, 9)
    view = View(date=dt.date(2026, 1, 7), known_on=day)
    subject = subject_of(read_dataset(folder, known_on=day), view, made_at=dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
    sheet = sheet_of(subject)
    assert sheet["zone"] == "Dates in Kyiv time, as known on 9 January 2026"
    assert from_query(str(sheet["link"]).partition("?")[2]) == view
    with pytest.raises(UsageError, match="Read it so"):
        subject_of(read_dataset(folder), view, made_at=dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
