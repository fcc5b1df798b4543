"""What a new dataset of a country says in the other languages of the product: its own words, and the names of its regions."""

from collections.abc import Iterable, Mapping, Sequence

from geo.language import OFFERED, _, speaking

OTHERS = tuple(code for code in OFFERED if code != "en")
"""The languages beside that in which a new dataset is written."""


def name_in(names: Mapping[str, str], code: str) -> str:
    """Return the name in a language, of names by the codes of the languages that have them ("Norge": "da nb sv"); "" if none."""
    return next((name for name, languages in names.items() if code in languages.split()), "")


def columns_of_names(named: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Return columns of names for each of the other languages: `name_uk`, `short_name_uk`."""
    every = list(named)
    return {f"{column}_{code}": [name_in(names, code) for names in every] for code in OTHERS for column in ("name", "short_name")}


def translations(names: Mapping[str, str], *, title: str, disclaimer: Sequence[str], note: str, zone: str,
                 sources: Sequence[str]) -> dict[str, dict[str, object]]:  # fmt: skip
    """Return the tables `[translations.<language>]` of a country by its names; what has no translation stays as it is.

    `title` takes the name of the country, `note` its zone.
    """
    found: dict[str, dict[str, object]] = {}
    for code in OTHERS:
        called = name_in(names, code)
        if not called:
            continue
        with speaking(code):
            table: dict[str, object] = {"title": _(title, country=called), "disclaimer": " ".join(map(_, disclaimer))}
            table["sources"] = [_(one) for one in sources]
            if note:
                table["zone_note"] = _(note, zone=zone)
            found[code] = table
    return found
