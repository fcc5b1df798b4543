"""Where files come from: web addresses and databases, with the last good snapshot kept.

A late, cut or refused feed is mended here.
"""

from geo.sources.content_hash import fingerprint
from geo.sources.files import file_in, files_under
from geo.sources.snapshots import Copy, Live, as_data, copies_folder, copies_of, in_words, pull, refused_in
from geo.sources.urls import is_address, without_secrets

__all__ = [
    "Copy",
    "Live",
    "as_data",
    "copies_folder",
    "copies_of",
    "file_in",
    "files_under",
    "fingerprint",
    "in_words",
    "is_address",
    "pull",
    "refused_in",
    "without_secrets",
]
