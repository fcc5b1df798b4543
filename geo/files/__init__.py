"""Files as such: names that lead nowhere else, writing whole or not at all, temporary folders, and signs that nobody sees.

A half-written file, a folder left behind, or a name that breaks a label is mended here.
"""

from geo.files.atomic_write import changing, only_writer, write_whole
from geo.files.by_content import ByContent, state_of
from geo.files.file_names import is_code, layer_in
from geo.files.marks import cells_without_marks, removal_in_words, value_without_marks, without_marks
from geo.files.temporary import PREFIX, sweep_left, temporary_folder

__all__ = [
    "PREFIX",
    "ByContent",
    "cells_without_marks",
    "changing",
    "is_code",
    "layer_in",
    "only_writer",
    "removal_in_words",
    "state_of",
    "sweep_left",
    "temporary_folder",
    "value_without_marks",
    "without_marks",
    "write_whole",
]
