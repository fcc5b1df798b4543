"""Gather the sentences of the code, and bring the catalogues of translations up to date.

Run ``PYTHONPATH=. python geo/locale/rebuild.py`` from the root of the repository, or ``make words``. New sentences
come in without a translation, those that the code no longer says go; what is translated stays.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
DISPUTED = "data/world/disputed.toml"  # what sheets say of lines that are not agreed
FOLDERS = ("geo", "layers", "briefing", "panels")
HEAD = """# Sentences of Outage Brief. The code holds the English; `make words` brings this file up to date.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""
SAID, NUMBERED = {"_", "N_"}, {"plural", "NN_"}
LATER = "Sentence"
"""What is said later has one form, or two if it has a number."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One sentence of the code: its forms in English (two for one with a number), its context, and its file."""

    english: tuple[str, ...]
    context: str
    file: str


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("*/LC_MESSAGES/outage_brief.po")):
        known = catalogue(path)
        known.update(template(), no_fuzzy_matching=True, update_header_comment=False)
        written(known, path)
        strings = [[one.string] if isinstance(one.string, str) else list(one.string or [""]) for one in known if one.id]
        missing = sum(not all(forms) for forms in strings)
        print(f"{path.relative_to(ROOT)}: {len(strings)} sentences, {missing} without a translation")


def catalogue(path: Path) -> Catalog:
    """Read a catalogue; an empty file is that of a language that is new. Its language is the name of its folder's folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def written(known: Catalog, path: Path) -> None:
    """Write a catalogue, without any moment, so that the same sentences give the same bytes."""
    with path.open("wb") as file:
        head = HEAD.format(language=known.locale, plurals=known.plural_forms)
        file.write(head.encode())
        write_po(file, known, width=130, include_lineno=False, ignore_obsolete=True, omit_header=True)


def template() -> Catalog:
    """Return all sentences of the code, without translations."""
    catalog = Catalog()
    for one in said_in_code():
        catalog.add(one.english[0] if len(one.english) == 1 else one.english, context=one.context or None,
                    locations=[(one.file, 0)])  # fmt: skip
    return catalog


def said_in_code() -> Iterator[Said]:
    """Yield the sentences of the product's code, file by file, and those on lines that are not agreed.

    Raises ValueError for one that is put together first.
    """
    for path in sorted(chain([ROOT / "dashboard.py"], *((ROOT / folder).rglob("*.py") for folder in FOLDERS))):
        if not path.name.startswith("rebuild"):
            yield from said_in_source(path.read_text(encoding="utf-8"), file=path.relative_to(ROOT).as_posix())
    for line in tomllib.loads((ROOT / DISPUTED).read_text(encoding="utf-8"))["line"]:
        yield Said(english=(line["sentence"],), context="", file=DISPUTED)


def said_in_source(source: str, *, file: str) -> Iterator[Said]:
    """Yield the sentences of one module, in the order in which they stand. Raises ValueError, see `said_in_code`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name == LATER:
            name = "_" if len(call.args) == 1 else "plural"
        if name in {*SAID, *NUMBERED, "pgettext"}:
            if any(isinstance(one, ast.JoinedStr) for one in call.args[:2]):
                raise ValueError(f"{file}, line {call.lineno}: a sentence is put together before it is translated")
            texts = list(map(_texts, call.args[:2]))
            if name in SAID and texts:
                yield from (Said(english=(text,), context="", file=file) for text in texts[0])
            elif name in NUMBERED and all(texts) and len(texts) == 2:
                yield Said(english=(texts[0][0], texts[1][0]), context="", file=file)
            elif name == "pgettext" and all(texts) and len(texts) == 2:
                yield Said(english=(texts[1][0],), context=texts[0][0], file=file)
        elif name == "WordTable" and call.args and isinstance(call.args[0], ast.Dict):
            context = "".join(chain.from_iterable(_texts(key.value) for key in call.keywords if key.arg == "context"))
            for word in chain.from_iterable(map(_texts, call.args[0].values)):
                if word:
                    yield Said(english=(word,), context=context, file=file)


def _texts(node: ast.expr) -> list[str]:
    """Return the text that an expression is, or the two that it chooses from; [] for a name."""
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


if __name__ == "__main__":
    main()
