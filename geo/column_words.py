"""What the columns of the contract are called in words, each with a help, and how a remedy names them.

A form shows these words; the command line and `dataset.toml` use the columns' own names.
"""

from geo.sentences import Control, Sentence, control

COLUMN_WORDS: dict[str, Sentence] = {
    "region_code": Sentence("Code of the region"),
    "place": Sentence("Place"),
    "time": Sentence("Time of the figure"),
    "customers_out": Sentence("Customers without power"),
    "customers_total": Sentence("All customers"),
    "part": Sentence("Parts that add up"),
    "extent": Sentence("How much is without power"),
    "started_at": Sentence("Since"),
    "ended_at": Sentence("Until"),
    "reported_at": Sentence("Reported at"),
    "people": Sentence("People without power"),
    "customers": Sentence("Customers without power"),
    "source": Sentence("Who says so"),
    "source_role": Sentence("Role of the source"),
    "source_url": Sentence("Web address"),
    "kind": Sentence("Planned or not"),
    "cause": Sentence("Cause"),
    "summary": Sentence("In words"),
    "lon": Sentence("Longitude"),
    "lat": Sentence("Latitude"),
}
COLUMN_HELP: dict[str, Sentence] = {
    "region_code": Sentence("The code that the boundaries have for the region, such as UA-32. With it no name is needed."),
    "place": Sentence("A region, city or district, in any spelling"),
    "time": Sentence("When the figure was true: 2026-01-07 or 2026-01-07 08:30"),
    "customers_out": Sentence("How many customers have no power: 12400"),
    "customers_total": Sentence("How many customers the region has in all; with it the map shows shares"),
    "part": Sentence("What tells several rows of one region and time apart, such as the utility: their figures are added"),
    "extent": Sentence("How much of the place is out, in words: no power, half, part, restored"),
    "started_at": Sentence("2026-01-07; 2026-01-07 08:30"),
    "ended_at": Sentence("When power came back; a forecast is no end"),
    "reported_at": Sentence("When it was said, or when the list was made"),
    "people": Sentence("A figure, or >104000, ~150, 100..200. People are never read as customers."),
    "customers": Sentence("A figure, or >104000, ~150, 100..200: those without power, not all of the place"),
    "source": Sentence("The utility, office or newspaper that said it; one name for each row"),
    "source_role": Sentence("Official, utility, press or another: it ranks sources that do not agree"),
    "source_url": Sentence("Where the statement can be read"),
    "kind": Sentence("What sort of outage it is: planned work, emergency, damage"),
    "cause": Sentence("Why: weather, attack, equipment, fuel"),
    "summary": Sentence("The statement itself, in words"),
    "lon": Sentence("Degrees east of Greenwich, such as 30.52"),
    "lat": Sentence("Degrees north, such as 50.45"),
}
ZONE = Sentence("Time zone, if not the regions' own")
TIME_OF_ALL = Sentence("Time of all rows, if the table has none")
PLACE_OF_ALL = Sentence("Place of all rows, if the table has none")
CRS = Sentence("Coordinate system, if not degrees")
UNITS: dict[str, Sentence] = {
    "customers": Sentence("customers"), "people": Sentence("people"), "households": Sentence("households"),
    "meters": Sentence("meters"), "outages": Sentence("outages"), "stations": Sentence("stations"),
    "settlements": Sentence("settlements"), "complaints": Sentence("complaints"),
}  # fmt: skip
"""What a column of figures counts, by the names of `geo.mapping`."""


def named(ours: str) -> Control:
    """Return a column of ours as a fault names it: by its name, in a form by the words of its box."""
    return control(ours, field=COLUMN_WORDS.get(ours, ours))


def say_column(ours: str, column: str) -> Control:
    """Say how a user tells that a column of the file is one of ours."""
    return control(Sentence('say so with --column "{ours}={column}"', ours=ours, column=column),
                   field=Sentence("choose {column!r} in the box “{field}”", column=column, field=COLUMN_WORDS[ours]))
