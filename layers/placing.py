"""Where the boxes of what lies far off stand beside the main body of a map."""

from math import ceil, sqrt

import numpy as np
import shapely

from layers.plane import Box

GAP = 0.012  # around the boxes, as a share of the frame's mean side; the search for their places goes in such steps
NARROW = 0.6  # of its longer side: a frame that is narrower has room beside it in any window
WINDOW = 1.5  # width to height of the map of a sheet: what is compact there


def beside(frame: Box, sizes: list[tuple[float, float]], regions: np.ndarray) -> list[Box | None]:
    """Return where boxes of these sizes stand around the lower left of a frame, the largest first; y grows down.

    No region lies under one, none under another, and the whole stays as compact as can be: inside the frame, if there is room.
    None for a box that finds no place.
    """
    found: list[Box | None] = [None] * len(sizes)
    if not sizes:
        return found
    step = GAP * mean_side(frame)
    room = max(max(one) for one in sizes) + 3 * step
    left, bottom = frame[0] - room, frame[3] + room
    columns, rows = (ceil(long / step) for long in (frame[2] - left, bottom - frame[1]))
    taken = _taken(regions, left=left, top=frame[1], step=step, shape=(rows, columns))
    for k in sorted(range(len(sizes)), key=lambda k: (-sizes[k][0] * sizes[k][1], k)):
        wide, high = (ceil(long / step) for long in sizes[k])
        row, column = np.nonzero(_free(taken, wide + 2, high + 2))
        if not len(row):
            continue
        a, b = left + (column + 1) * step, frame[1] + (row + 1) * step
        c, d = a + sizes[k][0], b + sizes[k][1]
        whole = around_all([frame, *filter(None, found)])
        wide_then = np.maximum(whole[2], c + step) - np.minimum(whole[0], a - step)
        high_then = np.maximum(whole[3], d + step) - np.minimum(whole[1], b - step)
        seen = np.minimum(WINDOW / wide_then, 1 / high_then) / min(WINDOW / (whole[2] - whole[0]), 1 / (whole[3] - whole[1]))
        away = np.hypot((a - frame[0]) / (frame[2] - frame[0]), (d - frame[3]) / (frame[3] - frame[1]))
        best = int(np.lexsort([column, row, np.round(10 * (1 - seen) + away, 6)])[0])
        found[k] = float(a[best]), float(b[best]), float(c[best]), float(d[best])
        taken[row[best] + 1 : row[best] + 1 + high, column[best] + 1 : column[best] + 1 + wide] = True
    return found


def _taken(regions: np.ndarray, *, left: float, top: float, step: float, shape: tuple[int, int]) -> np.ndarray:
    """Return which cells of a raster hold something of a region."""
    taken = np.zeros(shape, bool)
    corners = np.floor((shapely.get_coordinates(regions) - [left, top]) / step).astype(np.int64)
    corners = corners[(corners >= 0).all(axis=1) & (corners < [shape[1], shape[0]]).all(axis=1)]
    taken[corners[:, 1], corners[:, 0]] = True
    row, column = np.nonzero(~taken)
    middles = shapely.points(left + (column + 0.5) * step, top + (row + 0.5) * step)
    within_region = shapely.STRtree(regions).query(middles, predicate="intersects")[0]
    taken[row[within_region], column[within_region]] = True
    return taken


def _free(taken: np.ndarray, wide: int, high: int) -> np.ndarray:
    """Return at which cells a box of so many cells could begin, to the right and down, and cover none that is taken."""
    if high > taken.shape[0] or wide > taken.shape[1]:
        return np.zeros((0, 0), bool)
    sums = np.pad(taken.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    return np.asarray(sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide] == 0)


def mean_side(box: Box) -> float:
    """Return the side of a square as large as a box; of a narrow one, as large as it is with the room beside it."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return sqrt(max(wide, NARROW * high) * max(high, NARROW * wide))


def around_all(boxes: list[Box]) -> Box:
    """Return the box around boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
