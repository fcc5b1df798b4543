"""Whether a file of records is one page of an answer that has more: what its server says beside them."""

from collections.abc import Mapping

from geo.sentences import Sentence

MORE = frozenset({
    "exceededtransferlimit", "hasmore", "has_more", "hasnext", "has_next", "more", "truncated", "next", "nextlink", "next_link",
    "@odata.nextlink", "nextpage", "next_page", "nextpagetoken", "next_page_token", "nextcursor", "next_cursor",
})  # fmt: skip
PAGING = frozenset({"limit", "offset", "skip", "page", "per_page", "pagesize", "page_size", "rows", "numberreturned"}) | MORE
ALL_OF_THEM = frozenset({"numbermatched", "totalfeatures", "total_count", "totalcount", "@odata.count", "nhits", "totalresults"})
MAYBE_ALL = frozenset({"total", "count", "total_records", "totalrecords", "recordcount"})  # beside words of paging
NO = frozenset({"", "0", "false", "no", "none", "null"})


def cut_short(beside: Mapping[str, str], *, records: int) -> str:
    """Say that a file with so many records is not the whole answer of its server; "" if nothing beside them says so."""
    said = {path.rpartition(".")[2].casefold(): value for path, value in beside.items()}
    wholes = ALL_OF_THEM | (MAYBE_ALL if PAGING & set(said) else frozenset())
    whole = max((int(value) for key, value in said.items() if key in wholes and value.isdecimal()), default=0)
    if whole > records:
        return Sentence("this is one page of an answer: it holds {records:,} of {whole:,} records, and the others are not on the "
                        "map: save them all in one file", records=records, whole=whole)
    if more := next((key for key, value in said.items() if key in MORE and value.casefold() not in NO), ""):
        return Sentence("this is one page of an answer: {more!r} says that there are more than its {records:,} records, and the "
                        "others are not on the map: save them all in one file", more=more, records=records)
    return ""
