"""Any country by its name: its regions, neighbourhood, cities, zone and words, out of the data that
ship with the product.

A wrong neighbour, zone or sentence on a boundary is mended here; a wrong region or name in
`data/world`.
"""

from geo.countries.lent import EMPTY_TABLE, Lent, country_letters, country_of_regions, lend
from geo.countries.lookup import Country, find_country
from geo.countries.units import country_levels, has_wider

__all__ = [
    "EMPTY_TABLE",
    "Country",
    "Lent",
    "country_letters",
    "country_levels",
    "country_of_regions",
    "find_country",
    "has_wider",
    "lend",
]
