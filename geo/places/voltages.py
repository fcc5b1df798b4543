"""Voltages as they are written in the wild -> kilovolts."""

import re
from collections.abc import Iterable

import numpy as np

VOLTS_FROM = 1_500.0  # no grid runs at 1,500 kV, and none that is mapped at 1,500 V: from it on a figure is in volts
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s*(k?v|к?в)?")
_IN_VOLTS = ("v", "в")


def parse_voltages(text: str) -> tuple[float, ...]:
    """Read `"330000;110000"`, `330`, `"220 kV"`, blanks and repeats into kilovolts, highest first, each once.

    Raises ValueError if a part of the text is no voltage; see `legible_voltages` for the rules.
    """
    voltages, illegible = legible_voltages(text)
    if illegible:
        raise ValueError(text)
    return voltages


def legible_voltages(text: str) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Return the voltages (kV, highest first, each once) that a text holds, and the parts of it that are none.

    A figure without a unit is in volts from 1,500 on, else in kilovolts; but beside one in volts a small one is in volts too
    (`20000;400`: 20 kV and 400 V), unless it repeats it (`330;330000`). 0 says that none is known.
    """
    figures, illegible = [], []
    for part in filter(None, map(str.strip, re.split(r"[;,/]", text))):
        match = _FIGURE.fullmatch(part.casefold())
        if match and _kilovolts(float(match[1]), match[2]) < VOLTS_FROM:
            figures.append((float(match[1]), match[2]))
        else:
            illegible.append(part)
    in_volts = {figure for figure, unit in figures if unit is None and figure >= VOLTS_FROM}
    kilovolts = set()
    for figure, unit in figures:
        small = unit is None and in_volts and figure < VOLTS_FROM and figure * 1000 not in in_volts
        kilovolts.add(_kilovolts(figure, "v" if small else unit))
    return tuple(sorted(kilovolts - {0.0}, reverse=True)), tuple(illegible)


def highest_kv(voltages: Iterable[tuple[float, ...]]) -> np.ndarray:
    """Return each substation's highest voltage in kV, 0 where none is known."""
    return np.array([v[0] if v else 0.0 for v in voltages], dtype=float)


def _kilovolts(figure: float, unit: str | None) -> float:
    volts = unit in _IN_VOLTS or (unit is None and figure >= VOLTS_FROM)
    return figure / 1000 if volts else figure
