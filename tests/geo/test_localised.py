"""A dataset in another language: the same facts under other names, and what the dataset says of itself."""

import datetime as dt

import pytest

from geo.errors import DataError, UsageError
from geo.localised import localised
from geo.read import read_dataset
from geo.settings import settings_from
from geo.view import View, readable
from layers.topology import encode
from tests.geo.worlds import CONTENT, REPORT, on, places, squares, world, write_folder

NAMED = {"name_uk": ["Альфа", "", "Ґамма"], "short_name_uk": ["А", "", ""]}
WORDS = {"translations": {"uk": {
    "title": "Квадрати", "zone_name": "київський час", "sources": ["Ніхто"], "scopes": {"the north": "північ"}}}}  # fmt: skip


@pytest.fixture(scope="module")
def dataset():
    town = {"place_id": "t", "name": "Town", "region_code": "B", "lon": "1.5"}
    return world({"region_code": "A", "scope": "the north"}, {"place": "Town", "extent": "part"}, regions=squares(**NAMED),
                 gazetteer=places(town | {"name_uk": "Місто"}), sections=WORDS)


def test_names_are_those_of_the_language_where_it_has_them(dataset):
    one = localised(dataset, "uk")
    assert one.regions["name"].tolist() == ["Альфа", "Bland", "Ґамма"]
    assert one.regions["short_name"].tolist() == ["А", "Bland", "Cland"]
    assert dataset.regions["name"].tolist() == ["Aland", "Bland", "Cland"]
    assert one.placement.inside.tolist() == ["", "Місто"]
    assert on(one, "2026-01-07").regions[0].scope == "північ"


def test_what_is_said_of_the_dataset_is_in_the_language_and_the_rest_stays(dataset):
    settings = localised(dataset, "uk").settings
    assert (settings.title, settings.zone_name, settings.sources) == ("Квадрати", "київський час", ("Ніхто",))
    assert settings.disclaimer == "Invented."
    assert settings.language == "uk"


def test_the_facts_are_the_same_in_every_language(dataset):
    one, other = (on(localised(dataset, code), "2026-01-07") for code in ("en", "uk"))
    assert [region.state for region in one.regions] == [region.state for region in other.regions]
    assert [region.statements for region in one.regions] == [region.statements for region in other.regions]
    assert one.totals == other.totals


def test_english_is_the_dataset_itself_and_a_language_is_made_once(dataset):
    assert localised(dataset, None) is localised(dataset, "en") is dataset
    assert localised(dataset, "uk") is localised(dataset, "uk")
    again = localised(dataset, "uk")
    assert localised(again, "uk") is localised(again, None) is again
    assert localised(dataset, "en-US").settings.language == "en-US"


def test_shapes_are_encoded_once_for_all_languages(dataset):
    assert encode(localised(dataset, "uk")) is encode(dataset)


def test_a_dataset_whose_language_is_ukrainian_opens_in_it():
    own = world({"region_code": "A"}, regions=squares(**NAMED), sections=WORDS | {"language": "uk"})
    assert localised(own, None).regions["name"].iat[0] == "Альфа"
    assert localised(own, "en").regions["name"].iat[0] == "Aland"


def test_a_dataset_in_a_language_without_sentences_is_said_in_english_and_check_tells(tmp_path, run):
    folder = write_folder(tmp_path / "de", toml='language = "de"\n')
    dataset = read_dataset(folder)
    assert localised(dataset, None).settings.language == "en"
    code, told, _ = run("check", folder)
    assert code == 0
    assert "no sentences in 'de', so all is said in English; use en or uk" in told


def test_names_in_other_languages_are_read_from_files(tmp_path):
    folder = write_folder(
        tmp_path / "named", regions=squares(**NAMED).to_json(),
        gazetteer="place_id,name,kind,lon,lat,population,region_code,other_names,name_uk\nt,Town,city,0.5,0.5,,A,,Місто\n",
    )  # fmt: skip
    one = localised(read_dataset(folder), "uk")
    assert one.regions["name"].tolist() == ["Альфа", "Bland", "Ґамма"]
    assert one.gazetteer["name"].tolist() == ["Місто"]


@pytest.mark.parametrize("wrong", [{"de": {"title": "Quadrate"}}, {"uk": {"titel": "x"}}, {"uk": {"sources": "x"}}, {"uk": "x"}])
def test_a_translation_that_cannot_be_one_is_refused(wrong):
    with pytest.raises(DataError, match=r"translations\."):
        settings_from(CONTENT | {"translations": wrong})


def test_a_link_in_a_language_without_sentences_loses_it_and_says_so():
    view, told = readable("date=2026-01-07&language=de")
    assert view == View(date=dt.date(2026, 1, 7))
    assert told == ("Invalid language 'de'. Use en or uk.",)


def test_a_dataset_has_no_language_without_sentences(dataset):
    with pytest.raises(UsageError, match="Invalid language 'de'"):
        localised(dataset, "de")
    assert REPORT["source"] in set(localised(dataset, "uk").reports["source"]), "what others say stays as they said it"
