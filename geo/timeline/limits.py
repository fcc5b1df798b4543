"""How far a timeline may reach, asked before memory is taken."""

import datetime as dt

import numpy as np
import pandas as pd

from geo.errors import DataError, Fault
from geo.sentences import Sentence
from geo.times import EPOCH

MOST_CELLS = 50_000_000  # states of days and regions, at 25 bytes each; 3,142 counties over 40 years are 46 million


def require_within(days: int, n_regions: int, *, first: int, last: int) -> None:
    """Raise DataError before memory is taken, if the dates of a dataset reach too far for so many regions."""
    if days * n_regions > MOST_CELLS:
        begin, end = (EPOCH + dt.timedelta(days=day) for day in (first, last))
        raise DataError([Fault(what=Sentence("its dates, {begin} to {end}, are {days:,} days of {n_regions:,} regions",
                                             begin=begin, end=end, days=days, n_regions=n_regions), file="dataset",
                               expected=Sentence("at most {most_cells:,} states of days and regions", most_cells=MOST_CELLS),
                               remedy=Sentence("correct dates that lie far from the others, or make a dataset of each few "
                                               "years"))])


def require_held(holding: pd.DataFrame) -> None:
    """Raise DataError before memory is taken, if the statements hold for too many days together."""
    days = int((holding["until"].astype(np.int64) - holding["first"] + 1).sum())
    if days > MOST_CELLS:
        raise DataError([Fault(what=Sentence("its {count:,} reports hold for {days:,} days together", count=len(holding),
                                             days=days), file="dataset",
                               expected=Sentence("at most {most_cells:,}", most_cells=MOST_CELLS),
                               remedy=Sentence("make expiry_hours smaller, or make a dataset of each few years"))])
