"""The house rules that a machine can check, and whether README and docs/ are true."""

import ast
import datetime as dt
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image

from briefing.export import FORMATS
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.reports.schema import COLUMNS, WORDS
from geo.settings import KEYS
from geo.states import Breaks
from geo.view import View
from layers.map import layer_titles

ROOT = Path(__file__).parents[1]
FOLDERS = ("geo", "layers", "briefing", "panels", "data")
CODE = sorted(chain([ROOT / "dashboard.py"], *((ROOT / folder).rglob("*.py") for folder in FOLDERS)))
SCRIPTS = sorted((ROOT / "layers" / "js").glob("*.js"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted((ROOT / "docs").glob("*.md"))
DOCS = "\n\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *PAGES])
FILE_LINES = 350
WITHOUT_IMPORT = {
    "openpyxl",  # pandas reads XLSX with it
    "psycopg",  # SQLAlchemy loads the driver that an address names
    "tzdata",  # zoneinfo reads it
}


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small_and_public_functions_say_what_they_do(path: Path):
    assert path.read_text(encoding="utf-8").count("\n") <= FILE_LINES
    for function in functions(path):
        public = not function.name.startswith("_") and function.col_offset == 0 and path.name != "rebuild.py"
        if public:
            assert ast.get_docstring(function), function.name


def test_no_module_is_called_utils_or_helpers():
    assert [path for path in CODE if path.stem in {"utils", "helpers", "misc", "common", "manager"}] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_enter_data_as_text_and_name_no_address(path: Path):
    script = path.read_text(encoding="utf-8")
    for unsafe in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert unsafe not in script
    assert re.findall(r"https?://(?!www\.w3\.org)", script) == []


def settings_in_docs() -> set[tuple[str, str]]:
    """Return each (section, key) that the first cell of a row of the documents' tables names.

    `[files] basemap`, `gazetteer` are two keys of one section; `[counts.breaks]`: `part`, `all` are
    keys of a table that is itself a key of [counts]; a key before any section is at the top.
    """
    found = set[tuple[str, str]]()
    for table in DOCS.split("\n\n"):
        if not re.match(r"\| (key|section) of `dataset.toml` \|", table):
            continue
        for row in table.splitlines()[2:]:
            section = ""
            for name in re.findall(r"`([^`]+)`", row.split(" | ")[0]):
                within, key = re.fullmatch(r"(?:\[([a-z_.]+)\] ?)?([a-z_]*)", name).groups()
                section = within or section
                found.add((section, key) if key else tuple(section.split(".", 1)))
    return found


def test_every_setting_is_in_the_documents_and_every_setting_there_is_one():
    settings = {(section, key) for section, keys in KEYS.items() for key in keys}
    settings |= {("counts.breaks", name) for name in Breaks.__dataclass_fields__}
    assert settings_in_docs() == settings


def test_every_default_is_in_the_documents():
    """A number or a text that a key has if it is left out stands in the last cell of the key's row."""
    rows = [row.split(" | ") for row in DOCS.splitlines() if row.startswith("| `[")]
    for section, keys in KEYS.items():
        for name, key in keys.items():
            if section in {"", "files"} or isinstance(key.default, dict | tuple) or key.default in {None, ""}:
                continue
            cells = [row[-1] for row in rows if f"`[{section}] " in row[0] and re.search(rf"\b{name}`", row[0])]
            assert len(cells) == 1, f"{section}.{name}"
            assert (key.default if isinstance(key.default, str) else f"{key.default:g}") in cells[0], f"{section}.{name}"


def test_every_column_and_word_of_the_reports_is_in_the_documents():
    table = DOCS.partition("## `outages.csv`")[2].partition("## ")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) == {*COLUMNS, *chain(*WORDS.values())}


def test_every_layer_and_export_is_in_the_documents():
    for name in layer_titles():
        assert f"| `{name}` |" in DOCS
    for extension in FORMATS:
        assert f"`{extension}`" in DOCS


@pytest.mark.long
def test_the_commands_of_the_documents_run(run, monkeypatch, tmp_path: Path):
    monkeypatch.chdir(ROOT)
    commands = [line.split("#")[0].strip() for line in DOCS.splitlines()
                if line.startswith(".venv/bin/python -m briefing")]
    assert len(commands) >= 3
    for number, command in enumerate(commands):
        (folder := tmp_path / str(number)).mkdir()
        words = [str(folder / word) if word.startswith("out.") else word for word in shlex.split(command)[1:]]
        code, _, told = run(*words[2:])
        assert code == 0, told


@pytest.mark.long
def test_the_module_is_the_command_line():
    command = [sys.executable, "-m", "briefing", "state", "data/ukraine", "--date", "2026-01-07"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "25 of 27 regions: no report" in done.stdout


def test_the_figures_of_the_documents_are_those_of_the_last_benchmark():
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    shown = DOCS.partition("<!-- results -->")[2].partition("<!-- /results -->")[0].strip()
    assert shown.count("\n") > 10
    assert shown in results
    assert "not measured" not in shown


def test_the_two_commands_are_the_first_thing_in_readme():
    head = README.splitlines()[:6]
    assert any(line.startswith("make run") for line in head)
    assert any(line.startswith("make test") for line in head)


def test_every_link_in_the_documents_leads_somewhere():
    for document in [*ROOT.glob("*.md"), *PAGES]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_readme_is_one_screen_and_names_every_page():
    assert len(README.splitlines()) <= 65
    for page in PAGES:
        assert f"(docs/{page.name})" in README


def test_the_picture_of_readme_says_what_the_product_says_today(ukraine):
    sheet = sheet_of(subject_of(ukraine, View(date=dt.date(2026, 1, 7)), made_at=dt.datetime(2026, 1, 12, tzinfo=dt.UTC)))
    texts = Image.open(ROOT / "docs" / "sheet.png").text
    assert texts["Title"] == f"{sheet['title']}, {sheet['date']}"
    assert str(sheet["headline"]) in texts["Description"], "make rebuild draws it again"


def test_architecture_stays_short_and_names_every_folder():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 120
    for folder in ("geo/", "layers/", "briefing/", "data/", "tests/", "benchmarks/", "dashboard.py"):
        assert f"`{folder}`" in text


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-spark.txt"])
def test_every_requirement_is_pinned_with_hashes_and_names_no_place(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert len(pins) > 50
    for pin in pins:
        assert re.fullmatch(r"[a-z0-9._-]+(\[[a-z,]+\])?==[\w.]+( ; [^\\]+)? \\", pin), pin
    assert len(re.findall(r"\\\n    --hash=sha256:[0-9a-f]{64}", text)) == text.count("--hash=")
    assert all("--hash" in part for part in re.split(r"\n(?=[a-z])", text)[1:])
    assert "://" not in text


def test_the_requirements_are_those_of_the_project():
    """Each distribution that pyproject.toml names is pinned, at a version within its range."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    runs = project["project"]["dependencies"] + [one for name, more in extras.items() if name != "spark" for one in more]
    wanted = {"requirements.txt": runs, "requirements-dev.txt": runs + project["dependency-groups"]["dev"],
              "requirements-spark.txt": extras["spark"]}
    for name, asked in wanted.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([\w.]+)", text, re.MULTILINE))
        for requirement in map(Requirement, asked):
            assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), f"{name}: {requirement}"


@pytest.mark.long
def test_every_import_is_declared_once_and_nothing_else_is():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    declared = [canonicalize_name(Requirement(one).name) for one in asked]
    assert sorted(declared) == sorted(set(declared))
    assert imported() <= set(declared), imported() - set(declared)
    assert set(declared) - imported() <= WITHOUT_IMPORT


def imported() -> set[str]:
    """The distributions that the product imports by name."""
    distributions = packages_distributions()
    product = [path for path in CODE if path.relative_to(ROOT).parts[0] != "data" and path.name != "rebuild.py"]
    nodes = chain.from_iterable(ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in product)
    names = chain.from_iterable(
        [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)
    )
    roots = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {*FOLDERS, "dashboard"}
    return {canonicalize_name(name) for root in roots for name in distributions.get(root, [root])}


def test_each_dataset_states_where_its_data_come_from():
    for folder in (path.parent for path in (ROOT / "data").glob("*/dataset.toml")):
        text = (folder / "README.md").read_text(encoding="utf-8").lower()
        for word in ("source", "licence", "epsg:4326"):
            assert word in text, f"{folder.name}: {word}"
