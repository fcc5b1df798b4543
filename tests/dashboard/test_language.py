"""The app in another language: a choice under Share turns answer, tabs, figures and map, and the link keeps it."""

import re

import pytest

from geo.language import OFFERED
from panels.side import TABS
from tests.briefing.test_request import JANUARY, JUNE
from tests.dashboard.test_share import link
from tests.dashboard.test_widgets import app  # noqa: F401  (a fixture)

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
