"""What drafted records would change: they are accepted in a copy of the dataset, which is then read as every dataset is."""

import datetime as dt
import math
import shutil
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.acceptance import accept
from geo.dataset import Dataset
from geo.files import temporary_folder
from geo.read import read_dataset
from geo.situation import situation_of, unplaced
from geo.view import View


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A region that drafted records (positions in the draft) speak of on a day: its states and flags before and after."""

    day: dt.date
    code: str
    before: int
    after: int
    records: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """The dataset with the drafted records in it, what they change, and which of them are not on the map, with the reason."""

    dataset: Dataset
    differences: tuple[Difference, ...]
    off_map: tuple[tuple[int, str], ...]


def tried(dataset: Dataset, folder: Path, draft: Mapping[str, Any], *, codes: Container[str], days: Sequence[dt.date]) -> Tried:
    """Accept drafted records in a copy of a dataset; the dataset itself is not touched.

    Parameters
    ----------
    dataset, folder
        The dataset as it is now, and where it lies.
    draft
        As for `geo.acceptance.accept`.
    codes
        The codes of the dataset's regions.
    days
        The days on which both are compared, on the coarsest level.

    Raises
    ------
    OutageBriefError
        If the records could not be accepted.
    OSError
        If the dataset cannot be copied.
    """
    with temporary_folder() as home:
        copy = Path(shutil.copytree(folder, home / "dataset"))
        ids = accept(copy, draft, who="-", codes=codes, again=True)
        after = read_dataset(copy, refresh_s=math.inf)
    number = {one: at for at, one in enumerate(ids)}
    drafted = {row: number[one] for row, one in enumerate(after.reports["record_id"]) if one in number}
    found = []
    for day in sorted(set(days)):
        view = View(date=day)
        for old, new in zip(situation_of(dataset, view).regions, situation_of(after, view).regions, strict=True):
            records = tuple(sorted(drafted[row] for row in new.statements if row in drafted))
            if records or old.state_and_flags != new.state_and_flags:
                found.append(Difference(day=day, code=new.code, before=old.state_and_flags,
                                        after=new.state_and_flags, records=records))  # fmt: skip
    off_map = tuple((number[one], why) for one, why in unplaced(after) if one in number)
    return Tried(dataset=after, differences=tuple(found), off_map=off_map)
