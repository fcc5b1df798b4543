"""The choice of what colours show, in the running app."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.dashboard.apps import running_app
from tests.geo.worlds import write_folder

COUNTS = "region_code,time,customers_out,customers_total\nA,2026-01-07T10:00,5,10\n"


@pytest.mark.long
def test_a_metric_chosen_beside_the_map_reaches_the_map_and_the_address(browser: Browser, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "squares", counts=COUNTS)
    with running_app("--data", folder) as address:
        page = browser.new_page()
        page.goto(f"{address}?metric=customers")
        legend = page.frame_locator('iframe[title="Outage map"]').locator(".legend .meaning")
        expect(legend).to_have_text("Customers out, highest of the day", timeout=20_000)
        page.get_by_role("combobox", name="Colour by").click()
        page.get_by_role("option", name="Customer-hours without power").click()
        expect(legend).to_have_text("Customer-hours without power", timeout=20_000)
        page.wait_for_url("**metric=customer_hours**")
        page.close()
