"""Cells of any type as text."""

from typing import Any

import numpy as np
import pandas as pd


def texts_of(cells: pd.Series) -> pd.Series:
    """Return cells of any type as text: whole numbers without ".0", times in ISO 8601, "" where there is none."""
    return pd.Series([text_of(cell) for cell in cells.array], index=cells.index, dtype=object)


def text_of(cell: Any) -> str:
    """Return one cell as text; several values of one are parted by semicolons."""
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell)) or cell is pd.NA:
        return ""
    if isinstance(cell, bool | np.bool_):
        return str(bool(cell)).lower()
    if isinstance(cell, float | np.floating):
        return f"{cell:.15g}"
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat()).removesuffix("T00:00:00")
    return "; ".join(map(text_of, cell)) if isinstance(cell, list | tuple | np.ndarray) else str(cell).strip()


def trimmed(table: pd.DataFrame) -> pd.DataFrame:
    """Strip the cells and leave out blank rows; the index keeps the place of the others."""
    stripped = pd.DataFrame({column: table[column].fillna("").str.strip().astype(object) for column in table}, index=table.index)
    blank = (stripped == "").all(axis=1)
    return stripped[~blank] if blank.any() else stripped
