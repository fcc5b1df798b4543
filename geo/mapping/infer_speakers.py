"""Tables in which several speakers tell of one region and moment: statements, which may contradict each other."""

from collections.abc import Mapping

from geo.column_words import say_column
from geo.mapping.columns import unused_of
from geo.mapping.vocabulary import names_speakers
from geo.sentences import Sentence
from geo.tables import TableFile


def several_speak(file: TableFile, taken: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """Return that a column names several speakers for one region and moment, and what can be done; None if none does."""
    keys = [name for ours in ("region_code", "place", "time") for name in taken.get(ours, ())]
    if "part" in taken or not keys:
        return None
    groups = file.table.groupby(keys, sort=False)
    for column in filter(names_speakers, unused_of(file.table, dict(taken))):
        several = int((groups[column].nunique() > 1).sum())
        if several:
            return (Sentence("{column!r} names who says so, and of {n} regions and moments several do: no one figure is that of "
                             "the region", column=column, n=several), say_column("part", column))  # fmt: skip
    return None
