"""At the form the columns of an own table are called in words, what is lacking is named by its box, and a guess is made once."""

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from geo.read import read_dataset
from tests.conftest import UKRAINE
from tests.dashboard.apps import running_app
from tests.dashboard.late import until
from tests.dashboard.test_axe import IDLE

pytestmark = pytest.mark.long

APP = str(UKRAINE.parents[1] / "dashboard.py")
STATEMENTS = "Region,Status,Told by,Customers,Since\nПолтавська область,no power,Grid,9000,2026-11-20\n" \
             "Odesa Oblast,half,Mayor,800,2026-11-20\nLviv Oblast,restored,Grid,,2026-11-20\n"


@pytest.fixture
def form(monkeypatch) -> AppTest:
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(UKRAINE), "--editable"])
    test = AppTest.from_file(APP, default_timeout=90)
    test.session_state["opening"] = True
    test.run()
    return test.selectbox(key="open_regions").set_value("ukraine").run()


def upload(test: AppTest, text: str) -> AppTest:
    test.file_uploader(key="open_outages").set_value(("table.csv", text.encode(), "text/csv")).run()
    assert not test.exception
    return test


def chosen(test: AppTest) -> dict[str, str]:
    boxes = [box for box in test.selectbox if str(box.key).endswith(("table.csv", ".txt"))]
    return {box.label: str(box.value) for box in boxes if box.value != "(none)"}


def test_boxes_have_names_in_words_and_a_help_and_customers_that_may_be_all_are_asked_about(form: AppTest) -> None:
    test = upload(form, STATEMENTS)
    assert chosen(test) == {"Place": "Region", "How much is without power": "Status", "Since": "Since", "Who says so": "Told by"}
    assert all(box.help for box in test.selectbox if str(box.key).endswith("table.csv"))
    (asked,) = test.info
    assert asked.value.replace("\\", "").endswith("choose 'Customers' in the box “Customers without power”")
    test.selectbox(key="open outages customers table.csv").set_value("Customers").run()
    test.button(key="open_map").click().run()
    assert not test.exception
    reports = read_dataset(test.session_state["own_folder"]).reports
    assert reports["customers"].map(str).tolist() == ["9,000", "800", "None"]
    assert reports["extent"].tolist() == ["all", "large_part", "none"]


def test_a_table_that_is_pasted_is_looked_at_as_a_file_is(form: AppTest) -> None:
    form.radio(key="open_source").set_value("Pasted").run()
    test = form.text_area(key="open_pasted").set_value(STATEMENTS.replace(",", ", ")).run()
    assert not test.exception
    assert chosen(test)["Who says so"] == "Told by"
    test.button(key="open_map").click().run()
    assert not test.exception
    assert read_dataset(test.session_state["own_folder"]).reports["extent"].tolist() == ["all", "large_part", "none"]


def test_what_is_lacking_is_named_by_its_box_and_field(form: AppTest) -> None:
    test = upload(form, "foo,Told by\nPoltava,Grid\n")
    (warning,) = test.warning
    said = warning.value.replace("\\", "")
    assert "box “" in said
    assert "field “Time of all rows, if the table has none”" in said
    assert all(word not in said for word in ("--", "dataset.toml", "started_at", "region_code"))
    assert any("Since or Reported at" in caption.value for caption in test.caption)
    assert "open_map" not in [button.key for button in test.button]
    test.selectbox(key="open outages place table.csv").set_value("foo").run()
    test.text_input(key="open_time").set_value("2026-11-20").run()
    test.button(key="open_map").click().run()
    assert not test.exception
    assert "own_folder" in test.session_state


def test_a_country_that_two_share_is_asked_for_without_an_option(form: AppTest) -> None:
    form.selectbox(key="open_regions").set_value("A country").run()
    form.text_input(key="open_country").set_value("Congo").run()
    test = upload(form, STATEMENTS)
    (error,) = test.error
    assert "by its code, such as CD." in error.value.replace("\\", "")


def test_columns_are_guessed_once_and_not_at_each_answer(form: AppTest) -> None:
    test = upload(form, STATEMENTS)
    (first,) = test.session_state["guesses"].values()
    test.selectbox(key="open outages customers table.csv").set_value("Customers").run()
    (again,) = test.session_state["guesses"].values()
    assert again is first


def test_of_the_other_kind_the_columns_are_guessed_too(form: AppTest) -> None:
    test = upload(form, STATEMENTS.replace("Customers,", "Customers without power,").replace("Since", "When"))
    test.radio(key="open_kind table.csv").set_value("counts").run()
    assert not test.exception
    out = "Customers without power"
    assert chosen(test) == {"Place": "Region", "Time of the figure": "When", out: out}


def test_the_box_for_files_speaks_the_language_and_the_menu_lies_on_no_button(browser) -> None:
    with running_app("--editable") as address:
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.goto(address + "?language=uk")
        page.get_by_role("button", name="Відкрити власну таблицю").click()
        expect(page.get_by_test_id("stFileUploaderDropzone").first).to_be_visible()
        until(page, lambda: page.evaluate(IDLE))
        said = page.evaluate("""() => {
          const box = document.querySelector('[data-testid=stFileUploaderDropzone]');
          const words = (of, before) => getComputedStyle(box.querySelector(of), before).content;
          return [words('button p', '::before'), words('[data-testid=stFileUploaderDropzoneInstructions]', '::before'),
                  getComputedStyle(box.querySelector('button p')).fontSize]; }""")
        assert said == ['"Вибрати файл"', '"або перетягніть його сюди; щонайбільше 25 МБ"', "0px"]
        back = page.get_by_role("button", name="Назад до карти").bounding_box()
        menu = page.get_by_test_id("stMainMenu").bounding_box()
        assert back["x"] + back["width"] <= menu["x"]
        page.context.close()
