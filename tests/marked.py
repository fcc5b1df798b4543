"""What finds a sentence that has no translation: a dataset without a Latin letter, drawn in the pseudo-language."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

import pandas as pd

from geo.dataset import Dataset
from geo.language import MARK
from tests.geo.worlds import places, squares, stations, world


@cache
def without_latin_words() -> Dataset:
    """A dataset without a Latin letter in its own words, with all that a sheet can say of reports and counts."""
    names = {"name": [f"Край {n}" for n in "АБВГДЕ"], "short_name": list("АБВГДЕ")}
    who = {"source": "Мережа"}
    rows = [
        who | {"region_code": "A", "extent": "all", "people": ">1000", "settlements": "~3", "scope": "північ"},
        who | {"region_code": "B", "extent": "part", "asset": "підстанція", "source_role": "media"},
        who | {"region_code": "B", "extent": "none", "source": "Інший", "source_role": "operator"},
        who | {"region_code": "C", "extent": "large_part", "started_at": "2026-01-06", "services": "health:backup; water:off"},
        who | {"region_code": "D", "kind": "advisory", "extent": "unknown", "place": "", "started_at": "2026-01-07T10~"},
        who | {"region_code": "E", "kind": "scheduled", "extent": "unknown", "started_at": "2026-01-08"},
    ]  # fmt: skip
    counts = pd.DataFrame({
        "region_code": ["F", "F", "E"], "time": ["2026-01-07T10:00", "2026-01-08T11:00", "2026-01-08T11:00"],
        "customers_out": [120, 5, 1], "customers_total": [200, 900, 900]})  # fmt: skip
    own = {"title": "Квадрати", "disclaimer": "Вигадка.", "sources": ["Ніхто"], "zone_name": "час",
           "counts": {"customers_source": "перепис"}}  # fmt: skip
    return world(*rows, counts=counts, regions=squares("ABCDEF", **names), sections=own,
                 gazetteer=places({"place_id": "t", "name": "Місто", "region_code": "A", "population": "900000"}),
                 substations=stations({"id": "s", "name": "Підстанція"}))


def unmarked(said: Iterable[str]) -> set[str]:
    """The words of Latin letters without the mark of the pseudo-language; months and columns of files have none."""
    months = {f"{dt.date(2026, month, 1):%B}" for month in range(1, 13)} | {f"{dt.date(2026, m, 1):%b}" for m in range(1, 13)}
    words = re.findall(rf"[A-Za-z_]{{2,}}(?![A-Za-z_{MARK}])", " ".join(said))
    return {word for word in words if word not in months} - {"customers_total"}
