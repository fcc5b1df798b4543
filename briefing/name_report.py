"""What names mean to a dataset, as plain data: what the command `places` prints."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geo.errors import UsageError, words_of_system
from geo.language import _
from geo.levels import regions_of, with_districts, with_parents
from geo.names import Candidate, PlaceIndex, candidates, index_places, is_asked, read_decisions
from geo.places.features import empty_gazetteer, read_gazetteer
from geo.read import locate
from geo.sentences import Sentence
from geo.settings import read_settings


def places_of(folder: Path) -> PlaceIndex:
    """Read what names mean in a dataset folder, and nothing else of it. Raises DataError."""
    settings = read_settings(folder)
    keys = ("regions", "finer_regions", "gazetteer", "settlements")
    at = {key: path for key in keys if (path := locate(folder, settings, key)) is not None}
    regions, *finer = regions_of(at, settings).levels
    within_m = settings.snap_distance_km * 1000
    districts = [with_parents(one, regions, nearest_within_m=within_m) for one in finer]
    gazetteer = read_gazetteer(at["gazetteer"]) if "gazetteer" in at else empty_gazetteer()
    return index_places(
        regions, with_districts(gazetteer, districts), words=settings.words,
        decisions=read_decisions(folder), settlements=at.get("settlements"),
    )  # fmt: skip


def names_in(file: Path) -> list[str]:
    """Return the names of a file, one a line, blank lines left out. Raises UsageError if it is no text in UTF-8."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(Sentence("Invalid text in {file}, byte {start}. Use UTF-8.", file=file, start=error.start)) from error
    except OSError as error:
        raise UsageError(Sentence("{file} cannot be read ({error}).", file=file, error=words_of_system(error))) from error
    return [line.strip() for line in lines if line.strip()]


def meanings_of(index: PlaceIndex, names: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the candidates of each name, the best first, as `places --json` prints them."""
    return {name: [_plain(one) for one in candidates(index, name)] for name in names}


def meanings_in_words(index: PlaceIndex, names: Iterable[str]) -> list[str]:
    """Return a line for each name, and one below it for each candidate."""
    lines = []
    for name in names:
        found = candidates(index, name)
        verdict = _("not known") if not found else _("ask") if is_asked(found) else found[0].code
        lines.append(f"{name}: {verdict}")
        lines += [f"  {one.code}  {one.name} ({one.kind}), {one.confidence:.2f}: {one.why}" for one in found]
    return lines


def _plain(one: Candidate) -> dict[str, Any]:
    return {key: getattr(one, key) for key in ("code", "name", "level", "kind", "confidence", "why")}
