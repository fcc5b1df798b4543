"""The peers that the page is measured beside show what it shows: each state in its colour."""

from benchmarks.peers import feature_groups, time_slider
from geo.states import STATE_BITS, State
from layers.style import STATE_COLOURS
from tests.geo.counts.test_summary import rows as counted
from tests.geo.worlds import world

OUT = ("", "0", "1", "20", "500", "950", "1000")


def test_a_peer_draws_every_state_in_its_colour():
    days = (("A", f"2026-01-{day:02}T10:00", out, "1000") for day, out in enumerate(OUT, 1))
    dataset = world(counts=counted(*days, ("B", "2026-01-01T10:00", "0", "1000")))
    assert {State(int(one)) for one in (dataset.timeline.codes & STATE_BITS).ravel()} == set(State)
    for page in (time_slider(dataset), feature_groups(dataset, days=dataset.timeline.days)):
        assert not [state for state, colour in STATE_COLOURS.items() if colour not in page]
