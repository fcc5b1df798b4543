"""A reader of Ukrainian meets no English: what is wrong with files, and why records are not on the map, is said in Ukrainian.

Names of files and columns, options, keys, values and what a file says itself stay as they are.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.accept_report import _numbers
from briefing.draft_report import draft_in_words, drafted_from
from briefing.export import format_of
from briefing.formats.png import size_of
from briefing.name_report import meanings_in_words, places_of
from briefing.request import parse_span, parse_timestamp
from briefing.sheet.subject import unplaced_in_words
from geo.dataset import Dataset
from geo.errors import OutageBriefError
from geo.language import MARK, PSEUDO, speaking
from geo.new_dataset import planned
from geo.read import read_dataset
from geo.reports import COLUMNS, WORDS
from geo.settings import KEYS, read_settings, settings_from
from geo.situation import situation_of, unplaced
from geo.situation.account import account_of, as_data, in_words
from geo.table_guess import Given
from geo.tables import read_table_file
from geo.view import View, from_query
from layers.map import build_map
from tests.conftest import UKRAINE
from tests.geo.worlds import CONTENT, REPORT, squares, write_folder

Run = Callable[..., tuple[int, str, str]]
KEYS_OF_ALL = {*KEYS, *(key for keys in KEYS.values() for key in keys)}
WORDS_OF_FILES = {word for words in WORDS.values() for word in words}
KEPT = {*COLUMNS, *KEYS_OF_ALL, *WORDS_OF_FILES,
        "lat", "lon", "code", "name", "crs", "check", "draft", "json", "files", "columns"}  # fmt: skip
HEADER = ("record_id", "source", "source_role", "extent", "region_code", "place", "substation", "lon", "lat", "started_at",
          "ended_at", "reported_at", "scope_share", "people", "kind")  # fmt: skip
MANY = f"""{",".join(HEADER)}
a,Grid,operator,part,Z,,,,,2026-01-07,,,,,
b,Grid,operator,part,,Nowhere,,,,2026-01-07,,,,,
c,Grid,operator,part,,,Nothing,,,2026-01-07,,,,,
d,Grid,operator,part,,,,80,10,2026-01-07,,,,,
e,Grid,operator,part,,,,,,2026-01-07,,,,,
f,Grid,operator,part,,Twin,,,,2026-01-07,,,,,
g,Grid,operator,part,A,Beta,,,,2026-01-07,,,,,
h,Grid,operator,part,A,,,2.5,0.5,2026-01-07,,,,,
i,Grid,operator,part,A,,,,,,,,,,
j,Grid,operator,part,A,,S2,,,2026-01-07,,,,,
k,Grid,operator,part,,,Double,,,2026-01-07,,,,,
l,Grid,operator,part,,,Far,,,2026-01-07,,,,,
m,Grid,operator,part,A,,,,,31.02.2026,,,,,
n,Grid,operator,huge,A,,,,,2026-01-07,,,,,
o,Grid,operator,part,A,,,,,2026-01-07,,,,many,
p,Grid,operator,part,A,,,35,,2026-01-07,,,,,
q,Grid,operator,part,A,,,,,2026-01-09,2026-01-07,,,,
r,Grid,operator,part,A,,,,,2026-01-07,,,0.5,,
s,,operator,part,A,,,,,2026-01-07,,,,,
t,Grid,operator,part,A,,,,,2026-01-07,,,,,
t,Grid,media,part,B,,,,,2026-01-07,,,,,
u,Grid,operator,part,A,,,,,1926-01-07,,,,,
v,Grid,operator,part,A,,,,,2026-01-08,,2026-01-07,,,
w,Grid,operator,part,A,,,,,2026-01-07,,,,,
w,Grid,operator,part,A,,,,,2026-01-07,,,,,
x,Grid,operator,part,,Orphan,,,,2026-01-07,,,,,
"""
STATIONS = """id,name,voltages_kv,lon,lat
S1,Double,330,0.5,0.5
S2,Double,330,1.5,0.5
S3,Far,330,90,45
S4,Bad,x,0.5,0.5
S5,Lost,330,500,0
"""
PLACES = """place_id,name,other_names,kind,region_code,population,lon,lat
1,Beta,,city,B,1000,1.5,0.5
2,Twin,,city,A,1000,0.4,0.5
3,Twin,,city,B,1000,1.4,0.5
4,Orphan,,city,Q,1000,0.4,0.5
5,Odd,,city,A,x,0.4,0.5
"""
COUNTS = """region_code,time,customers_out,customers_total
A,2026-01-07T10:00,10,5
Z,2026-01-07T10:00,10,50
,2026-01-07T10:00,10,50
A,nonsense,10,50
A,2026-01-07T11:00,many,50
A,2026-01-07T12:00,,50
A,2026-01-07T13:00,1,lots
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A dataset in which everything that can be wrong with a record is; it is read while English is spoken."""
    return read_dataset(write_folder(tmp_path_factory.mktemp("spoken") / "many", toml="max_rejected_share = 0.9\n", outages=MANY,
                                     substations=STATIONS, gazetteer=PLACES, counts=COUNTS))  # fmt: skip


def latin_in(said: str) -> list[str]:
    """Return what looks like an English sentence in what is said: two Latin words in a row that are no name or value."""
    quoted = r"'[^']*'|\"[^\"]*\"|`[^`]*`|\([^()]*, [A-Z]\)|\[[^\]]*\]"
    bare = re.sub(quoted + r"|--\S+|[A-Za-z]\w*(?:[./_=:-]+\w*)+|\S*/\S*", " · ", said)
    bare = re.sub(r"[A-Za-z]\w*", lambda word: "·" if word[0] in KEPT or word[0].isupper() else word[0], bare)
    return re.findall(r"[a-z]+[,;]? [a-z]+(?: [a-z]+)*|(?:^|[:;.] )[A-Z]?[a-z]+ [a-z]+", bare)


@pytest.mark.parametrize("said", [
    "the dataset has no region with the code 'Z'", "оutages.csv: the file is empty. Очікується: текст", "рядок 7: not readable",
])  # fmt: skip
def test_english_is_found_where_there_is_some(said):
    assert latin_in(said)


@pytest.mark.parametrize("said", ["outages.csv, рядок 7, стовпець lon: вказано лише одне з lon і lat", "Знайдено: 'not a date'"])
def test_names_and_values_are_no_english(said):
    assert not latin_in(said)


def everything_of(dataset: Dataset) -> list[str]:
    """All that is told of the records of a dataset that are not, or not quite as they were, on the map."""
    return [*in_words(account_of(dataset)), *unplaced_in_words(dataset), *(f"{one}: {why}" for one, why in unplaced(dataset)),
            *map(str, account_of(dataset).rejected)]  # fmt: skip


def test_a_dataset_read_in_english_tells_its_account_in_ukrainian_later(many: Dataset):
    english = everything_of(many)
    with speaking("uk"):
        ukrainian = everything_of(many)
    assert len(ukrainian) == len(english) > 60
    assert [one for one in ukrainian if latin_in(one)] == []
    assert everything_of(many) == english
    assert sum(bool(latin_in(one)) for one in english) > 40


def test_every_reason_why_a_record_is_not_on_the_map_is_among_them(many: Dataset):
    reasons = " ".join(why for _, why in unplaced(many))
    for words in ("no region with the code 'Z'", "known as 'Nowhere'", "no substation called", "the point lies in no region",
                  "names no place", "may mean", "lies elsewhere", "km from the region", "neither started_at",
                  "substations are called", "lies in no region", "no region with that code", "it names no region"):  # fmt: skip
        assert words in reasons, words
    wrong = " ".join(str(fault) for fault in account_of(many).rejected)
    for words in ("not readable", "not a word of the contract", "only one of lon and lat", "ends before it starts",
                  "a share is given", "nobody is named", "different rows", "decades from all others", "no voltage",
                  "no position on Earth", "not a whole number", "the time cannot be read", "the count cannot be read",
                  "the total cannot be read"):  # fmt: skip
        assert words in wrong, words


def test_json_is_the_same_in_every_language(many: Dataset):
    english = json.dumps(as_data(account_of(many)))
    with speaking("uk"):
        assert json.dumps(as_data(account_of(many))) == english


def test_every_word_of_the_account_can_be_translated(many: Dataset):
    with speaking(PSEUDO):
        said = everything_of(many)
    assert [one for one in said if latin_in(re.sub(rf"\w*{MARK}+", "·", one))] == []


def faults(folder: Path) -> Iterator[Callable[[], object]]:
    """What goes wrong when files, links and commands are read: each call raises an error of ours."""
    def file(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def dataset(name: str, **files: str) -> Callable[[], object]:
        return lambda: read_dataset(write_folder(folder / name, **files))

    row = ",".join(REPORT)
    yield lambda: read_dataset(folder / "nowhere")
    yield dataset("empty", outages="")
    yield dataset("columns", outages="a,b\n1,2\n")
    yield dataset("bad", outages=f"{row},people\nx,y,z,w,v\n")
    yield dataset("shapes", regions="{}")
    yield dataset("kml", regions="<kml/>")
    yield dataset("twice", regions=squares("AA").to_json())
    yield dataset("map", basemap="{}")
    yield dataset("places", gazetteer="name\nx\n")
    yield dataset("sites", substations="id,name,voltages_kv,lon,lat\n1,x,y,z,w\n")
    yield dataset("counts", counts="region_code,time,customers_out\nA,x,y\n")
    yield dataset("toml", toml='embargo = "x"\n[map]\nframe = [1]\n[publication]\nembargo_hours = -1\n')
    yield dataset("away", toml='[drafting]\nspeakers = 1\n', outages=f"{row}\n")
    yield lambda: settings_from(CONTENT | {"zone": "Nowhere", "title": "", "files": {"outages": 1}, "counts": {"step_min": 7}})
    yield lambda: read_table_file(file("old.xls", bytes.fromhex("d0cf11e0a1b11ae1")))
    yield lambda: read_table_file(file("page.csv", "<!doctype html><p>Log in</p>"))
    yield lambda: read_table_file(file("none.json", '{"records": []}'))
    yield lambda: read_table_file(file("none.csv", ""))
    yield lambda: read_table_file(file("what.docx", "x"))
    yield lambda: planned(Given(outages=file("own.csv", "colour,size\nred,big\n"), template="ukraine"))
    yield lambda: planned(Given(outages=file("wide.csv", "x,2026-01-01,2026-01-02,2026-01-03\ny,1,2,3\n"), template="ukraine"))
    yield lambda: planned(Given(country="Georgia"))
    yield lambda: planned(Given(country="Atlantis"))
    yield lambda: planned(Given())
    yield lambda: from_query("date=2026-31-02&layers=%21&region=%00&kv=x&at=1&only=x&metric=%21")
    yield lambda: situation_of(read_dataset(UKRAINE), View(region="XX"))
    yield lambda: build_map(read_dataset(UKRAINE), View(layers=("nothing",)))
    yield lambda: format_of(Path("sheet.doc"))
    yield lambda: size_of("huge")
    yield lambda: parse_span("2026")
    yield lambda: parse_timestamp("noon", read_settings(UKRAINE).zone)
    yield lambda: _numbers("7", 2)


@pytest.mark.parametrize("at", range(32))
def test_what_goes_wrong_is_said_in_ukrainian_and_stays_english_in_english(tmp_path: Path, at: int):
    with pytest.raises(OutageBriefError) as caught:
        list(faults(tmp_path))[at]()
    english = str(caught.value)
    with speaking("uk"):
        ukrainian = str(caught.value)
    assert latin_in(english)
    assert latin_in(ukrainian) == [], ukrainian
    assert str(caught.value) == english


@pytest.mark.long
def test_what_a_draft_leaves_out_and_how_names_were_found_is_said_in_ukrainian():
    settings, index = read_settings(UKRAINE), places_of(UKRAINE)
    text = ("Kyiv, 7 January 2026. Ukrenergo said 3,000 customers in Sumy were without power. In Warsaw the lights went out. "
            "A drill simulated a blackout in Kharkiv. Power may be cut in Odesa. Water was off in Poltava.")  # fmt: skip
    texts = (text, "", "Bonjour tout le monde, il fait beau", "Nothing is said here")
    drafts = [drafted_from(words, index, settings) for words in texts]
    english = [draft_in_words(one, explain=False) for one in drafts]
    with speaking("uk"):
        said = [line for one in drafts for line in draft_in_words(one, explain=False).splitlines() if not re.match(r"\d", line)]
        named = meanings_in_words(index, ["Odessa", "Sumi", "Kharkivska", "UA-59"])
    assert drafts[0]["ignored"]
    assert [one for one in said if latin_in(one)] == []
    assert [one for one in named if latin_in(one.rpartition(": ")[2])] == []
    assert [draft_in_words(one, explain=False) for one in drafts] == english


@pytest.mark.parametrize(("variables", "words"), [
    ({"LC_ALL": "uk_UA.UTF-8"}, "Теки"), ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "uk_UA.UTF-8"}, "Теки"),
    ({"LC_ALL": "", "LC_MESSAGES": "uk"}, "Теки"), ({"LC_ALL": "C", "LANG": "uk_UA.UTF-8"}, "The folder"),
    ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_DE.UTF-8"}, "The folder"),
])  # fmt: skip
def test_messages_of_the_command_line_are_in_the_language_of_the_terminal(run: Run, monkeypatch, tmp_path, variables, words):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, _, said = run("export", UKRAINE, tmp_path / "nowhere" / "data.csv")
    assert (code, said.split(" /")[0]) == (2, words)


def test_an_error_of_an_export_is_in_the_language_that_was_asked_for(run: Run, tmp_path):
    _, _, said = run("export", UKRAINE, tmp_path / "nowhere" / "data.csv", "--language", "uk")
    assert said.startswith("Теки ")
    assert run("export", UKRAINE, tmp_path / "nowhere" / "data.csv")[2].startswith("The folder ")


@pytest.mark.long
def test_a_sheet_and_json_do_not_follow_the_language_of_the_terminal(run: Run, monkeypatch, tmp_path):
    written, plain = [], []
    for language in ("C", "uk_UA.UTF-8"):
        monkeypatch.setenv("LC_ALL", language)
        assert run("export", UKRAINE, tmp_path / f"{language}.csv.zip", "--timestamp", "2026-01-12T08:30")[0] == 0
        written.append((tmp_path / f"{language}.csv.zip").read_bytes())
        plain.append(run("state", UKRAINE, "--json", "--only", "role=operator")[1])
    assert written[0] == written[1]
    assert plain[0] == plain[1]
