"""The browser that draws pages with text of strangers keeps its sandbox, unless it runs as root."""

import os

from briefing.browser.chromium import FLAGS, SANDBOX, flags_of


def test_only_root_gives_up_the_sandbox():
    assert "--no-sandbox" not in flags_of(is_root=False)
    assert "--no-sandbox" in flags_of(is_root=True)


def test_all_else_is_the_same_for_root_and_for_others():
    assert set(flags_of(is_root=True)) - set(flags_of(is_root=False)) == {"--no-sandbox"}


def test_this_process_starts_chromium_as_its_user_needs_it():
    is_root = os.geteuid() == 0
    assert flags_of(is_root=is_root) == FLAGS
    assert is_root != SANDBOX
