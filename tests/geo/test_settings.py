import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from geo.dataset_toml import OLD_KEYS
from geo.errors import DataError, OldNameWarning
from geo.settings import KEYS, read_settings, settings_from
from tests.geo.worlds import CONTENT


def columns_at_fault(content: dict[str, Any]) -> list[str | None]:
    with pytest.raises(DataError) as caught:
        settings_from(content)
    return [fault.column for fault in caught.value.faults]


def test_a_dataset_states_title_code_zone_disclaimer_and_sources() -> None:
    assert columns_at_fault({}) == ["title", "code", "zone", "disclaimer", "sources"]
    assert columns_at_fault(CONTENT | {"title": "  ", "sources": []}) == ["title", "sources"]


def test_what_is_left_out_has_the_stated_default() -> None:
    settings = settings_from({k: v for k, v in CONTENT.items() if k != "places"})
    assert (settings.expiry_hours, settings.snap_distance_km, settings.positions, settings.grid_deg) == (
        72,
        15,
        "settlement",
        0.1,
    )
    assert settings.zone_name == "Europe/Kyiv time"
    assert settings.files.regions == "regions.geojson"


@pytest.mark.parametrize(("section", "values", "column"), [
    ("files", {"regions": 5}, "files.regions"), ("files", {"regions": ""}, "files.regions"),
    ("files", {"roads": "x"}, "files.roads"),
    ("regions", {"level": "one"}, "regions.level"), ("regions", {"level": True}, "regions.level"),
    ("map", {"frame": "wide"}, "map.frame"), ("map", {"frame": [1, 2, 3]}, "map.frame"),
    ("map", {"frame": [40, 44, 21, 52]}, "map.frame"),
    ("map", {"frame": [1, 2, 3, "x"]}, "map.frame"),
    *(("map", {"projection": code}, "map.projection") for code in ("wide", "EPSG:4326", "EPSG:2263", "EPSG:999999", 5070)),
    ("time", {"expiry_hours": "72"}, "time.expiry_hours"),
    ("time", {"expiry_hours": float("nan")}, "time.expiry_hours"),
    ("time", {"expiry_hours": float("inf")}, "time.expiry_hours"),
    ("time", {"expiry_hours": -1}, "time.expiry_hours"),
    ("places", {"snap_distance_km": -1}, "places.snap_distance_km"), ("places", {"city_words": "city"}, "places.city_words"),
    ("places", {"city_words": [1]}, "places.city_words"), ("places", {"compass": ["N"]}, "places.compass"),
    ("places", {"compass": {"UP": ["up"]}}, "places.compass.UP"), ("places", {"compass": {"N": [1]}}, "places.compass.N"),
    ("substations", {"precision": "fine"}, "substations.precision"),
    ("substations", {"precision": ["exact"]}, "substations.precision"),
    ("substations", {"grid_deg": 0}, "substations.grid_deg"), ("substations", {"grid_deg": 1e-9}, "substations.grid_deg"),
    ("counts", {"breaks": 3}, "counts.breaks"), ("counts", {"breaks": {"part": "x"}}, "counts.breaks.part"),
    ("counts", {"breaks": {"some": 0.1}}, "counts.breaks.some"), ("counts", {"breaks": {"part": 0.5}}, "counts.breaks"),
    ("counts", {"breaks": {"all": 1.5}}, "counts.breaks.all"),
])  # fmt: skip
def test_a_value_of_the_wrong_kind_is_named_and_never_guessed(section: str, values: dict[str, Any], column: str) -> None:
    assert columns_at_fault(CONTENT | {section: values}) == [column]


@pytest.mark.parametrize("content", [
    {"zone": "Kyiv"}, {"zone": 5}, {"zone": "../etc/passwd"}, {"title": 5}, {"sources": "me"}, {"sources": [1]}, {"files": "x"},
    {"roads": {"a": 1}}, {"roads": 1}, {"map": 3}, {"files": [{"regions": "x"}]},
])  # fmt: skip
def test_a_wrong_top_level_key_is_refused(content: dict[str, Any]) -> None:
    assert set(columns_at_fault(CONTENT | content)) == set(content)


def test_all_faults_are_told_at_once() -> None:
    wrong = CONTENT | {"zone": "Kyiv", "time": {"expiry_hours": -1}, "map": {"frame": []}}
    assert set(columns_at_fault(wrong)) == {"time.expiry_hours", "map.frame", "zone"}


def test_breaks_may_be_stated_in_part() -> None:
    assert settings_from(CONTENT | {"counts": {"breaks": {"large_part": 0.5}}}).breaks.large_part == 0.5


@pytest.mark.parametrize("content", [b"title = ", b"title = 1\ntitle = 2", "title = 'Карта'".encode("cp1251"), b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dataset.toml").write_bytes(content)
    with pytest.raises(DataError, match="not readable as TOML"):
        read_settings(tmp_path)


def test_a_folder_without_settings_a_missing_folder_and_a_file_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(DataError, match=r"no dataset\.toml"):
            read_settings(folder)


OLD = [(section, old, new) for section, names in OLD_KEYS.items() for old, new in names.items()]
GIVEN = {"expiry_hours": 24, "snap_distance_km": 3, "inflections": ["a"], "consonant_alternations": ["k c"], "timeout_seconds": 9,
         "min_record_ratio": 0.1}  # fmt: skip


@pytest.mark.parametrize(("section", "old", "new"), OLD)
def test_an_old_key_means_what_the_new_one_means_and_the_warning_names_it(section: str, old: str, new: str) -> None:
    with pytest.warns(OldNameWarning, match=rf"\[{section}\] {old} is now {new}"):
        found = settings_from(CONTENT | {section: {old: GIVEN[new]}})
    assert found == settings_from(CONTENT | {section: {new: GIVEN[new]}})
    assert found != settings_from(CONTENT | {section: {}})


def test_old_sections_and_old_words_in_them_mean_what_the_new_ones_mean() -> None:
    columns = {"outages": {"place": "county"}, "counts": {"customers_out": "out"}}
    old = {"otherwise": {"outages": {"source": "me"}}, "reading": {
        "outages": {"times": "day first", "within": "Ohio", "tags": "x"},
        "counts": {"repeats": "add", "records": "rows", "decimal": ","}}}  # fmt: skip
    new = {"defaults": {"outages": {"source": "me"}}, "parsing": {
        "outages": {"date_format": "day first", "admin1": "Ohio", "hxl_row": "x"},
        "counts": {"duplicates": "sum", "json_path": "rows", "decimal": ","}}}  # fmt: skip
    with pytest.warns(OldNameWarning) as caught:
        found = settings_from(CONTENT | {"columns": columns} | old)
    said = {str(one.message).split(": ")[1].split(".")[0] for one in caught if one.category is OldNameWarning}
    assert "[otherwise] is now [defaults]" in said
    assert "[reading] is now [parsing]" in said
    assert len(caught) == 7
    assert found == settings_from(CONTENT | {"columns": columns} | new)
    assert found.mappings["counts"].reading.duplicates == "sum"


def test_an_old_section_beside_the_new_one_is_read_if_they_speak_of_other_tables() -> None:
    both = {"columns": {"outages": {"place": "county"}},
            "otherwise": {"outages": {"source": "me"}}, "defaults": {"counts": {"time": "x"}}}  # fmt: skip
    with pytest.warns(OldNameWarning, match=r"\[otherwise\] is now \[defaults\]"):
        assert settings_from(CONTENT | both).mappings["outages"].defaults == {"source": "me"}


@pytest.mark.filterwarnings("ignore:.* is now .*:FutureWarning")
@pytest.mark.parametrize(("content", "column"), [
    ({"time": {"expires_after_h": 24, "expiry_hours": 48}}, "time.expires_after_h"),
    ({"reading": {"counts": {"times": "day first", "date_format": "month first"}}}, "parsing.counts.times"),
    ({"otherwise": {"outages": {"source": "a"}}, "defaults": {"outages": {"source": "b"}}}, "otherwise.outages"),
])  # fmt: skip
def test_a_key_under_both_names_is_refused_with_the_remedy(content: dict[str, Any], column: str) -> None:
    with pytest.raises(DataError, match=f"remove {column}") as caught:
        settings_from(CONTENT | content)
    assert [fault.column for fault in caught.value.faults] == [column]


def test_new_names_bring_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    settings_from(CONTENT | {section: {new: GIVEN[new]} for section, _, new in OLD if section != "places"})
    assert [one for one in recwarn if one.category is OldNameWarning] == []


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
KEYS_WITHIN = st.sampled_from(["N", "part", "x"])
ANY = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS_WITHIN, inner, max_size=3))


@hypothesis_settings(deadline=None)
@given(st.sampled_from([(section, key) for section, keys in KEYS.items() for key in keys]), ANY)
def test_any_value_is_a_setting_or_a_data_error(where: tuple[str, str], value: object) -> None:
    section, key = where
    content = CONTENT | ({section: {key: value}} if section else {key: value})
    files = {"dataset.toml"}
    try:
        assert settings_from(content).title
    except DataError as error:
        files = {fault.file for fault in error.faults}
    assert files == {"dataset.toml"}


@pytest.mark.parametrize("code", ["../../UA", "a/b", "a\\b", ".hidden", "", "U A", "x" * 41, "A\n"])
def test_a_code_that_could_be_a_path_is_refused(code: str):
    with pytest.raises(DataError, match=r"dataset\.toml, column code"):
        settings_from(CONTENT | {"code": code})


@pytest.mark.parametrize("code", ["UA", "us-counties", "Ua_2.1", "Київ"])
def test_a_code_of_letters_digits_dots_and_hyphens_is_kept(code: str):
    assert settings_from(CONTENT | {"code": code}).code == code


@pytest.mark.parametrize("language", ["xx", "../../x", "english", "en_GB", "", "en-GB-x"])
def test_a_language_that_nobody_knows_is_refused(language: str):
    with pytest.raises(DataError, match="column language"):
        settings_from(CONTENT | {"language": language})


def test_a_known_language_is_kept():
    assert [settings_from(CONTENT | {"language": code}).language for code in ("en", "uk", "pt-BR")] == ["en", "uk", "pt-BR"]


def test_settings_that_are_a_pipe_or_far_too_long_are_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "dataset.toml")
    with pytest.raises(DataError, match="not readable as TOML"):
        read_settings(tmp_path)
    (tmp_path / "dataset.toml").unlink()
    (tmp_path / "dataset.toml").write_bytes(b"#" * 5_000_001)
    with pytest.raises(DataError, match="not readable as TOML"):
        read_settings(tmp_path)


@pytest.mark.parametrize(("key", "value"), [
    ("speakers", {"Ivanenko": "friend"}), ("speakers", {"Ivanenko": 5}), ("holds", {"A": "all"}),
    ("holds", {"A": {"friend": "half"}}), ("holds", {"A": {"official": 5}}),
])  # fmt: skip
def test_speakers_and_what_they_hold_have_roles_of_the_contract(key: str, value: dict[str, Any]) -> None:
    assert columns_at_fault(CONTENT | {"drafting": {key: value}}) == [f"drafting.{key}"]


def test_a_speaker_may_speak_for_one_region_only() -> None:
    drafting = {"speakers": {"Ivanenko": "official A"}, "holds": {"A": {"official": "east"}}}
    settings = settings_from(CONTENT | {"drafting": drafting})
    assert settings.speakers == {"Ivanenko": "official A"}
    assert settings.holds == {"A": {"official": "east"}}


def test_marks_that_nobody_sees_are_removed_from_texts_and_told() -> None:
    marked = {"title": "Out\u202eages\nnow", "disclaimer": "First.\n\u200fSecond.", "sources": ["A\u2066", "B"]}
    settings = settings_from(CONTENT | marked)
    assert (settings.title, settings.disclaimer, settings.sources) == ("Outages now", "First.\nSecond.", ("A", "B"))
    assert settings.notes == tuple(f"{key}: control or direction marks are removed" for key in ("title", "disclaimer", "sources"))
    assert settings_from(CONTENT).notes == ()
