"""Columns by what a server calls them for people: ArcGIS gives `VAL_A` the alias "Customers without power".

A table is guessed by its aliases, and mapped by its columns' own names, which stay when somebody writes an alias anew.
"""

from dataclasses import replace

from geo.mapping.columns import Guess
from geo.mapping.vocabulary import folded
from geo.tables import TableFile


def by_alias(file: TableFile) -> TableFile:
    """Return a table whose columns are called by their aliases, where those say more than their names.

    Its `aliases` lead back, from what a column is called to its name.
    """
    names = set(map(str, file.table.columns))
    told = {name: alias for name, alias in file.aliases.items()
            if name in names and alias not in names and folded(alias) != folded(name)}  # fmt: skip
    apart = {name: alias for name, alias in told.items() if list(told.values()).count(alias) == 1}
    if not apart:
        return file
    back, tags = {alias: name for name, alias in apart.items()}, {apart.get(name, name): tag for name, tag in file.tags.items()}
    return replace(file, table=file.table.rename(columns=apart), tags=tags, aliases=back)


def by_name(guess: Guess, called: TableFile) -> Guess:
    """Return a guess of such a table with the columns' own names in its mapping."""
    columns = {ours: tuple(called.aliases.get(name, name) for name in names) for ours, names in guess.mapping.columns.items()}
    return replace(guess, mapping=replace(guess.mapping, columns=columns))
