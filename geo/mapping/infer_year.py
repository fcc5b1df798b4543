"""The year that a table's days leave to its title."""

from dataclasses import replace

from geo.mapping.columns import cells_in, share_of
from geo.mapping.infer_times import CALLED_TIME, called_a_time
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.across import HEADING
from geo.tables.layout import ABOVE, some
from geo.tables.years import lacks_year, with_years, year_in


def with_year_told(file: TableFile) -> TableFile:
    """Return a table whose days have the year that its title names, if they lack it; its reading and a note say so."""
    year = year_in(text for where, text in file.lines.items() if where.startswith(ABOVE))
    days = [name for name in map(str, file.table.columns) if name == HEADING or called_a_time(file, name)] if year else []
    days = [name for name in days if cells_in(file, name) and share_of(file.table[name], lacks_year) >= CALLED_TIME]
    if not days:
        return file
    note = Sentence("{columns} holds days without their year: {year}, as the title says", columns=some(days), year=year)
    table = file.table.assign(**{name: with_years(file.table[name], year) for name in days})
    return replace(file, table=table, reading=replace(file.reading, year=year), notes=(*file.notes, note))
