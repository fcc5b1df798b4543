"""Any text table, spreadsheet or JSON becomes rows of text, with a report on what became of them.

A file that cannot be opened, or a cell misread, is mended here.
"""

from geo.tables.contract_csv import Dialect, dialect_of, missing_columns, read_text_table, row_numbers, text_table
from geo.tables.fixed_width import FIXED_WIDTH
from geo.tables.import_report import Intake
from geo.tables.readers import SUFFIXES, TEXTS, Reading, TableFile, read_table_file

__all__ = [
    "FIXED_WIDTH",
    "SUFFIXES",
    "TEXTS",
    "Dialect",
    "Intake",
    "Reading",
    "TableFile",
    "dialect_of",
    "missing_columns",
    "read_table_file",
    "read_text_table",
    "row_numbers",
    "text_table",
]
