"""A place as a sentence names it."""

from dataclasses import dataclass

REGION, CITY, DISTRICT, PLANT, ABROAD = "region", "city", "district", "plant", "abroad"
CAPITAL = "capital"  # words that stand for it

LEVEL_OF = {
    "region": REGION,
    "regions": REGION,
    "district": DISTRICT,
    "districts": DISTRICT,
    "city": CITY,
    "place": CITY,
}


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place in a sentence: tokens `first` up to, not with, `last`; `start`, `end`: offsets of the
    words that name it.

    `level`: region, district, city, plant or abroad; `name`: the place as it is written in a
    record; `back`: it is named by
    words such as "the region"; `quarter`: it lies in a city. `small`: a settlement that is in no list of large places.
    """

    first: int
    last: int
    start: int
    end: int
    level: str
    code: str = ""
    name: str = ""
    key: str = ""
    back: bool = False
    small: bool = False
    quarter: bool = False
    sure: bool = True
    town: "Mention | None" = None  # of a quarter
    doubtful: bool = False  # a former district that nothing else in the text speaks for
    words: tuple[int, int] | None = (
        None  # of what is named `back`: offsets of the name that it stands for
    )
