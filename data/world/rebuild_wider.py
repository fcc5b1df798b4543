"""Which wider unit holds each unit, in countries whose press counts by both: Spain's communities hold its provinces."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from data.packages import package_file
from data.world.rebuild_units import ISO, Unit

WIDER = Path(__file__).with_name("wider.toml")


def iso_parents(folder: Path) -> dict[str, str]:
    """Return what ISO 3166-2 says that each code lies in: another code, or a country."""
    text = package_file(ISO, "2.js", folder).read_text(encoding="utf-8")
    return dict(re.findall(r"code: '(.*?)',\s*name: .*?,\s*parent: '(.*?)'", text))


def wider_codes(units: Iterable[Unit], parents: Mapping[str, str]) -> dict[str, str]:
    """Return the code of the wider unit of each unit by its code; a unit that is none's part is left out."""
    listed = tomllib.loads(WIDER.read_text(encoding="utf-8"))
    found = {unit.code: _wider(unit, parents, listed[unit.country]) for unit in units if unit.country in listed}
    return {code: wider for code, wider in found.items() if wider}


def _wider(unit: Unit, parents: Mapping[str, str], listed: Mapping[str, Any]) -> str:
    parts, names = listed.get("parts", {}), listed["names"]
    whole = re.sub(r"-X\d+$", "", unit.code)
    for code in (unit.code, whole):
        if code in parts:
            return str(parts[code])
        while (code := parents.get(code, "")) and code not in names:
            pass
        if code:
            return code
    return next((code for code, called in names.items() if called["en"] == unit.source["geonunit"]), "")
