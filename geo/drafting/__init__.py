"""A report in words becomes drafted records, each field with the words that it rests on; nothing is
accepted by itself.

A rule that reads a report wrongly is mended here; a word that is missing is added to the file of
its language (`en.toml`).
"""

from geo.drafting.combining import merged
from geo.drafting.documents import text_of, text_of_bytes
from geo.drafting.drafts import Draft, draft
from geo.drafting.guards import Ignored
from geo.drafting.plain import as_data, note_of, summary_of
from geo.drafting.reading import Rules
from geo.drafting.statements import Evidence, Statement

__all__ = [
    "Draft",
    "Evidence",
    "Ignored",
    "Rules",
    "Statement",
    "as_data",
    "draft",
    "merged",
    "note_of",
    "summary_of",
    "text_of",
    "text_of_bytes",
]
