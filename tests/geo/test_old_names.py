"""Old names in a `dataset.toml` are rewritten where they stand: nothing else in the file changes."""

import tomllib

import pytest

from geo.dataset_toml import FILE, migrated, modernised
from geo.errors import DataError
from tests.conftest import UKRAINE

OLD = """\
# Storm of May
title = "Storm"   # as the newspapers call it


[time] # of reports
  expires_after_h   =  24 # a day

[ reading . counts ]  # as the company writes
# rows are parts of a county
repeats = 'add'   # not the highest
"times" = "day first"

[places]
endings = [
  "a", # as in Kyiva
  "u",
]
[otherwise.outages]
source = "times = 1" # endings
[live]
timeout_s = 9
[reading.outages]
within = "Ohio"
"""
NEW = """\
# Storm of May
title = "Storm"   # as the newspapers call it


[time] # of reports
  expiry_hours   =  24 # a day

[ parsing . counts ]  # as the company writes
# rows are parts of a county
duplicates = "sum"   # not the highest
"date_format" = "day first"

[places]
inflections = [
  "a", # as in Kyiva
  "u",
]
[defaults.outages]
source = "times = 1" # endings
[live]
timeout_seconds = 9
[parsing.outages]
admin1 = "Ohio"
"""


def test_old_names_are_rewritten_and_comments_order_and_blank_lines_stay() -> None:
    text, renamed = migrated(OLD)
    assert text == NEW
    assert [str(one) for one in renamed][:3] == [
        "[otherwise] is now [defaults]", "[reading] is now [parsing]", "[time] expires_after_h is now expiry_hours",
    ]  # fmt: skip
    assert len(renamed) == 8


@pytest.mark.parametrize("text", [
    "reading.counts.times = 'day first' # dotted\n",
    "[reading]\ncounts = { times = 'day first', repeats = 'highest' } # inline\n",
    "[reading]\ncounts.times = 'day first'\n", "reading = { counts = { times = 'day first' } }\n",
    "[otherwise.outages]\nsource = 'me'\n\n[defaults.counts]\ntime = 'x'\n", "[live]\r\ntimeout_s = 3 # slow\r\nmax_mb = 2\r\n",
])  # fmt: skip
def test_however_the_old_names_are_written_the_file_means_the_same_afterwards(text: str) -> None:
    rewritten, renamed = migrated(text)
    assert renamed
    assert tomllib.loads(rewritten) == modernised(tomllib.loads(text))[0]
    assert rewritten.count("#") == text.count("#")
    assert rewritten.count("\r\n") == text.count("\r\n")
    assert migrated(rewritten) == (rewritten, [])


def test_a_file_of_today_stays_as_it_is_to_the_byte() -> None:
    text = (UKRAINE / FILE).read_text(encoding="utf-8")
    assert migrated(text) == (text, [])


def test_a_key_under_both_names_is_refused_and_named() -> None:
    with pytest.raises(DataError, match=r"live\.timeout_s.*remove live\.timeout_s"):
        migrated("[live]\ntimeout_s = 3\ntimeout_seconds = 4\n")
