"""The page is in one language: every sentence that its scripts say comes from Python, with the page."""

import re
from pathlib import Path

import pytest

from geo.language import PSEUDO, marked, speaking
from geo.view import View, parse_date
from layers.words import NUMBERED, WORDS, page_words
from tests.marked import unmarked, without_latin_words

SCRIPTS = Path(__file__).parents[2] / "layers" / "js"
SAID = """() => {
  const all = [...document.querySelectorAll("body *:not(script)")], named = ["title", "aria-label", "aria-valuetext"];
  const texts = all.flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent));
  const labels = all.flatMap((one) => named.map((name) => one.getAttribute(name)).filter(Boolean));
  const names = outageBrief.labels().names.flatMap(({ words, note }) => [words, note].filter(Boolean));
  return [...texts, ...labels, ...names, ...outageBrief.labels().plates.map(({ words }) => words)];
}"""


def test_every_key_that_a_script_says_is_there_and_every_key_is_said():
    script = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))
    said = set(re.findall(r'say\("(\w+)"', script))
    said |= {key for pair in re.findall(r'say\([^()]*\? "(\w+)" : "(\w+)"[,)]', script) for key in pair}
    assert said == {*WORDS, *NUMBERED}


def test_every_place_of_a_sentence_is_filled_by_its_script():
    script = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))
    for key, words in [*((key, (words,)) for key, words in WORDS.items()), *NUMBERED.items()]:
        for name in {name for form in words for name in re.findall(r"\{(\w+)\}", form)}:
            assert re.search(rf'say\([^()]*"{key}"[^(){{]*\{{[^}}]*\b{name}\b', script), f"{key}: {name}"


@pytest.mark.long
def test_forms_of_a_number_are_chosen_in_the_browser(open_page, ukraine):
    opened = open_page(ukraine, View(language="uk"))
    said = [opened.page.evaluate("(count) => outageBrief.say('daysOld', { count })", count) for count in (1, 2, 5, 11, 21)]
    assert said == ["1 день тому", "2 дні тому", "5 днів тому", "11 днів тому", "21 день тому"]
    assert opened.page.evaluate("[outageBrief.number(104000), outageBrief.percent(1, 200)]") == ["104\u00a0000", "0,5"]
    assert opened.page.evaluate("document.documentElement.lang") == "uk"
    assert opened.page.locator(".leaflet-control-scale").inner_text().endswith(" км")
    assert opened.complaints == []


@pytest.mark.long
def test_a_page_says_nothing_that_is_not_in_the_catalogue(open_page):
    view = View(language=PSEUDO, date=parse_date("2026-01-08"), region="B")
    opened = open_page(without_latin_words(), view)
    page = opened.page
    found = set(page.evaluate(SAID))
    for region in "ACDEF":
        page.evaluate("(code) => outageBrief.choose(code)", region)
        found |= set(page.evaluate(SAID))
    for index in range(3):
        page.evaluate("(index) => outageBrief.show(index)", index)
        found |= set(page.evaluate(SAID))
    page.locator(".regions-list select").focus()
    found |= set(page.evaluate(SAID))
    box = page.locator(".folium-map").bounding_box()
    for step in range(4, 17):
        page.mouse.move(box["x"] + box["width"] * step / 20, box["y"] + box["height"] / 2)
        page.wait_for_timeout(40)
        found |= set(page.evaluate(SAID))
    assert {marked("Legend and layers"), marked("Colour chosen by: the only statement that says how much is out.")} < found
    assert unmarked(found) == set()
    assert opened.complaints == []


def test_the_words_of_a_page_are_those_of_the_language_that_is_spoken():
    with speaking("uk"):
        assert page_words()["close"] == "Закрити"
    assert page_words()["close"] == "Close"
