"""A dataset that was saved as a ZIP opens again; one that would reach for anything outside itself is refused in words."""

import stat
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import DataError
from panels.forms import archive_of
from panels.saved import MOST_FILES, saved_in, unpacked
from tests.conftest import UKRAINE
from tests.folders import name_in_toml, write_folder
from tests.servers import web_server

APP = str(UKRAINE.parents[1] / "dashboard.py")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "made", [{"region_code": "XX-A"}], title="Squares of mine")


@pytest.fixture
def packed(folder: Path, tmp_path: Path) -> Callable[..., Path]:
    """Pack the folder, with more members, each a name or an entry with its content."""

    def pack(*more: tuple[str | ZipInfo, bytes]) -> Path:
        path = tmp_path / "dataset.zip"
        path.write_bytes(archive_of(folder))
        with ZipFile(path, "a", ZIP_DEFLATED) as archive:
            for entry, content in more:
                archive.writestr(entry, content)
        return path

    return pack


def entry(name: str, *, mode: int = 0, packing: int = ZIP_DEFLATED) -> ZipInfo:
    found = ZipInfo(name)
    found.external_attr, found.compress_type = mode << 16, packing
    return found


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        saved_in(path, name="dataset.zip")
    return str(caught.value)


@pytest.mark.long
def test_a_saved_dataset_is_unpacked_as_it_was(packed, folder: Path, tmp_path: Path) -> None:
    path = packed(("__MACOSX/dataset/._dataset.toml", b"\0"))
    assert saved_in(path, name="dataset.zip").title == "Squares of mine"
    unpacked(path, tmp_path / "again", name="dataset.zip")
    assert {one.name: one.read_bytes() for one in (tmp_path / "again").iterdir()} == {
        one.name: one.read_bytes() for one in folder.iterdir()}  # fmt: skip


@pytest.mark.parametrize(("member", "said"), [
    ("../outside.csv", "'../outside.csv' leads out of the dataset's folder"),
    ("/etc/passwd", "leads out"),
    ("dataset/..\\up.csv", "leads out"),
    ("C:/up.csv", "leads out"),
    ("dataset/line\nbreak.csv", "is no name of a file of a dataset"),
    ("dataset/a/b/c/d.csv", "is no name of a file of a dataset"),
    (entry("dataset/link.csv", mode=stat.S_IFLNK | 0o777), "is a link or a device"),
    (entry("dataset/pipe.csv", mode=stat.S_IFIFO | 0o644), "is a link or a device"),
    (entry("dataset/odd.csv", packing=ZIP_LZMA), "is packed in a way that is not read"),
    ("other/dataset.toml", "2 files dataset.toml: it is several datasets"),
    ("dataset/OUTAGES.csv", "two of its files have one name"),
])  # fmt: skip
def test_a_member_that_is_no_plain_file_of_the_folder_is_refused(packed, member: str | ZipInfo, said: str) -> None:
    assert said in refusal(packed((member, b"x")))


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(packed) -> None:
    assert "unpack to 60,0" in refusal(packed(("dataset/counts.csv", b"0" * 60_000_000)))
    many = [(f"dataset/{number}.csv", b"x") for number in range(MOST_FILES)]
    assert f"at most {MOST_FILES}" in refusal(packed(*many))


def test_what_is_no_zip_of_a_dataset_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 cut off")
    assert "cannot be opened as a ZIP" in refusal(tmp_path / "a.zip")
    with ZipFile(tmp_path / "table.zip", "w") as archive:
        archive.writestr("table.csv", "a,b\n1,2\n")
    assert "it holds no dataset.toml" in refusal(tmp_path / "table.zip")
    with ZipFile(tmp_path / "toml.zip", "w") as archive:
        archive.writestr("dataset.toml", "title = ")
    assert "not readable as TOML" in refusal(tmp_path / "toml.zip")


@pytest.mark.parametrize(("key", "named", "said"), [
    ("counts", "https://reader:hush@example.org/counts.csv?token=hush", "it names an address"),
    ("outages", "HTTP://127.0.0.1:9/outages.csv", "it names an address"),
    ("regions", "postgresql://reader:hush@db.example.org/grid?table=public.regions", "it names an address"),
    ("basemap", " ftp://example.org/land.geojson", "an address of this kind is not read"),
    ("customers", "/etc/hostname", "a path of this machine"),
    ("gazetteer", "~/places.csv", "a path of this machine"),
    ("settlements", "C:\\places.csv", "a path of this machine"),
    ("substations", "../substations.csv", "leads out of the dataset's folder"),
    ("finer_regions", "regions.zip!/more.shp", "a member of an archive"),
])  # fmt: skip
def test_settings_that_name_anything_else_than_files_of_the_zip_are_refused(packed, folder, key, named, said) -> None:
    name_in_toml(folder, **{key: named})
    told = refusal(packed())
    assert f"files.{key}" in told
    assert said in told
    assert "hush" not in told


def test_nothing_is_ever_asked_for_a_visitor(packed, folder: Path, tmp_path: Path) -> None:
    with web_server() as web:
        web.body = (folder / "outages.csv").read_bytes()
        name_in_toml(folder, outages=f"{web.address}/outages.csv")
        with pytest.raises(DataError):
            unpacked(packed(), tmp_path / "again", name="dataset.zip")
        assert web.asked == []
    assert not (tmp_path / "again").exists()


@pytest.mark.long
def test_a_dataset_that_cannot_be_read_says_what_is_wrong_with_which_file(packed, folder: Path, tmp_path: Path) -> None:
    (folder / "outages.csv").write_text("when,what\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"outages\.csv"):
        unpacked(packed(), tmp_path / "again", name="dataset.zip")


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(UKRAINE), "--editable"])
    test = AppTest.from_file(APP, default_timeout=60)
    test.session_state["opening"] = True
    return test.run()


@pytest.mark.long
def test_a_zip_that_is_dropped_on_the_form_opens_as_the_map_that_was_saved(form: AppTest, packed) -> None:
    content = packed().read_bytes()
    test = form.file_uploader(key="open_outages").set_value(("dataset.zip", content, "application/zip")).run()
    assert any("Squares of mine" in text.value for text in test.markdown)
    test.button(key="open_map").click().run()
    assert not test.exception
    assert [error.value for error in test.error] == []
    assert test.title[0].value == "Squares of mine"
    assert any("Square A" in frame.value.to_csv() for frame in test.dataframe)
    assert len(test.query_params["own"]) == 16


def test_a_zip_that_may_not_be_opened_is_told_on_the_form(form: AppTest, packed, folder: Path) -> None:
    name_in_toml(folder, outages="https://example.org/outages.csv")
    content = packed().read_bytes()
    test = form.file_uploader(key="open_outages").set_value(("mine.zip", content, "application/zip")).run()
    assert not test.exception
    (error,) = test.error
    assert "read from its own files only" in error.value
    assert [button.key for button in test.button if button.key == "open_map"] == []
