"""Small dataset folders for tests: four squares of one degree, side by side, in an invented country."""

import csv
import json
import re
from pathlib import Path

from geo.reports import COLUMNS

SQUARES = {"XX-A": 10.0, "XX-B": 11.0, "XX-C": 12.0, "XX-D": 13.0}
SOUTH = 50.0
DEFAULTS = {"source": "Grid company", "source_role": "operator", "extent": "all", "started_at": "2030-05-01", "status": "claimed"}


def write_folder(folder: Path, records: list[dict[str, str]], *, title: str = "Squares", names: dict[str, str] | None = None,
                 substations: list[dict[str, str]] | None = None, more: str = "") -> Path:
    """Write a dataset folder; each record is a dict of outage columns, over DEFAULTS."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [f"title = {json.dumps(title)}", 'code = "XX"', 'zone = "Europe/Kyiv"', 'zone_name = "Kyiv time"',
             f"disclaimer = {json.dumps('Reported, not verified. ' + title)}", f"sources = [{json.dumps('Invented: ' + title)}]",
             "[files]", 'regions = "regions.geojson"', 'outages = "outages.csv"']
    if substations is not None:
        parts.append('substations = "substations.csv"')
        _write_csv(folder / "substations.csv", ["id", "name", "voltages_kv", "operator", "lon", "lat", "precision"], substations)
    (folder / "dataset.toml").write_text("\n".join([*parts, more]) + "\n", encoding="utf-8")
    (folder / "regions.geojson").write_text(json.dumps(_regions(names or {})), encoding="utf-8")
    numbered = [DEFAULTS | {"record_id": f"r{i}"} | record for i, record in enumerate(records)]
    _write_csv(folder / "outages.csv", list(COLUMNS), numbered)
    return folder


def name_in_toml(folder: Path, **entries: str) -> Path:
    """Name files or addresses in [files] of a dataset folder, by key, in place of what stands there."""
    toml = folder / "dataset.toml"
    text = toml.read_text(encoding="utf-8")
    for key, entry in entries.items():
        text = re.sub(rf"^{key} = .*\n", "", text, flags=re.MULTILINE)
        text = text.replace("[files]\n", f"[files]\n{key} = {json.dumps(entry)}\n")
    toml.write_text(text, encoding="utf-8")
    return folder


def _regions(names: dict[str, str]) -> dict[str, object]:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": names.get(code, f"Square {code[-1]}")},
            "geometry": {"type": "Polygon", "coordinates": [[
                [west, SOUTH], [west + 1, SOUTH], [west + 1, SOUTH + 1], [west, SOUTH + 1], [west, SOUTH]]]},
        }
        for code, west in SQUARES.items()
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def _write_csv(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
