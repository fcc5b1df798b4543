"""The data behind a picture, for other programs: GeoPackage and CSV, as generalised as the picture itself."""

import datetime as dt
import sqlite3
import tempfile
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from briefing.formats.gpkg_style import dress
from briefing.request import Request, language_of_request
from briefing.sheet.subject import Subject, around, link_of, statements_on, unplaced_in_words
from geo.dataset import at_level
from geo.errors import UsageError
from geo.files import temporary_folder
from geo.language import N_, _, in_language
from geo.places import OUTSIDE
from geo.quantities import KINDS
from geo.sentences import Sentence
from geo.situation import RegionSituation, Situation, compared, situation_of
from geo.situation.metrics import COLUMNS, OUT, STATE, figures_of, metrics_of
from geo.timeline import Change
from layers.statements import words_of

FIGURES = ("customers_out", *(f"{kind}_{end}" for kind in KINDS for end in ("low", "high")))
DESCRIPTIONS = {
    "regions": N_("What the map shows of each region on each date, and why. no_report: nothing is known."),
    "substations": N_("Substations at generalised positions."),
    "statements": N_("Who said what of which region; `code` and `date` lead to regions."),
    "readme": N_("Title, dates, zone, sources and limits."),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@in_language(language_of_request)
def gpkg_of(request: Request) -> bytes:
    """Return a GeoPackage (EPSG:4326): regions with their states, a view of each date, substations at generalised positions,
    statements, readme, and a style by which QGIS draws the regions in the colours of the map.
    """
    import pyogrio

    subject = request.subject
    regions = pd.concat([regions_on(subject.on(date)) for date in request.dates], ignore_index=True)
    shapes = at_level(subject.dataset, subject.view.level).regions.set_index("code").geometry
    frame = gpd.GeoDataFrame(regions, geometry=shapes.loc[regions["code"]].to_numpy(), crs=subject.dataset.regions.crs)
    layers: list[tuple[str, pd.DataFrame]] = [("regions", frame.assign(date=pd.to_datetime(frame["date"]).dt.date))]
    if "substations" in subject.view.layers and len(subject.dataset.substations):
        layers.append(("substations", _substations(subject)))
    said = _statements(request)
    layers += [("statements", said.assign(date=pd.to_datetime(said["date"]).dt.date)), ("readme", readme_of(request))]
    # GDAL writes the time of its own clock into the file: two exports of one request would differ
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{subject.made_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.000Z}"})
    try:
        with temporary_folder() as folder:
            path = folder / "data.gpkg"
            for n, (name, table) in enumerate(layers):
                pyogrio.write_dataframe(table, path, layer=name, driver="GPKG", append=n > 0, use_arrow=True,
                                        promote_to_multi=name == "regions" or None,
                                        layer_options={"IDENTIFIER": name, "DESCRIPTION": _(DESCRIPTIONS[name])})  # fmt: skip
            dress(path, request.dates, made_at=subject.made_at)
            return path.read_bytes()
    except (RuntimeError, OSError, sqlite3.Error) as error:  # what pyogrio raises is a kind of RuntimeError
        raise UsageError(Sentence("The GeoPackage cannot be written in {folder} ({error}). Free some space there, or set "
                                  "TMPDIR to a folder that has it.", folder=tempfile.gettempdir(), error=error)) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


@in_language(language_of_request)
def csv_of(request: Request) -> bytes:
    """Return one row for every statement of every date, one for every region without any, one for every record not placed.

    UTF-8 with a byte order mark, without which spreadsheets misread Cyrillic. Text that a spreadsheet would run as a formula is
    led by an apostrophe.
    """
    subject = request.subject
    regions = pd.concat([regions_on(subject.on(date)) for date in request.dates], ignore_index=True)
    table = regions.drop(columns="statements").merge(_statements(request), on=["date", "code"], how="left")
    lost = pd.DataFrame({"not_placed": unplaced_in_words(subject.dataset)})
    table = pd.concat([table, lost], ignore_index=True)
    readme = readme_of(request).set_index("key")["value"]
    known = ["known"] if subject.dataset.known_on else []
    for key in ("title", "zone", *known, "filter", "data_as_of", "made_at", "sources", "disclaimer", "link"):
        if key in readme:
            table[key] = readme[key]
    return as_csv(table)


def as_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV; text that a spreadsheet would run as a formula is led by an apostrophe."""
    text = table.select_dtypes(include=["object", "string"]).columns
    safe = table[text].map(lambda cell: f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell)
    return table.assign(**{name: safe[name] for name in text}).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def regions_on(subject: Subject) -> pd.DataFrame:
    """Return one row for each region of the View's date: what the map shows of it, why, and what became of it since the date
    that the View compares with, if it does.
    """
    situation = situation_of(subject.dataset, subject.view)
    ids = subject.dataset.reports["record_id"].tolist()
    frame = pd.DataFrame([_region(situation, one, ids) for one in situation.regions])
    if subject.dataset.span is not None:
        frame["worst_on"] = ["" if one.worst_on is None else one.worst_on.isoformat() for one in situation.regions]
    if subject.dataset.selection is not None:
        frame["hidden"] = [one.hidden for one in situation.regions]
    shown, index = at_level(subject.dataset, subject.view.level), subject.dataset.timeline.index_of(situation.date)
    for metric in metrics_of(subject.dataset):  # the state and the customers out are columns already
        if metric.name not in {STATE, OUT}:
            laid = figures_of(shown, COLUMNS.get(metric.name, metric.name))
            frame[metric.name] = np.nan if index is None else laid[index]
    if (since := compared(subject.dataset, subject.view, situation)) is not None:
        before, changes = since
        frame = frame.assign(compared_with=before.date.isoformat(), state_before=[one.state.word for one in before.regions],
                             change=[Change(int(one)).word for one in changes])  # fmt: skip
    return frame.astype(dict.fromkeys(FIGURES, "Int64"))  # whole numbers, and yet blank where nobody gave one


def _region(situation: Situation, one: RegionSituation, ids: list[str]) -> dict[str, Any]:
    figures = {f"{kind}_{end}": None if (q := one.figures.get(kind)) is None else getattr(q, end)
               for kind in KINDS for end in ("low", "high")}  # fmt: skip
    return {"date": situation.date.isoformat(), "code": one.code, "name": one.name, "state": one.state_word,
            "flags": " ".join(one.flags), "rule": one.rule, "set_by": None if one.setter is None else ids[one.setter],
            "customers_out": one.customers_out, "statements": len(one.statements), **figures}  # fmt: skip


def _statements(request: Request) -> pd.DataFrame:
    rows = [row for date in request.dates for row in _statements_of(request.subject.on(date))]
    columns = ["date", "code", "record_id", "source", "role", "told", "what", "quantities", "services", "summary", "url"]
    return pd.DataFrame(rows, columns=columns)


def _statements_of(subject: Subject) -> list[dict[str, Any]]:
    situation = situation_of(subject.dataset, subject.view)
    return [
        {"date": situation.date.isoformat(), "code": region.code, "record_id": w.record_id, "source": w.who, "role": w.role,
         "told": w.when, "what": w.what, "quantities": w.figures, "services": w.services, "summary": w.summary, "url": w.url}
        for region in situation.regions for w in (words_of(subject.dataset, record) for record in region.statements)
    ]  # fmt: skip


def _substations(subject: Subject) -> gpd.GeoDataFrame:
    """The substations that the map draws; neither ids nor operators leave the house."""
    stations = subject.dataset.substations
    drawn = stations[stations["region"] != OUTSIDE]
    voltages = drawn["voltages_kv"].map(lambda kvs: ";".join(f"{kv:g}" for kv in kvs))
    frame = gpd.GeoDataFrame({"name": drawn["name"], "voltages_kv": voltages, "precision": drawn["precision"]},
                             geometry=drawn.geometry, crs=stations.crs)  # fmt: skip
    least = subject.view.min_kv
    return frame if least is None else frame[drawn["voltages_kv"].map(lambda kvs: bool(kvs) and max(kvs) >= least)]


def readme_of(request: Request) -> pd.DataFrame:
    """Return what the data are, by `key` and `value`: title, dates, zone, sources, disclaimer, link, what is not placed."""
    subject, settings = request.subject, request.subject.dataset.settings
    records = sorted({r for date in request.dates for r in statements_on(situation_of(subject.dataset, subject.on(date).view))})
    words: Any = around(subject.on(request.dates[-1]), request.dates[-1], records=records, page=1, pages=1)
    about = {
        "title": settings.title, "dates": ", ".join(map(dt.date.isoformat, request.dates)),
        "zone": f"{settings.zone_name} ({settings.zone.key})",
        "known": _("now") if (day := subject.dataset.known_on) is None else _("as known on {day}", day=day),
        "data_as_of": words["as_of"], "made_at": subject.made_at.isoformat(timespec="minutes"), "records": words["notes"][-2],
        **({"filter": words["filter"]} if words["filter"] else {}),
        "sources": "; ".join(settings.sources), "disclaimer": settings.disclaimer, "link": link_of(subject),
        "positions": _(
            "exact, as dataset.toml allows" if settings.positions == "exact" else "substations at generalised ones"),
        "states": _("no_report means that nothing is known; it does not mean that power is on"),
        "not_placed": "; ".join(unplaced_in_words(subject.dataset)) or _("none"),
    }  # fmt: skip
    return pd.DataFrame({"key": list(about), "value": list(about.values())})
