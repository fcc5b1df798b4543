"""The app's widgets, without a browser."""

import datetime as dt
import time

import pytest
from streamlit.testing.v1 import AppTest

from geo.acceptance import accept
from geo.view import DEFAULT_LAYERS, EARLIEST, LATEST
from tests.conftest import UKRAINE
from tests.folders import write_folder
from tests.geo.test_acceptance import CODES, draft
from tests.geo.worlds import write_folder as squares_folder

APP = str(UKRAINE.parents[1] / "dashboard.py")


@pytest.fixture
def app(monkeypatch):
    """Start the app on a dataset, with an address."""

    def started(folder=UKRAINE, *words: str, **query: str) -> AppTest:
        monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(folder), *words])
        test = AppTest.from_file(APP, default_timeout=30)
        for key, value in query.items():
            test.query_params[key] = value
        return test.run()

    return started


def texts(test: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "text", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in test.get(kind))


def test_the_app_opens_on_the_latest_date_with_reports(app):
    test = app()
    assert not test.exception
    assert test.date_input(key="date").value == dt.date(2026, 1, 7)
    assert "Without power\\: nearly all of Dnipropetrovsk" in texts(test)


@pytest.mark.long
@pytest.mark.parametrize("key", ["date", "compare"])
@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_a_date_out_of_reach_in_the_address_is_refused_in_words(app, key, date):
    test = app(**{key: date})
    assert not test.exception
    assert f"{date} cannot be shown. Give one from 1900-01-01 to 2099-12-31." in texts(test).replace("\\", "")


@pytest.mark.parametrize("date", [EARLIEST, LATEST])
def test_the_first_and_the_last_date_that_an_address_may_give_are_shown(app, date):
    test = app(date=date.isoformat(), compare=date.isoformat())
    assert not test.exception
    assert test.date_input(key="date").value == date


def test_the_address_chooses_date_region_and_layers(app):
    test = app(date="2025-06-02", region="UA-65", layers="regions")
    assert test.date_input(key="date").value == dt.date(2025, 6, 2)
    assert test.selectbox(key="region").value == "UA-65"
    assert "at least 104,000" in texts(test)
    assert "Saldo" in texts(test)


@pytest.mark.long
def test_a_code_with_signs_of_an_address_in_it_comes_back_from_the_address_as_it_went(app, tmp_path):
    folder = write_folder(tmp_path / "w", [{"place": "Square A"}])
    regions = folder / "regions.geojson"
    regions.write_text(regions.read_text(encoding="utf-8").replace('"XX-A"', '"X & A+%41/Ж"'), encoding="utf-8")
    test = app(folder)
    test.selectbox(key="region").set_value("X & A+%41/Ж").run()
    shown = test.query_params["region"]
    assert (shown[0] if isinstance(shown, list) else shown) == "X & A+%41/Ж"
    assert app(folder, region="X & A+%41/Ж").selectbox(key="region").value == "X & A+%41/Ж"


def test_a_date_without_reports_says_that_nothing_is_known(app):
    test = app()
    test.date_input(key="date").set_value(dt.date(2025, 8, 1)).run()
    assert "nothing is known" in texts(test)


def test_choosing_a_region_shows_every_statement_behind_it(app):
    test = app()
    test.selectbox(key="region").set_value("UA-23").run()
    shown = texts(test)
    assert "part under Ukrainian control" in shown
    for record in ("B3", "B4", "B6b"):
        assert f"Record {record}" in shown
    assert shown.count("Sets the colour of the region") == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"date": "soon"}, "Invalid date 'soon'"),
        ({"region": "US-TX"}, "no region US-TX"),
        ({"layers": "roads,regions"}, "no layer roads"),
        ({"layers": "<b>"}, "names a layer '<b>'"),
        ({"level": "7"}, "no boundaries of level 7"),
        ({"kv": "high"}, "kv='high'"),
        ({"metric": "best"}, "no data for the metric 'best'"),
        ({"at": "here"}, "at='here'"),
    ],
)
def test_of_a_broken_link_the_rest_is_shown_and_what_is_left_out_is_said(app, query, said):
    test = app(**{"date": "2025-06-03", "region": "UA-65"} | query)
    assert not test.exception
    (warning,) = test.warning
    assert said in warning.value.replace("\\", "")
    assert "host" in [part.key for part in test.get("bidi_component")], "the map is there"
    view = test.session_state["view"]
    if "date" not in query:
        assert view.date == dt.date(2025, 6, 3)
    if "region" not in query:
        assert view.region == "UA-65"
    assert next(iter(query)) not in test.query_params or query in ({"date": "soon"}, {"layers": "roads,regions"})


def test_a_link_that_names_unknown_layers_alone_shows_the_usual_ones(app):
    assert app(layers="roads").session_state["view"].layers == DEFAULT_LAYERS
    assert app(layers="").session_state["view"].layers == (), "none is a choice"


@pytest.mark.long
def test_records_that_could_not_be_placed_are_listed(app, tmp_path):
    test = app(write_folder(tmp_path / "w", [{"region_code": "XX-A"}, {"record_id": "lost", "place": "Atlantis"}]))
    assert "lost: no region or place is known as 'Atlantis'" in texts(test)


@pytest.mark.long
def test_a_name_that_may_mean_two_places_is_asked_once_and_remembered(app, tmp_path):
    names = {"XX-A": "Northland", "XX-B": "Northland"}
    folder = write_folder(tmp_path / "w", [{"region_code": "XX-C"}, {"record_id": "unsure", "place": "Northland"}], names=names)
    test = app(folder, "--editable")
    assert "unsure: asked:" in texts(test)
    question = next(radio for radio in test.radio if "Northland" in radio.label)
    offered = [option.replace("\\", "") for option in question.options]
    assert [code for option in offered for code in ("XX-A", "XX-B") if code in option] == ["XX-A", "XX-B"]
    question.set_value(1).run()
    next(button for button in test.button if button.label == "Remember").click().run()
    assert not test.exception
    assert "Northland,XX-B" in (folder / "places.csv").read_text(encoding="utf-8")
    assert "asked:" not in texts(app(folder))


def test_unless_the_app_is_editable_names_are_listed_with_where_to_decide(app, tmp_path):
    names = {"XX-A": "Northland", "XX-B": "Northland"}
    folder = write_folder(tmp_path / "w", [{"region_code": "XX-C"}, {"record_id": "unsure", "place": "Northland"}], names=names)
    test = app(folder)
    assert not test.exception
    shown = next(markdown.value for markdown in test.markdown if "Northland\u201d mean?" in markdown.value).replace("\\", "")
    assert [code for code in ("XX-A", "XX-B", "XX-C") if f", {code})" in shown] == ["XX-A", "XX-B"]
    assert "restart the app with `--editable`" in texts(test)
    assert "`places.csv`" in texts(test)
    assert [radio.label for radio in test.radio if "Northland" in radio.label] == []
    assert [button.label for button in test.button if button.label == "Remember"] == []


@pytest.mark.parametrize(("words", "labels"), [((), []), (("--editable",), ["Open your own table"])])
def test_a_table_of_ones_own_is_offered_only_where_the_app_is_editable(app, words, labels):
    test = app(UKRAINE, *words)
    assert [button.label for button in test.button if button.key == "open"] == labels


def test_the_form_cannot_be_reached_where_the_app_is_not_editable(app):
    test = app()
    test.session_state["opening"] = True
    test.run()
    assert "Open your own table" not in [title.value for title in test.title]
    assert test.get("file_uploader") == []


def test_a_folder_with_faults_is_told_in_words(app, tmp_path):
    test = app(write_folder(tmp_path / "w", [{"extent": "some"}]))
    assert not test.exception
    assert len(test.error) == 1
    assert "row 2" in test.error[0].value.replace("\\", "")


def test_markdown_in_data_stays_text(app, tmp_path):
    record = {"region_code": "XX-A", "summary": "![x](http://example.org/x.png) **bold** $x$ :red[y]"}
    test = app(write_folder(tmp_path / "w", [record]), region="XX-A")
    shown = next(m.value for m in test.markdown if "example" in m.value)
    assert r"\!\[x\]\(http" in shown
    assert r"\*\*bold" in shown


@pytest.mark.long
def test_what_colours_show_is_chosen_beside_the_map_and_kept_in_the_address(app, tmp_path):
    counts = "region_code,time,customers_out,customers_total\nA,2026-01-07,5,10\n"
    folder = squares_folder(tmp_path / "w", counts=counts)
    test = app(folder, metric="share")
    assert test.selectbox(key="metric").value == "share"
    test.selectbox(key="metric").set_value("customer_hours").run()
    assert "customer_hours" in test.query_params["metric"]
    assert "no data for the metric" in texts(app(folder, metric="best")).replace("\\", "")


@pytest.mark.long
def test_without_counts_there_is_no_choice_of_colours(app):
    assert "metric" not in [box.key for box in app().selectbox]


def test_the_app_goes_on_when_a_layer_with_a_control_was_switched_off(app):
    test = app()
    test.button_group[0].set_value(["regions"]).run()
    test.date_input(key="date").set_value(dt.date(2025, 6, 2)).run()
    assert not test.exception
    assert "2 June 2025" in texts(test)


def downloads(test: AppTest) -> list[str]:
    said = [button.proto.label for button in test.get("download_button")]
    return [label for label in said if label.startswith("Download ")]


def made_series(test: AppTest, extension: str) -> AppTest:
    """Make a series of all dates, and wait for it."""
    test.selectbox(key="share format").set_value(extension).run()
    test.toggle(key="share series").set_value(True).run()
    next(button for button in test.button if button.label.startswith("Make ")).click().run()
    for _ in range(200):
        if test.session_state["series"].making.content is not None:
            break
        time.sleep(0.1)
    return test.run()


@pytest.mark.long
def test_a_series_that_was_made_is_offered_only_for_what_it_was_made_of(app):
    test = made_series(app(), ".html")
    assert [label.split("_")[0] for label in downloads(test)] == ["Download UA"]
    for key, other in (("language", "uk"), ("min_kv", "330"), ("layers", ["regions", "substations"])):
        before = test.session_state[key]
        changed = next(element for element in (*test.selectbox, *test.get("button_group")) if element.key == key)
        changed.set_value(other).run()
        assert downloads(test) == [], f"the series was made with another {key}"
        changed = next(element for element in (*test.selectbox, *test.get("button_group")) if element.key == key)
        changed.set_value(before).run()
        assert len(downloads(test)) == 1, "what was made before is still right"


def test_another_series_takes_the_place_of_the_last_one(app):
    test = made_series(app(), ".html")
    first = test.session_state["series"]
    test.selectbox(key="language").set_value("uk").run()
    next(button for button in test.button if button.label.startswith("Створити, дат")).click().run()
    assert test.session_state["series"].wanted.view.language == "uk"
    assert first.making.cancelled.is_set()


@pytest.mark.long
def test_a_link_shows_what_was_known_on_a_day(app, tmp_path):
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-C"}])
    accept(folder, draft(), who="Ann", codes=CODES, at=dt.datetime(2030, 5, 3, tzinfo=dt.UTC))
    test = app(folder, **{"as-known-on": "2030-05-02"})
    assert not test.exception
    assert "as known on 2 May 2030" in texts(test)
    assert "Square B" not in texts(test)
    test.button(key="known now").click().run()
    assert "Square B" in texts(test)
    assert "as-known-on" not in test.query_params


def test_a_day_of_a_dataset_without_a_ledger_is_left_out_in_words(app):
    test = app(**{"as-known-on": "2026-01-08"})
    assert not test.exception
    assert "has no ledger" in texts(test)


def test_a_filter_is_a_chip_that_can_be_taken_away_and_says_what_it_hides(app):
    test = app(date="2026-01-07")
    roles = test.multiselect(key="only role")
    assert roles.options == ["official (7)", "de facto authority (4)", "media (1)"]
    roles.select("de_facto_authority").run()
    assert "8 of 12 statements hidden" in texts(test)
    assert "nothing is reported; the filter hides reports of 2 regions" in texts(test)
    assert test.query_params["only"] == "role=de_facto_authority"
    test.button(key="chip role de_facto_authority").click().run()
    assert "hidden" not in texts(test)
    assert "only" not in test.query_params


def test_a_value_of_a_filter_that_the_data_do_not_have_is_left_out_and_told(app):
    test = app(only="role=official;role=ngo")
    assert "No statement has role\\=ngo\\: the filter is left out" in texts(test)
    assert test.query_params["only"] == "role=official"


@pytest.mark.long
def test_one_value_leaves_no_choice_and_no_filter(app, tmp_path):
    test = app(write_folder(tmp_path / "squares", [{"region_code": "XX-A"}]))
    assert not test.multiselect
