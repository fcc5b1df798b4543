"""Live data from a web server on loopback: what is whole and good is taken, all else is refused and the last good state stays."""

import datetime as dt
import gzip
import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.name_report import places_of
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.dataset import Dataset
from geo.errors import DataError, Refused
from geo.names import candidates
from geo.read import pull, read_dataset
from geo.settings import read_settings
from geo.situation.account import account_of
from geo.sources import fingerprint
from geo.sources import snapshots as copies
from geo.sources.http import MEMBERS, pull_web
from geo.view import View
from tests.conftest import UKRAINE
from tests.folders import name_in_toml
from tests.geo.worlds import squares, write_folder
from tests.servers import Web, web_server

HEAD = "record_id,region_code,source,source_role,extent,started_at\n"


def rows(count: int) -> bytes:
    return (HEAD + "".join(f"{n},A,Grid office,operator,all,2026-01-07\n" for n in range(count))).encode()


@pytest.fixture
def web():
    with web_server() as server:
        server.body = rows(10)
        yield server


@pytest.fixture
def folder(web: Web, tmp_path: Path) -> Path:
    written = write_folder(tmp_path / "w", toml="[live]\ntimeout_seconds = 1\nmax_mb = 0.01")
    return name_in_toml(written, outages=f"{web.address}/outages.csv?token=hush")


def copy_of(folder: Path) -> copies.Copy:
    (copy,) = copies.copies_of(folder, {"outages": read_settings(folder).files.outages})
    return copy


def again(folder: Path) -> Dataset:
    return read_dataset(folder, refresh_s=0)


def test_a_dataset_without_addresses_asks_nobody_and_keeps_no_copy(tmp_path, cache):
    read_dataset(write_folder(tmp_path / "files"), refresh_s=0)
    assert not cache.exists()


def test_an_address_is_asked_once_and_then_opened_from_its_copy(web, folder):
    assert len(read_dataset(folder).reports) == 10
    web.body = rows(12)
    assert len(read_dataset(folder).reports) == 10
    assert len(web.asked) == 1


@pytest.mark.long
def test_it_is_asked_anew_when_the_copy_is_older_than_the_refresh(web, folder):
    read_dataset(folder)
    web.body = rows(12)
    assert len(read_dataset(folder, refresh_s=3600).reports) == 10
    assert len(again(folder).reports) == 12


def test_what_has_not_changed_is_not_sent_again(web, folder):
    web.headers = {"ETag": '"one"', "Last-Modified": "Wed, 07 Jan 2026 10:00:00 GMT"}
    read_dataset(folder)
    before, stamp = copy_of(folder), fingerprint(folder)
    assert len(again(folder).reports) == 10
    assert web.asked[1]["If-None-Match"] == '"one"'
    assert web.asked[1]["If-Modified-Since"] == "Wed, 07 Jan 2026 10:00:00 GMT"
    assert copy_of(folder).good_at > before.good_at, "the sender said that it still holds"
    assert fingerprint(folder) == stamp, "the app has nothing to read anew"


def test_a_copy_that_somebody_changed_is_not_taken_for_the_senders(web, folder, cache):
    web.headers = {"ETag": '"one"'}
    read_dataset(folder)
    next(cache.rglob("outages.csv")).write_bytes(rows(3))
    assert len(read_dataset(folder).reports) == 10
    assert "If-None-Match" not in web.asked[1]


PACKED_TWICE = gzip.compress(rows(6)) + gzip.compress(rows(10)[len(rows(6)):])

BAD = {
    "status 500": ({"status": 500}, "status 500"),
    "not found": ({"status": 404}, "status 404"),
    "no answer": ({"hangs": True, "sent": 0}, "within 1 s"),
    "an answer that stops": ({"hangs": True, "sent": 100}, "within 1 s"),
    "a drop now and then": ({"drips": True}, "no whole answer within 1 s"),
    "a drop now and then, of a length that nobody states": ({"drips": True, "bare": True}, "no whole answer within 1 s"),
    "a header that goes on and on": ({"drips_header": True}, "no whole answer within 1 s"),
    "cut short": ({"sent": 100}, "cut short"),
    "cut short at the end of a row": ({"sent": len(rows(9))}, "cut short"),
    "a chunk cut short": ({"sent": len(rows(9)), "chunked": True}, "cut short"),
    "a packing cut short": ({"body": gzip.compress(rows(10))[:-9], "headers": {"Content-Encoding": "gzip"}}, "cut short"),
    "a packing that is none": ({"headers": {"Content-Encoding": "gzip"}}, "cannot be unpacked"),
    "a second packing cut short": ({"body": PACKED_TWICE[:-9], "headers": {"Content-Encoding": "gzip"}}, "cut short"),
    "junk behind the packing": ({"body": PACKED_TWICE + b"junk", "headers": {"Content-Encoding": "gzip"}}, "from byte"),
    "another packing": ({"headers": {"Content-Encoding": "br"}}, "not asked for"),
    "shrunken": ({"body": rows(4)}, "it has 4 records where the last good state has 10"),
    "empty": ({"body": b""}, "the file is empty"),
    "only the header": ({"body": HEAD.encode()}, "it has 0 records"),
    "a page of words": ({"body": b"<html><body>Service is down</body></html>"}, "it is a page of the web, not a table"),
    "garbage": ({"body": bytes(range(256))}, "UTF-8"),
    "a fault in each row": ({"body": rows(12).replace(b"operator,all", b"operator,dark")}, "12 of 12 rows cannot be used"),
    "too large": ({"body": rows(400)}, "larger than 0.01 MB"),
    "too large when unpacked": ({"body": gzip.compress(rows(400)), "headers": {"Content-Encoding": "gzip"}}, "more than 0.01 MB"),
    "too large when all packings are unpacked": (
        {"body": gzip.compress(rows(200)) * 2, "headers": {"Content-Encoding": "gzip"}}, "more than 0.01 MB"),
    "a way without an end": ({"status": 302, "headers": {"Location": "/outages.csv"}}, "leads on"),
}


@pytest.mark.long
@pytest.mark.parametrize("name", BAD)
def test_what_is_not_whole_and_good_is_refused_and_the_last_good_state_stays(web, folder, name):
    answer, reason = BAD[name]
    read_dataset(folder)
    kept = copies.copies_folder(folder) / copy_of(folder).file
    stamp = kept.stat()
    for key, value in answer.items():
        setattr(web, key, value)
    assert len(again(folder).reports) == 10
    assert reason in copy_of(folder).refused
    assert "hush" not in copy_of(folder).refused
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns), "the copy is untouched"
    web.released.set()
    for key, value in vars(Web(address=web.address, body=rows(11), asked=web.asked)).items():
        setattr(web, key, value)
    assert len(again(folder).reports) == 11, "it recovers by itself"
    assert copy_of(folder).refused == ""


@pytest.mark.parametrize("name", ["status 500", "cut short", "garbage", "no answer"])
def test_without_a_good_state_to_begin_with_the_reason_is_told_without_what_is_secret(web, folder, name, cache):
    for key, value in BAD[name][0].items():
        setattr(web, key, value)
    with pytest.raises(DataError) as caught:
        read_dataset(folder)
    assert BAD[name][1] in str(caught.value)
    assert "outages (http://127.0.0.1" in str(caught.value)
    assert "hush" not in str(caught.value)
    assert not list(cache.rglob("outages.csv"))


def test_a_packed_reply_and_one_in_chunks_are_read(web, folder):
    web.body, web.headers, web.chunked = gzip.compress(rows(10)), {"Content-Encoding": "gzip"}, True
    assert len(read_dataset(folder).reports) == 10


def test_a_reply_packed_in_several_members_is_read_to_its_last_row(web, folder):
    web.body, web.headers = PACKED_TWICE, {"Content-Encoding": "gzip"}
    assert len(read_dataset(folder).reports) == 10


def test_a_packing_of_members_without_end_is_refused(web):
    web.body, web.headers = gzip.compress(b"") * (MEMBERS + 1), {"Content-Encoding": "gzip"}
    with pytest.raises(Refused, match="more than 100,000 members"):
        pull_web(web.address, timeout_s=60, max_mb=10)


def test_how_much_it_may_shrink_is_a_setting(web, folder):
    read_dataset(folder)
    toml = folder / "dataset.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("[live]", "[live]\nmin_record_ratio = 0.1"), encoding="utf-8")
    web.body = rows(2)
    assert len(again(folder).reports) == 2


def test_the_way_to_another_address_takes_of_the_same_time(web, folder):
    with web_server() as slow:
        slow.drips_header = True
        web.status, web.headers = 302, {"Location": f"{slow.address}/outages.csv"}
        with pytest.raises(Refused, match="no whole answer within 1 s"):
            pull_web(web.address, timeout_s=1, max_mb=1)


def test_a_mark_of_a_state_that_is_too_long_to_send_back_is_not_kept(web, folder):
    web.headers = {"ETag": f'"{"x" * 1_000}"', "Last-Modified": "Wed, 07 Jan 2026 10:00:00 GMT"}
    read_dataset(folder)
    assert copy_of(folder).etag == ""
    assert len(again(folder).reports) == 10
    assert "If-None-Match" not in web.asked[1]
    assert web.asked[1]["If-Modified-Since"] == "Wed, 07 Jan 2026 10:00:00 GMT"


def test_boundaries_come_from_an_address_too(web, tmp_path):
    web.body = squares().to_json().encode()
    folder = name_in_toml(write_folder(tmp_path / "w"), regions=f"{web.address}/areas?format=geojson")
    assert len(read_dataset(folder).regions) == 3
    web.body = squares("AB").to_json().encode()[:-20]
    assert len(again(folder).regions) == 3
    web.body = squares("AB").to_json().encode()
    assert len(again(folder).regions) == 2


def test_the_copies_of_one_dataset_are_not_those_of_another_nor_of_another_address(web, folder, tmp_path):
    read_dataset(folder)
    other = name_in_toml(write_folder(tmp_path / "other"), outages=f"{web.address}/outages.csv")
    web.body = rows(3)
    assert len(read_dataset(other).reports) == 3
    name_in_toml(folder, outages=f"{web.address}/elsewhere.csv")
    assert len(read_dataset(folder).reports) == 3


def test_only_the_user_may_look_into_the_copies(web, folder):
    read_dataset(folder)
    assert copies.copies_folder(folder).stat().st_mode & 0o077 == 0


def test_age_and_refusal_are_told_in_words_and_as_data(web, folder):
    read_dataset(folder)
    web.status = 503
    pull(folder, refresh_s=0)
    copy = copy_of(folder)
    told = copies.in_words(copy, now=dt.datetime.fromtimestamp(copy.asked_at + 7300, dt.UTC))
    where = f"{web.address}/outages.csv"
    assert told == (f"outages: 10 records, 2 hours old, from {where}. "
                    "A newer state was refused 2 hours ago: the server answers with status 503")
    assert json.loads(json.dumps(copies.as_data(copy)))["refused"] == "the server answers with status 503"
    assert account_of(read_dataset(folder)).of("reports").file == where


def test_a_refusal_changes_the_fingerprint_and_is_said_on_what_is_shared(web, folder):
    assert again(folder).refused == ()
    before = fingerprint(folder)
    web.status = 503
    pull(folder, refresh_s=0)
    assert fingerprint(folder) != before
    dataset = read_dataset(folder)
    assert [copy.name for copy in dataset.refused] == ["outages"]
    subject = subject_of(dataset, View(), made_at=dt.datetime(2026, 1, 12, tzinfo=dt.UTC))
    assert any("as what came later was refused" in words for words in sheet_of(subject)["notes"])
    web.status = 200
    pull(folder, refresh_s=0)
    assert fingerprint(folder) == before
    (copies.copies_folder(folder) / ".outages.json").write_text("half of", encoding="utf-8")
    assert fingerprint(folder) == before, "notes that cannot be read tell of no refusal"
    pull(folder, refresh_s=0)
    assert not any("refused" in words for words in sheet_of(replace(subject, dataset=read_dataset(folder)))["notes"])


@pytest.mark.long
def test_a_copy_asked_for_in_the_last_moment_is_not_asked_for_again(web, folder):
    read_dataset(folder)
    for _ in range(3):
        pull(folder, refresh_s=3600)
    assert len(web.asked) == 1
    time.sleep(0.01)
    pull(folder, refresh_s=0.001)
    assert len(web.asked) == 2


@pytest.mark.long
def test_a_dataset_of_files_imports_nothing_that_goes_out():
    code = ("import sys; from geo.sources import fingerprint; "
            "from geo.read import read_dataset; read_dataset('data/ukraine'); fingerprint('.'); "
            "print(*({'requests', 'urllib3', 'sqlalchemy', 'psycopg'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], cwd=UKRAINE.parents[1], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_names_are_asked_of_places_that_come_from_elsewhere(web, tmp_path):
    web.body = squares().to_json().encode()
    folder = name_in_toml(write_folder(tmp_path / "w"), regions=f"{web.address}/areas.geojson")
    assert [one.code for one in candidates(places_of(folder), "Aland")] == ["A"]
