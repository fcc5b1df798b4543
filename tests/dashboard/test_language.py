"""The app in another language: a choice under Share turns answer, tabs, figures and map, and the link keeps it."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from geo.language import OFFERED, speaking
from panels.own_columns import SHOWN
from panels.side import TABS
from tests.briefing.test_request import JANUARY, JUNE
from tests.conftest import UKRAINE
from tests.dashboard.test_share import link
from tests.dashboard.test_widgets import app  # noqa: F401  (a fixture)
from tests.folders import write_folder
from tests.geo import worlds

pytestmark = pytest.mark.long

APP = str(UKRAINE.parents[1] / "dashboard.py")
OWN_NAMES = r"PNG|PDF|GIF|ZIP|HTML|CSV|PowerPoint|GeoPackage|OZH|Language|UA_\S+"


def said(test) -> str:
    """All that stands on the screen in words, without what sources say and who they are."""
    texts = [one.value for kind in ("markdown", "caption", "header", "title") for one in getattr(test, kind)]
    labelled = ("button", "selectbox", "date_input", "metric", "expander", "toggle")
    texts += [one.label for kind in labelled for one in getattr(test, kind)]
    texts += [str(one.value) for one in test.metric]
    return "\n".join(text for text in texts if text)


@pytest.mark.parametrize("view", [
    {"date": JANUARY}, {"date": JUNE, "region": "UA-65"}, {"date": "2026-01-09", "compare": JANUARY},
], ids=["a date", "a region", "two dates"])  # fmt: skip
def test_the_app_says_every_sentence_in_ukrainian(app, ukraine, view):  # noqa: F811
    reports = ukraine.reports
    test = app(**view, language="uk")
    assert not test.exception
    words = said(test)
    assert "Знеструмлено" in words or "Порівняно" in words
    words = words.replace("\\", "")
    for column in ("source", "summary", "asset", "record_id"):  # what others say stays as they said it
        for text in filter(None, reports[column]):
            words = words.replace(text, "")
    words = re.sub(r"!\[\]\([^)]*\)|:material/\w+:|Natural Earth.*|GeoNames.*|https?://\S*", "", words)
    assert re.findall(r"\b[A-Za-z]{3,}\b", re.sub(OWN_NAMES, "", words)) == []


def test_a_language_that_is_chosen_turns_the_app_at_once_and_is_in_the_link(app):  # noqa: F811
    test = app(date=JANUARY)
    assert [tab.label for tab in test.tabs] == list(TABS)
    test.selectbox(key="language").set_value("uk").run()
    assert not test.exception
    assert [tab.label for tab in test.tabs] == ["Зараз", "Зміни", "Регіон", "Повідомлення", "Таблиця", "Хронологія"]
    assert "language=uk" in link(test)
    test.selectbox(key="language").set_value("en").run()
    assert [tab.label for tab in test.tabs] == list(TABS)
    assert test.title[0].value == "Ukraine\\: reported power outages"


def test_a_tab_that_is_open_stays_open_in_another_language(app):  # noqa: F811
    test = app(date="2026-01-09", compare=JANUARY)
    assert test.session_state["tab"] == "Changes"
    test.selectbox(key="language").set_value("uk").run()
    assert test.session_state["tab uk"] == "Зміни"
    assert test.session_state["tab"] == "Changes"


def test_a_link_in_a_language_without_sentences_is_told(app):  # noqa: F811
    test = app(date=JANUARY, language="de")
    assert "Invalid language 'de'. Use en or uk." in [one.value.replace("\\", "") for one in test.warning]
    assert test.session_state["view"].language is None
    assert set(test.selectbox(key="language").options) == set(OFFERED.values())


@pytest.mark.parametrize(("language", "months"), [("uk", ["січ.", "лют."]), ("en", ["Jan", "Feb"])])
def test_charts_write_their_months_in_the_language_of_the_screen(app, language, months):  # noqa: F811
    test = app(date=JANUARY, region="UA-23", language=language)
    locale = json.loads(test.get("vega_lite_chart")[0].proto.spec)["config"]["locale"]
    assert locale["time"]["shortMonths"][:2] == months


def test_figures_beside_a_chart_are_whole_numbers_as_the_language_writes_them_and_have_room(tmp_path, app):  # noqa: F811
    later = {"region_code": "XX-A", "people": "100", "started_at": "2030-05-03"}
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-A", "people": "1250000"}, later])
    test = app(folder, tab="Timeline")
    test.session_state["tab"] = "Timeline"
    charts = [json.loads(chart.proto.spec) for chart in test.run().get("vega_lite_chart")]
    axes = [layer["encoding"]["y"]["axis"] for chart in charts for layer in chart["layer"]
            if layer["encoding"].get("y", {}).get("axis")]  # fmt: skip
    assert {(axis["format"], axis["minExtent"]) for axis in axes} == {(",d", 7 * len("1,250,000"))}


FIELDS = ("text_input", "text_area", "radio", "checkbox", "file_uploader", "date_input")
OF_FILES = r"ISO|table\.csv|dataset\.toml|GeoJSON|TopoJSON|Shapefile|CSV|TSV|XLSX|Parquet|JSON"  # fmt: skip
"""What a form calls by the names that stand in files."""


def words_of_form(test: AppTest) -> str:
    """All that a form says, without what files call themselves."""
    assert not test.exception
    texts = [said(test), *(one.label for kind in FIELDS for one in test.get(kind))]
    of_columns = tuple(f"open {kind} " for kind in SHOWN)  # boxes that offer the columns of the file, by their own names
    ours = [one for one in [*test.radio, *test.selectbox] if not one.key.startswith(of_columns)]
    texts += [option for one in ours if one.key in {"open_source", "open_regions"} or "kind" in one.key for option in one.options]
    texts += [one.help or "" for kind in (*FIELDS, "selectbox") for one in test.get(kind)]
    texts = [text.replace("United States: power outages by county", "") for text in texts]  # a title in its one language
    return re.sub(rf"\b({OF_FILES}|{OWN_NAMES})\b|:material/\w+:", "", "\n".join(texts).replace("\\", ""))


@pytest.fixture
def in_ukrainian():
    """Speak Ukrainian in the test too: what stands in a control is said there again."""
    with speaking("uk"):
        yield


@pytest.mark.usefixtures("in_ukrainian")
def test_the_forms_speak_the_language_of_the_map_that_they_were_opened_from(tmp_path, monkeypatch):
    squares = write_folder(tmp_path / "squares", [{"region_code": "XX-A"}], names={"XX-A": "Береза", "XX-B": "Вільха"})
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(squares), "--editable"])
    test = AppTest.from_file(APP, default_timeout=60)
    test.query_params["language"] = "uk"
    test.run()
    test.button(key="add_report").click().run()
    assert test.title[0].value == "Додати повідомлення"
    assert re.findall(r"\b[A-Za-z]{3,}\b", words_of_form(test)) == []
    test.button(key="back").click().run()
    test.button(key="open").click().run()
    assert test.title[0].value == "Відкрити власну таблицю"
    test.selectbox(key="open_regions").set_value("A file of boundaries").run()
    boundaries = (squares / "regions.geojson").read_bytes()
    test.file_uploader(key="open_boundaries").set_value(("r.geojson", boundaries, "application/json")).run()
    rows = "place,extent,date,source\nБереза,all,2030-05-01,Мережа\nНіде,part,2030-05-01,Мережа\n"
    test.file_uploader(key="open_outages").set_value(("table.csv", rows.encode(), "text/csv")).run()
    assert any("**1 із 2**" in text.value for text in test.markdown)
    assert re.findall(r"\b[A-Za-z]{3,}\b", words_of_form(test)) == []
    test.button(key="open_map").click().run()
    assert test.session_state["view"].language == "uk"
    assert next(tab.label for tab in test.tabs) == "Зараз"


def test_a_dataset_that_cannot_be_read_says_why_in_the_language_of_its_settings_or_of_the_link(tmp_path, monkeypatch) -> None:
    folder = worlds.write_folder(tmp_path / "broken", toml='language = "uk"\n', outages="record_id,source,place\n1,x,y\n")
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(folder)])
    test = AppTest.from_file(APP, default_timeout=60).run()
    assert "outages.csv, стовпець extent: немає стовпця extent." in test.error[0].value.replace("\\", "")
    test = AppTest.from_file(APP, default_timeout=60)
    test.query_params["language"] = "en"
    assert "the column extent is missing" in test.run().error[0].value.replace("\\", "")
