"""The time zone that a text gives all its clocks: "All times are GMT"."""

from dataclasses import replace

from geo.drafting.clocks import CLOCK, UNTIL, zone_at
from geo.drafting.reading import Reading

NEAR = 3  # words between "all times are" and the zone


def zone_of_all(reading: Reading) -> str:
    """Return the zone that a sentence gives all times of its text, "" if it gives none."""
    for word in reading.having("guard.all_times"):
        for at in range(word.last, min(word.last + NEAR, len(reading.tokens))):
            zone, last = zone_at(reading.tokens, at, reading.lexicon)
            if last > at:
                return zone
    return ""


def in_zone(reading: Reading, zone: str) -> Reading:
    """Return a sentence whose clocks are in a zone, those that name one of their own excepted."""
    if not reading.times:
        return reading
    times = tuple(replace(one, zone=zone) if one.kind in {CLOCK, UNTIL} and not one.zone else one for one in reading.times)
    return replace(reading, times=times)
