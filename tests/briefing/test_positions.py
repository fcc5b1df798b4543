"""No exact position, id or shape of a substation leaves the dataset: in no page, no section of it, no output of a command."""

import datetime as dt
import io
import json
import re
import shutil
import struct
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image
from pypdf import PdfReader

from briefing.__main__ import main
from briefing.export import FORMATS, html_of
from briefing.request import Request
from briefing.sheet.subject import subject_of
from geo.dataset import Dataset
from geo.places.features import read_substations
from geo.places.substation_import import read_features
from geo.read import read_dataset
from geo.view import View
from layers.topology import encode
from tests.conftest import FIXTURES, UKRAINE
from tests.layers.test_page import read_varints, sections_of

TRACE = re.compile(r"-?\d+\.\d{4}")  # a coordinate to within 10 m begins so
INVENTED = {
    "invented.csv": "id,name,voltages_kv,operator,lon,lat\n"
                    "way/123456789,Secret 330,330;110,Grid,30.1234567,50.7654321\nway/987654321,Far,750,,2.3456789,48.8765432\n",
    "invented.geojson": gpd.GeoDataFrame(
        {"osm_id": [123456789, 987654321], "power": "substation", "name": ["Secret 330", None], "voltage": ["330000", "?"]},
        geometry=[shapely.Point(30.1234567, 50.7654321).buffer(0.0012345), shapely.Point(31.2345678, 49.8765432)],
        crs="EPSG:4326",
    ).to_json(),
}  # fmt: skip


@pytest.fixture(scope="module", params=[*INVENTED, "ukraine_power.geojson", "europe_grid_nodes.csv"])
def folder(request, tmp_path_factory) -> Path:
    """The bundled dataset with other substations, and a report that names one by its id."""
    name = request.param
    tmp_path = tmp_path_factory.mktemp("positions")
    shutil.copytree(UKRAINE, tmp_path / "d")
    (tmp_path / "d" / name).write_bytes(INVENTED[name].encode() if name in INVENTED else (FIXTURES / name).read_bytes())
    toml = tmp_path / "d" / "dataset.toml"
    toml.write_text(toml.read_text().replace('"substations.csv"', f'"{name}"'))
    named = read_substations(tmp_path / "d" / name)[0].cx[28:33, 49:51]["id"].iloc[0]
    outages = pd.read_csv(UKRAINE / "outages.csv", dtype=str, keep_default_na=False)
    report = {"record_id": "named", "substation": named, "source": "Grid", "source_role": "operator", "extent": "unknown",
              "started_at": "2026-01-07", "asset": "a transformer"}  # fmt: skip
    pd.concat([outages, pd.DataFrame([report])]).fillna("").to_csv(tmp_path / "d" / "outages.csv", index=False)
    return tmp_path / "d"


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Dataset:
    return read_dataset(folder)


def file_of(folder: Path, dataset: Dataset) -> Path:
    return folder / dataset.settings.files.substations


@cache
def exact_of(path: Path) -> tuple[set[str], set[str]]:
    """Every id of a file, and the beginning of every coordinate that it holds, corners of areas included."""
    frame, _ = read_substations(path)
    features = read_features(path)
    points = [shapely.get_coordinates(frame.geometry.to_numpy())]
    if isinstance(features, gpd.GeoDataFrame):
        points.append(shapely.get_coordinates(features.geometry.to_numpy()))
    ids = {word for identity, others in zip(frame["id"], frame["other_names"], strict=True) for word in (identity, *others)
           if re.search(r"\d{5}", word)}  # fmt: skip
    return ids, set(TRACE.findall(" ".join(map(repr, np.concatenate(points).ravel().tolist()))))


def strings_of(content: object) -> Iterator[str]:
    """Every text in a JSON value, keys included."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield key
            yield from strings_of(value)
    elif isinstance(content, list):
        for value in content:
            yield from strings_of(value)


def assert_silent(texts: Iterable[str], path: Path) -> None:
    ids, traces = exact_of(path)
    for text in texts:
        assert traces.isdisjoint(TRACE.findall(text))
        assert ids.isdisjoint(re.findall(r"(?:way/|node/)?\d{5,}", text))


def parts_of(content: bytes, extension: str) -> list[bytes]:
    """The readable parts of an export: members of an archive, streams of a PDF, text of a PNG; else the whole."""
    if extension.endswith((".pptx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [(archive.read(name), Path(name).suffix) for name in archive.namelist()]
        return [part for member, suffix in members for part in parts_of(member, suffix)]
    if extension == ".pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return [page.extract_text().encode() for page in pages] + [str(PdfReader(io.BytesIO(content)).metadata).encode()]
    if extension in {".xml", ".rels"}:  # words and alt texts; what else stands there is measures of the page
        text = content.decode()
        return [re.sub(r"<[^>]*>", " ", text).encode(), *(words.encode() for words in re.findall(r'descr="([^"]*)"', text))]
    if extension == ".png":
        return [repr(Image.open(io.BytesIO(content)).info).encode()]
    return [content]


@pytest.mark.long
@pytest.mark.parametrize("extension", FORMATS)
def test_every_export_is_silent_about_where_substations_are(folder: Path, dataset: Dataset, extension: str):
    path = file_of(folder, dataset)
    made_at = dt.datetime(2026, 1, 12, tzinfo=dataset.settings.zone)
    points = shapely.get_coordinates(read_substations(path)[0].geometry.to_numpy()).ravel()
    for view in (View(), View(region="UA-12", min_kv=330)):
        subject = subject_of(dataset, view, made_at=made_at)
        for part in parts_of(FORMATS[extension](Request(subject=subject, dates=(subject.date,))), extension):
            text = re.sub(r'<script type="text/plain".*?</script>', "", part.decode("latin-1"), flags=re.DOTALL)
            assert exact_of(path)[1].isdisjoint(TRACE.findall(text))
            if extension == ".gpkg":  # which holds numbers as bytes
                assert not any(struct.pack("<d", exact) in part for exact in points)
            if extension != ".gif":  # pixels spell any number
                assert_silent([text], path)


def test_every_section_of_the_page_is_silent(folder: Path, dataset: Dataset):
    sections = sections_of(html_of(dataset, View()).decode())
    texts = []
    for name, content in sections.items():
        text = content.decode("latin-1")
        texts += strings_of(json.loads(content)) if text.startswith(("{", "[")) else []
        assert exact_of(file_of(folder, dataset))[1].isdisjoint(TRACE.findall(text)), name
    assert_silent(texts, file_of(folder, dataset))


def test_every_position_in_the_page_is_the_centre_of_a_cell(dataset: Dataset):
    sections = sections_of(html_of(dataset, View()).decode())
    steps = np.array([(n >> 1) ^ -(n & 1) for n in read_varints(sections["substations"])], dtype=float).reshape(-1, 2)
    positions = np.cumsum(steps, axis=0)
    lon, lat = encode(dataset).grid.main.degrees(positions[:, 0], positions[:, 1])
    assert len(lon) > 0
    assert np.abs((lon / 0.1) % 1 - 0.5).max() < 0.02
    assert np.abs((lat / 0.1) % 1 - 0.5).max() < 0.02


@pytest.mark.parametrize("command", ["state", "check"])
def test_no_command_says_where_substations_are(folder: Path, dataset: Dataset, command: str, monkeypatch, capsys):
    for options in (["--json"], []):
        monkeypatch.setattr("sys.argv", ["briefing", command, str(folder), *options])
        with pytest.raises(SystemExit):
            main()
        assert_silent([capsys.readouterr().out], file_of(folder, dataset))
