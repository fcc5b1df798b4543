"""Records drafted from a report in words: what the command `draft` prints and writes."""

import csv
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.name_report import places_of
from geo.drafting import Rules, as_data, draft, summary_of, text_of, text_of_bytes
from geo.errors import UsageError
from geo.files import write_whole
from geo.language import _
from geo.names import PlaceIndex, candidates
from geo.reports import COLUMNS
from geo.sentences import Sentence
from geo.settings import Settings, read_settings
from geo.times import parse_moment


def drafted(
    file: str, folder: Path, *, published: str = "", url: str = "", source: str = ""
) -> dict[str, Any]:
    """Draft records from a file, "-" for standard input, and return them as `draft --json` prints
    them.

    Raises DataError if the file holds no text that can be read, UsageError for a day that is none.
    """
    settings = read_settings(folder)
    text = (
        text_of_bytes(sys.stdin.buffer.read(), "standard input")
        if file == "-"
        else text_of(Path(file))
    )
    return drafted_from(text, places_of(folder), settings, published=published, url=url, source=source)


def drafted_from(
    text: str, index: PlaceIndex, settings: Settings, *, published: str = "", url: str = "", source: str = ""
) -> dict[str, Any]:
    """Draft records from a text; see `drafted`. `index`: what names mean in the dataset."""
    try:
        parse_moment(published, zone=settings.zone)
    except ValueError as error:
        raise UsageError(Sentence("Invalid --published {published!r}. Use YYYY-MM-DD, or a time: 2026-01-07T18:30.",
                                  published=published)) from error
    rules = Rules(
        index=index,
        zone=settings.zone,
        speakers=settings.speakers,
        holds=settings.holds,
        capital=settings.capital,
    )
    data = as_data(draft(text, rules, published=published, url=url), text, published=published)
    for record in data["records"]:
        if in_full := _in_full(record, index):
            record["evidence"]["place"]["in_full"] = in_full
        if source and not record["source"]:
            record["source"] = source
            record["evidence"]["source"] = {"derived_from": "default"}
    return data


def _in_full(record: Mapping[str, Any], index: PlaceIndex) -> str:
    """Tell a city from the region that it shares its name with: "Sumy (city)"; "" for all other places."""
    proof = record["evidence"].get("place", {})
    meant = candidates(index, record["place"]) if proof.get("level") == "city" else ()
    shared = any(one.is_region and one.code == record["region_code"] for one in meant)
    return f"{record['place']} (city)" if shared else ""


def draft_in_words(data: Mapping[str, Any], *, explain: bool) -> str:
    """Print drafted records for people; `explain`: with the words, or the field, that each value
    rests on.
    """
    lines = []
    for number, record in enumerate(data["records"], 1):
        lines.append(f"{number}. {summary_of(record)}")
        for name, proof in record["evidence"].items() if explain else ():
            words = (
                f"{proof['quote']!r} ({proof['start']}..{proof['end']}, {proof['rule']})"
                if "quote" in proof
                else _("from {field}", field=proof["derived_from"])
            )
            lines.append(f"     {name} = {record[name]}: {words}")
    lines += ["   " + _("ignored, {why}: {quote}", why=one["why"], quote=repr(one["quote"])) for one in data["ignored"]]
    return "\n".join([*lines, *([str(data["note"])] if data["note"] else [])])


def drafts_as_csv(data: Mapping[str, Any], path: Path) -> None:
    """Write drafted records with the columns of `outages.csv`; their record_id is draft-1,
    draft-2. Raises OSError.
    """
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for number, record in enumerate(data["records"], 1):
        place = record["evidence"].get("place", {}).get("in_full", record["place"])
        writer.writerow({**record, "place": place, "record_id": f"draft-{number}", "summary": summary_of(record)})
    write_whole(path, table.getvalue().encode())
