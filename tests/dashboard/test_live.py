"""Data that change while the app is open, in a real browser that nobody touches."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from geo.reports import COLUMNS
from geo.sources import copies_of
from geo.states import State
from geo.view import from_query
from layers.style import STATE_COLOURS
from panels.live import refresh
from tests.conftest import COLOUR_AT
from tests.dashboard.apps import running_app
from tests.dashboard.late import on_map, until, wheel
from tests.dashboard.test_link import ready, state
from tests.folders import DEFAULTS, name_in_toml, write_folder
from tests.servers import Web, web_server

pytestmark = pytest.mark.long

expect.set_options(timeout=60_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "w", [{"region_code": "XX-A"}, {"region_code": "XX-C", "started_at": "2030-05-03"}])


@pytest.fixture
def app(browser: Browser, folder: Path) -> Iterator[Page]:
    with running_app("--data", folder) as address:
        yield from opened(browser, address + "?date=2030-05-01&region=XX-B")


def opened(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.frame_locator('iframe[title="Outage map"]').locator('html[data-ready="1"]').wait_for()
    yield page
    context.close()


def append(folder: Path, **record: str) -> None:
    row = DEFAULTS | {"record_id": "new"} | record
    with (folder / "outages.csv").open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, COLUMNS, restval="").writerow(row)


def become(app: Page, code: str, state: State) -> bool:
    """Wait, touching nothing, until the map shows a region in the colour of a state."""
    for _ in range(300):
        if on_map(app, COLOUR_AT, code) == STATE_COLOURS[state].lower():
            return True
        app.wait_for_timeout(200)
    return False


def place_of(app: Page) -> list[float]:
    """Where the map lies by the link: its centre and its width."""
    place = from_query(app.url.partition("?")[2]).place
    assert place is not None
    return [place.lat, place.lon, place.width_km]


def filled_anew(app: Page) -> bool:
    return bool(on_map(app, "window.thisFrame !== 1 && outageBrief.map !== undefined"))


def lies_still(app: Page) -> bool:
    where = "String([outageBrief.map.getZoom(), outageBrief.map.getCenter()])"
    first = on_map(app, where)
    app.wait_for_timeout(600)
    return on_map(app, where) == first


def shown(app: Page):
    return app.frame_locator('iframe[title="Outage map"]')


def test_a_row_that_is_added_appears_on_the_map_and_the_view_stays(app, folder):
    assert become(app, "XX-B", State.NO_REPORT)
    app.get_by_role("button", name="Layers").click()
    app.get_by_role("button", name="Names").click()
    append(folder, region_code="XX-B", started_at="2030-05-01")
    assert become(app, "XX-B", State.ALL)
    expect(shown(app).locator(".dates .now")).to_have_text("1 May 2030")
    expect(app.get_by_role("heading", name="Square B")).to_be_visible()
    expect(app.get_by_text("Record new.")).to_be_visible()
    expect(app.get_by_text("Data reloaded")).to_be_visible()
    expect(app).to_have_url(re.compile("date=2030-05-01.*layers=regions(,|%2C)substations(,|%2C)reports&.*region=XX-B"))
    assert "labels" not in on_map(app, "[...outageBrief.layers]")


def test_where_the_reader_has_moved_the_map_it_stays_when_the_data_change(app, folder):
    # while the app is being laid out a turn may miss the map, and several turns may follow each other
    until(app, lambda: "at=" in app.url or wheel(app, -300))
    until(app, lambda: state(app)["place"] and place_of(app) == state(app)["place"] and lies_still(app))
    before = state(app)["place"]
    on_map(app, "window.thisFrame = 1")
    append(folder, region_code="XX-B", started_at="2030-05-01")
    expect(app.get_by_text("Record new.")).to_be_visible()
    until(app, lambda: filled_anew(app))
    ready(app)
    until(app, lambda: state(app)["place"] == before and lies_still(app))
    assert place_of(app) == before


def test_reports_of_a_later_date_are_offered_and_not_jumped_to(app, folder):
    append(folder, region_code="XX-B", started_at="2030-05-09")
    newer = app.get_by_role("button", name="Newer reports: show 9 May 2030")
    expect(newer).to_be_visible()
    expect(shown(app).locator(".dates .now")).to_have_text("1 May 2030")
    newer.click()
    expect(shown(app).locator(".dates .now")).to_have_text("9 May 2030")
    expect(app.get_by_role("heading", name="9 May 2030")).to_be_visible()


def test_the_map_is_left_alone_when_nothing_has_changed_in_what_it_shows(app, folder):
    on_map(app, "window.stillHere = 1")
    (folder / "outages.csv").write_bytes((folder / "outages.csv").read_bytes())
    (folder / ".outages.csv.swp").write_text("an editor's own", encoding="utf-8")
    expect(app.get_by_text("Data reloaded")).to_be_visible()  # it was read anew, and is the same
    app.wait_for_timeout(3000)
    assert on_map(app, "window.stillHere") == 1


def test_half_a_file_leaves_the_last_good_map_and_says_so_until_it_is_whole(app, folder):
    whole = (folder / "outages.csv").read_bytes() + b"x" * 40
    (folder / "outages.csv").write_bytes(whole[:60])  # the half of its header: no row can be read
    expect(app.get_by_text("cannot be read as they are now")).to_be_visible()
    assert become(app, "XX-A", State.ALL)
    expect(app.get_by_role("heading", name="Square B")).to_be_visible()
    append(folder, region_code="XX-B")
    (folder / "outages.csv").write_bytes(whole[:-40])
    expect(app.get_by_text("cannot be read as they are now")).to_be_hidden()


def test_a_chosen_region_that_the_data_no_longer_have_is_let_go_with_a_word(app, folder):
    regions = folder / "regions.geojson"
    regions.write_text(regions.read_text(encoding="utf-8").replace("XX-B", "YY-B"), encoding="utf-8")
    expect(app.get_by_text("The data have no region XX-B")).to_be_visible()
    expect(app.get_by_role("heading", name="1 May 2030")).to_be_visible()
    expect(app).not_to_have_url(re.compile("region="))
    until(app, lambda: on_map(app, "outageBrief.region") is None)


def test_a_dataset_that_is_mended_while_the_app_is_open_appears(browser, folder):
    good = (folder / "outages.csv").read_bytes()
    (folder / "outages.csv").write_bytes(good.replace(b",all,", b",dark,"))
    with running_app("--data", folder) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_text("dark").first).to_be_visible()
        (folder / "outages.csv").write_bytes(good)
        shown(page).locator('html[data-ready="1"]').wait_for()
        context.close()


@pytest.fixture
def live(browser: Browser, folder: Path) -> Iterator[tuple[Page, Web]]:
    """The app on outages from a web server, asked every second."""
    with web_server() as web:
        web.body = (folder / "outages.csv").read_bytes()
        (folder / "outages.csv").unlink()
        name_in_toml(folder, outages=f"{web.address}/outages.csv?token=hush")
        with running_app("--data", folder, "--refresh", "1") as address:
            for page in opened(browser, address + "?date=2030-05-01"):
                yield page, web


def test_what_a_server_says_anew_appears_and_what_it_garbles_is_refused_with_a_word(live):
    app, web = live
    expect(app.get_by_text("outages: 2 records, less than a minute old")).to_be_visible()
    good = web.body
    web.status = 500
    expect(app.get_by_text("A newer state was refused")).to_be_visible()
    expect(app.get_by_text("the server answers with status 500")).to_be_visible()
    assert become(app, "XX-A", State.ALL)
    web.status, web.body = 200, good.replace(b"XX-A", b"XX-D")
    assert become(app, "XX-D", State.ALL)
    expect(app.get_by_text("A newer state was refused")).to_be_hidden()
    assert "hush" not in app.content()
    assert app.locator(f'a[href*="{web.address}"]').count() == 0, "an address in data is text"


def test_a_refresh_that_fails_is_said_for_as_long_as_it_does_and_then_goes_on(live, folder):
    app, web = live
    good = (folder / "dataset.toml").read_bytes()
    (folder / "dataset.toml").write_bytes(good + b"[files")
    expect(app.get_by_text("Refresh failed since")).to_be_visible()
    (folder / "dataset.toml").write_bytes(good)
    web.body = web.body.replace(b"XX-A", b"XX-D")
    assert become(app, "XX-D", State.ALL)
    expect(app.get_by_text("Refresh failed since")).to_be_hidden()


def test_no_error_ends_the_refresh_and_each_is_printed_with_its_time(folder, cache, capsys):
    with web_server() as web:
        web.body = (folder / "outages.csv").read_bytes()
        name_in_toml(folder, outages=f"{web.address}/outages.csv?token=hush")
        refresh(str(folder), refresh_s=0)
        assert capsys.readouterr().err == ""
        notes = next(cache.rglob(".outages.json"))
        known = notes.read_text(encoding="utf-8")
        notes.write_text(re.sub(r'"asked_at": [0-9.]+', '"asked_at": "yesterday"', known), encoding="utf-8")
        refresh(str(folder), refresh_s=0)
        said = capsys.readouterr().err
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: refresh failed: TypeError\n", said)
        notes.write_text(known, encoding="utf-8")
        refresh(str(folder), refresh_s=0)
        assert capsys.readouterr().err == ""
        assert len(web.asked) == 2


@pytest.mark.parametrize("answer", [b"PK\x03\x04 cut off", b"\0" * 500, b"x" * 200_000 + b",1"])
def test_an_answer_that_no_library_can_read_is_refused_and_the_last_good_one_stays(folder, cache, capsys, answer):
    customers = pd.DataFrame({"region_code": ["XX-A"], "customers_total": ["5"]})
    with web_server() as web:
        web.body = written_as_xlsx(customers)
        name_in_toml(folder, customers=f"{web.address}/customers.xlsx")
        refresh(str(folder), refresh_s=0)
        web.body = answer
        refresh(str(folder), refresh_s=0)
        assert capsys.readouterr().err == ""
        (copy,) = copies_of(folder, {"customers": f"{web.address}/customers.xlsx"})
    assert copy.records == 1
    assert "customers.xlsx: cannot be read" in copy.refused


def written_as_xlsx(table: pd.DataFrame) -> bytes:
    file = io.BytesIO()
    table.to_excel(file, index=False)
    return file.getvalue()


def test_a_row_that_is_added_to_a_database_appears(browser, folder, database):
    columns = ("record_id", "region_code", "source", "source_role", "extent", "started_at")
    rows = [(code, code, "Grid company", "operator", "all", "2030-05-01") for code in ("XX-A", "XX-D")]
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create schema live")
        connection.execute(f"create table live.outages ({', '.join(f'{name} text' for name in columns)})")
        insert = f"insert into live.outages values ({', '.join(['%s'] * len(columns))})"
        connection.execute(insert, rows[0])
        name_in_toml(folder, outages=f"{database}?table=live.outages")
        with running_app("--data", folder, "--refresh", "1") as address:
            for app in opened(browser, address + "?date=2030-05-01"):
                assert become(app, "XX-A", State.ALL)
                assert become(app, "XX-D", State.NO_REPORT)
                connection.execute(insert, rows[1])
                assert become(app, "XX-D", State.ALL)
                connection.execute("drop table live.outages")
                expect(app.get_by_text("the database has no table live.outages")).to_be_visible()
                assert become(app, "XX-D", State.ALL)
                assert "grid:" not in app.content()
