"""Before a table is saved: a small map of it, and the names that mean several places or none, decided there."""

import base64
import re
import time
import zlib
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.language import speaking
from geo.new_dataset import Plan, planned, written
from geo.read import read_dataset
from geo.table_guess import Given
from panels.preview import HEAD_BYTES, MOST_S, keep_decisions, preview_of
from tests.conftest import UKRAINE
from tests.folders import write_folder

APP = str(UKRAINE.parents[1] / "dashboard.py")
ROWS = ("Birch,all", "Alder,all", "Alder,part", "Nowhere,part")


@pytest.fixture
def boundaries(tmp_path: Path) -> Path:
    """Four squares, of which two bear one name."""
    names = {"XX-A": "Birch", "XX-B": "Alder", "XX-C": "Alder", "XX-D": "Rowan"}
    return write_folder(tmp_path / "squares", [], names=names) / "regions.geojson"


def table(folder: Path, rows: tuple[str, ...] = ROWS) -> Path:
    path = folder / "table.csv"
    path.write_text("place,extent,date,source\n" + "".join(f"{row},2030-05-01,Grid company\n" for row in rows), encoding="utf-8")
    return path


def plan_of(path: Path, boundaries: Path) -> tuple[Plan, pd.Series]:
    return planned(Given(outages=path, boundaries=boundaries, kind="outages")), pd.read_csv(path)["place"]


def test_rows_are_counted_by_what_their_names_come_to(boundaries: Path, tmp_path: Path) -> None:
    plan, names = plan_of(table(tmp_path), boundaries)
    preview = preview_of(plan, names, template="", decided={})
    assert preview is not None
    assert (preview.matched, dict(preview.rows)) == (1, {"Alder": 2, "Birch": 1, "Nowhere": 1})
    assert {name: [one.code for one in found] for name, found in preview.asked.items()} == {"Alder": ["XX-B", "XX-C"]}
    assert (preview.lost, preview.is_head) == (("Nowhere",), False)
    assert b"data-small" in preview.page


def test_a_name_that_is_decided_is_placed_and_can_still_be_changed(boundaries: Path, tmp_path: Path) -> None:
    plan, names = plan_of(table(tmp_path), boundaries)
    preview = preview_of(plan, names, template="", decided={"Alder": ("XX-C", "")})
    assert preview is not None
    assert (preview.matched, list(preview.asked)) == (3, ["Alder"])


@pytest.mark.long
def test_of_a_large_table_the_head_is_drawn_and_all_names_are_counted(boundaries: Path, tmp_path: Path) -> None:
    plan, names = plan_of(table(tmp_path, ROWS * (HEAD_BYTES // 100)), boundaries)
    preview = preview_of(plan, names, template="", decided={})
    assert preview is not None
    assert preview.is_head
    assert preview.rows["Alder"] == 2 * (HEAD_BYTES // 100)


def test_names_beyond_the_bound_are_told_as_not_looked_at_and_never_as_placed(boundaries: Path, tmp_path: Path,
                                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panels.preview.MOST_NAMES", 2)
    plan, names = plan_of(table(tmp_path, ("Birch,all", "Birch,part", "Birch,none", *ROWS[1:], "Rowan,all", ",all")), boundaries)
    preview = preview_of(plan, names.fillna(""), template="", decided={})
    assert preview is not None
    assert dict(preview.rows) == {"Birch": 3, "Alder": 2, "Nowhere": 1, "Rowan": 1}
    assert (preview.matched, list(preview.asked), preview.lost) == (3, ["Alder"], ())
    assert (set(preview.unseen), preview.nameless) == ({"Nowhere", "Rowan"}, 1)


@pytest.mark.long
def test_the_form_says_how_many_names_it_has_not_looked_at(boundaries: Path, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panels.preview.MOST_NAMES", 1)
    test = opened(monkeypatch, boundaries, table(tmp_path, (*ROWS, "Rowan,all", ",all")))
    assert said(test) == "**0 of 6 rows** are placed by name; **2** may mean several places, **0** none that is known."
    captions = [text.value for text in test.caption]
    assert "Not looked at yet: 3 rarer names, in 3 rows. They are looked at when the map is opened." in captions
    assert "Rows that name no place: 1" in captions


@pytest.mark.long
def test_counts_keep_what_was_decided_of_their_names_too(boundaries: Path, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("county,time,customers_out\nAlder,2030-05-01 08:00,7\nBirch,2030-05-01 08:00,9\n", encoding="utf-8")
    folder = tmp_path / "made"
    written(planned(Given(outages=path, boundaries=boundaries, kind="counts")), folder)
    keep_decisions(folder, {"Alder": ("XX-C", "")})
    summary = read_dataset(folder).count_summary
    assert summary is not None
    assert summary.unused == 0


def said(test: AppTest) -> str:
    return next(str(text.value) for text in test.markdown if "placed by name" in text.value)


def opened(monkeypatch: pytest.MonkeyPatch, boundaries: Path, table: Path) -> AppTest:
    """Give the form boundaries and a table."""
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(boundaries.parent), "--editable"])
    test = AppTest.from_file(APP, default_timeout=90)
    test.session_state["opening"] = True
    test.run()
    test.selectbox(key="open_regions").set_value("A file of boundaries").run()
    test.file_uploader(key="open_boundaries").set_value(("r.geojson", boundaries.read_bytes(), "application/json")).run()
    test.file_uploader(key="open_outages").set_value(("table.csv", table.read_bytes(), "text/csv")).run()
    assert not test.exception
    return test


@pytest.mark.long
def test_the_form_asks_what_a_name_means_and_the_map_keeps_the_answer(boundaries: Path, tmp_path: Path,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    test = opened(monkeypatch, boundaries, table(tmp_path))
    assert said(test) == "**1 of 4 rows** are placed by name; **2** may mean several places, **1** none that is known."
    assert any("Nowhere" in text.value for text in test.caption)
    meaning = test.selectbox(key="meaning table.csv Alder")
    meaning.select_index(2).run()
    assert not test.exception
    assert said(test) == "**3 of 4 rows** are placed by name; **0** may mean several places, **1** none that is known."
    test.button(key="open_map").click().run()
    assert not test.exception
    dataset = read_dataset(Path(test.session_state["own_folder"]))
    placed = dataset.placement.region[(dataset.reports["place"] == "Alder").to_numpy()]
    assert [dataset.regions["code"].iat[at] for at in placed] == ["XX-C", "XX-C"]


def unpacked(page: bytes) -> str:
    """All sections of the block of a page, as text."""
    block = base64.b64decode(max(re.findall(rb"[A-Za-z0-9+/=]{1000,}", page), key=len))
    starts = [found.start() for found in re.finditer(rb"\x1f\x8b\x08", block)]
    return "".join(zlib.decompressobj(31).decompress(block[at:]).decode("utf-8", "replace") for at in starts)


def test_ten_thousand_names_that_nothing_is_called_are_looked_at_for_a_few_seconds_only(boundaries: Path, tmp_path: Path) -> None:
    lost = (f"Nowhere {at} of it,all" for at in range(10_000))
    plan, names = plan_of(table(tmp_path, ("Birch,all", "Birch,all", *lost)), boundaries)
    began = time.process_time()
    preview = preview_of(plan, names, template="", decided={})
    assert preview is not None
    assert time.process_time() - began < MOST_S + 3
    assert (preview.is_head, preview.matched) == (True, 2)
    assert len(preview.lost) + len(preview.unseen) == 10_000


def test_the_small_map_has_the_names_of_the_language_that_is_spoken(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("place,extent,date,source\nPoltava,all,2030-05-01,Grid\n", encoding="utf-8")
    plan = planned(Given(outages=path, template="ukraine", kind="outages"))
    with speaking("uk"):
        preview = preview_of(plan, None, template="ukraine", decided={})
    assert preview is not None
    assert "Полтавська" in unpacked(preview.page)
    assert "Poltava Oblast" not in unpacked(preview.page)
