"""Addresses in [files] of dataset.toml: a web address or a table of a database, in place of a file's name."""

import re
from urllib.parse import parse_qs, urlsplit

WEB, DATABASE = ("http", "https"), ("postgresql", "postgres")
_ADDRESS = re.compile(rf"({'|'.join(WEB + DATABASE)})://", re.IGNORECASE)
_WRITTEN_AS_ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]+):/+", re.IGNORECASE)
UNSURE = 'hidden: write "#", "?" and "@" of user, password and query as %23, %3F and %40'


def is_address(entry: str) -> bool:
    """Whether an entry of [files] names something elsewhere, not a file of the dataset's folder."""
    return bool(_ADDRESS.match(entry))


def is_database(entry: str) -> bool:
    """Whether an entry of [files] names a table of a database."""
    return is_address(entry) and entry.partition(":")[0].casefold() in DATABASE


def without_secrets(entry: str) -> str:
    """Return an entry of [files] as it may be shown: an address without user, password and query.

    Of a database's address the table stays: "postgresql://host:5432/grid, table public.regions". A
    misspelt scheme ("postgresql+psycopg://") keeps no less secret; the name of a file stays as it
    is. Where nobody can say whether "@" ends a password or stands in a query, all is hidden.
    """
    written = _WRITTEN_AS_ADDRESS.match(entry)
    if written is None:
        return entry
    scheme, rest = written.group(1), entry[written.end() :]
    user, _, place = rest.rpartition("@")  # a password may hold "/" and "@" that nobody encoded
    if re.search(r"[?#]", user):
        return f"{scheme}://({UNSURE})"
    host, _, query = place.partition("#")[0].partition("?")
    table = parse_qs(query).get("table", [""])[0] if is_database(entry) else ""
    return f"{scheme}://{host}" + (f", table {table}" if table else "")


def is_written_as_address(entry: str) -> bool:
    """Whether an entry of [files] begins as an address does, of a kind that is read or not."""
    return _WRITTEN_AS_ADDRESS.match(entry) is not None


def identity_of(entry: str) -> str:
    """Return what tells one address from another: all of it but user and password."""
    shown = without_secrets(entry)
    if shown.endswith(f"({UNSURE})"):
        return entry
    if is_database(entry):
        column = parse_qs(entry.partition("?")[2]).get("geometry", [""])[0]
        return f"{shown}, {column}"
    return re.sub(r"://[^/?#]*@", "://", entry)


def extension_of(entry: str, *, otherwise: str) -> str:
    """Return how the file's name ends at a web address: ".csv"; `otherwise` where the address does not say."""
    name = urlsplit(entry).path.rpartition("/")[2]
    match = re.search(r"\.(?:csv|tsv|tab|txt|json|geojson|topojson|parquet|gpkg|zip|xlsx)$", name.casefold())
    return match.group() if match else otherwise
