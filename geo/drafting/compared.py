"""Places with which something is only compared: "the longest outage in region A since 2022"."""

from geo.drafting.place import Mention
from geo.drafting.reading import Reading


def is_compared(reading: Reading, place: Mention) -> bool:
    """Whether a place stands between words such as "the longest in" and "since"."""
    ranked = any(0 <= place.first - word.last <= 1 for word in reading.having("place.record"))
    return ranked and any(word.first == place.last for word in reading.having("time.since"))
