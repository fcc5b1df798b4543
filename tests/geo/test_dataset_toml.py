"""What is written into a new `dataset.toml` reads back as it was meant, whatever words the files hold."""

import tomllib

import pytest

from geo.dataset_toml import Head, toml_of
from geo.mapping import TableMapping, mappings_from
from geo.settings import settings_from
from geo.tables import Reading
from tests.conftest import UKRAINE

US = (UKRAINE.parent / "us-counties" / "dataset.toml").read_text(encoding="utf-8")
HEAD = Head(title="Storm", zone="", sources=("table.csv",))
NASTY = 'a "b"\n[files]\x01 # \\ \u202e \U0001f4a1'
EASTERN = "Dates are days in Eastern time for the whole country."


def read_back(text: str) -> TableMapping:
    content = tomllib.loads(text)
    settings_from(content)
    mappings, faults = mappings_from(content)
    assert faults == []
    return mappings["outages"]


@pytest.mark.parametrize("base", ["", US], ids=["nothing", "a template"])
def test_a_mapping_reads_back_as_it_was_written(base):
    mapping = TableMapping(
        columns={"place": ("county", NASTY), "started_at": (NASTY,)}, defaults={"source": NASTY},
        values={"extent": {NASTY.casefold(): "all"}}, reading=Reading(delimiter=";", header=3),
    )  # fmt: skip
    text = toml_of(HEAD, files={"outages": "outages.csv"}, mappings={"outages": mapping}, base=base)
    assert read_back(text) == mapping


def test_words_of_a_file_in_a_comment_begin_no_setting():
    mapping = TableMapping(columns={"place": ("county",)})
    text = toml_of(HEAD, files={"outages": "outages.csv"}, mappings={"outages": mapping},
                   notes={"place": 'seen\ntitle = "Other"'}, remarks=['odd\r\n[live]\nmax_mb = 0.1'])  # fmt: skip
    content = tomllib.loads(text)
    assert content["title"] == "Storm"
    assert "live" not in content
    assert read_back(text) == mapping


def test_a_title_is_kept_letter_by_letter():
    text = toml_of(Head(title=NASTY, zone="", sources=(NASTY,)), files={}, mappings={}, base=US)
    content = tomllib.loads(text)
    assert content["title"] == NASTY
    assert content["sources"][0] == NASTY


@pytest.mark.parametrize("zone", ["", "America/New_York"])
def test_a_template_keeps_its_zone_and_what_it_says_of_it(zone):
    head = Head(title="Storm", zone=zone, sources=())
    settings = settings_from(tomllib.loads(toml_of(head, files={}, mappings={}, base=US)))
    assert (settings.zone.key, settings.zone_name) == ("America/New_York", "Eastern time")
    assert settings.disclaimer.endswith(EASTERN)


def test_another_zone_takes_away_what_the_template_says_of_its_own():
    head = Head(title="Storm", zone="America/Chicago", sources=())
    settings = settings_from(tomllib.loads(toml_of(head, files={}, mappings={}, base=US)))
    assert (settings.zone.key, settings.zone_name) == ("America/Chicago", "America/Chicago time")
    assert "Eastern" not in settings.disclaimer
    assert settings.disclaimer.endswith("it does not mean that power is on.")


def test_sources_of_the_user_come_before_those_of_the_template():
    sources = settings_from(tomllib.loads(toml_of(HEAD, files={}, mappings={}, base=US))).sources
    assert sources[0] == "table.csv"
    assert len(sources) == 4


def test_the_zone_of_counts_is_a_setting_of_its_own():
    mapping = TableMapping(columns={"region_code": ("fips",)}, reading=Reading(zone="UTC"))
    content = tomllib.loads(toml_of(HEAD, files={"counts": "counts.csv"}, mappings={"counts": mapping}))
    assert content["counts"] == {"zone": "UTC"}
    assert "parsing" not in content


def test_comments_of_the_template_stay():
    base = US.replace("[map]", "# as wide as the mainland\n[map]")
    assert "# as wide as the mainland" in toml_of(HEAD, files={}, mappings={}, base=base)
