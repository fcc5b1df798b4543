"""Make the embedded fonts again: subsets of Source Sans Pro by alphabet, under a name of our own.

Run ``python layers/fonts/rebuild.py`` from the root of the repository. It needs, from PyPI,
font-source-sans-pro, fonttools and brotli.
"""

import json
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PACKAGE = "font-source-sans-pro"
PACKAGE_VERSION = "0.0.1"
FAMILY = "Outage Brief Sans"  # the licence reserves the name "Source"
STYLES = ("Regular", "Semibold")
KEPT_NAMES = {(3, 0), (3, 7), (3, 13), (3, 14)}  # Windows records of copyright, trademark and licence
ALPHABETS = json.loads((HERE / "alphabets.json").read_text(encoding="utf-8"))


def main() -> None:
    if version(PACKAGE) != PACKAGE_VERSION:
        raise ValueError(f"{PACKAGE} is {version(PACKAGE)}, expected {PACKAGE_VERSION}")
    source = files("font_source_sans_pro") / "files"
    for style in STYLES:
        content = (source / f"SourceSansPro-{style}.ttf").read_bytes()
        for alphabet, unicodes in ALPHABETS.items():
            # The time stamp inside stays the source's, so that two runs give the same bytes.
            font = TTFont(BytesIO(content), recalcTimestamp=False)
            reduce(font, unicodes)
            rename(font, style)
            font.flavor = "woff2"
            font.save(HERE / f"OutageBriefSans-{style}-{alphabet}.woff2")
    (HERE / "LICENSE.txt").write_bytes((source / "LICENSE.txt").read_bytes())


def reduce(font: TTFont, unicodes: str) -> None:
    """Keep the listed characters, kerning and local forms; figures are tabular as they stand."""
    options = Options(layout_features=["kern", "locl"], hinting=False, notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(unicodes.replace("U+", "")))
    subsetter.subset(font)


def rename(font: TTFont, style: str) -> None:
    """Replace every name shown to a user; copyright, trademark and licence stay."""
    names = font["name"]
    names.names = [record for record in names.names if (record.platformID, record.nameID) in KEPT_NAMES]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    shown = {1: FAMILY if style == "Regular" else f"{FAMILY} {style}", 2: "Regular", 3: postscript}
    shown |= {4: f"{FAMILY} {style}", 5: "Version 1.0", 6: postscript, 16: FAMILY, 17: style}
    for key, text in shown.items():
        names.setName(text, key, 3, 1, 0x409)


if __name__ == "__main__":
    main()
