"""Guess the columns of a table of outage reports, and of a file of boundaries. What a table lacks gets a value that is stated."""

from collections.abc import Iterable
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.mapping.infer_counts import (
    ENOUGH,
    SURE,
    Guess,
    column_for,
    in_form,
    is_clock,
    nowhere,
    share_of_numbers,
    some_cells,
    take_region,
    time_column,
    wider_place,
)
from geo.mapping.known_regions import KnownRegions, of_file
from geo.mapping.mapping import AFFECTED, ROW, TableMapping
from geo.mapping.vocabulary import fit, meanings, our_word
from geo.quantities import KINDS, parse_quantity
from geo.reports import WORDS
from geo.tables import TableFile
from geo.tables.cells import ISO, decimal_of, form_of, is_number

TIMES = ("ended_at", "reported_at", "started_at")  # the last takes what is left
TEXTS = ("summary", "source", "source_url", "substation", "scope", "asset")
UTILITIES = ("utility", "utility name", "operator", "company", "provider")
DISTINCT_WORDS = 60  # a column with more of them holds text, not words of a list
LEAST = {"extent": "unknown", "kind": "unknown", "cause": "unknown", "source_role": "media", "status": "claimed"}
SIGNS_OF_REPORTS = ("summary", "source", "extent", "cause", "ended_at", "status", "kind", "source_url")
MORE_SIGNS = (("estimated restoration", "etr", "restoration time"), ("lat", "latitude"), ("incident id", "outage id"))
SIGNS_NEEDED = 2
CALLED = 0.6  # how well the names of a start and an end must fit, for two of them to make an outage of a row


def is_of_reports(file: TableFile) -> bool:
    """Whether a table has columns that only reports have: a source, a summary, a cause, an end."""
    first = {ours: meanings()["outages"][ours][:4] for ours in SIGNS_OF_REPORTS}
    names = list(map(str, file.table.columns))
    signs = [ours for ours, words in first.items() if any(fit(c, words) >= SURE - 0.1 for c in names)]
    more = [words for words in MORE_SIGNS if any(fit(c, words) >= SURE for c in names)]
    if _from_to(file):
        return True
    return len(signs) + len(more) >= SIGNS_NEEDED or "summary" in signs


def _from_to(file: TableFile) -> bool:
    """Whether each row has a start and an end, in two columns of times: it is one outage, not a count at a moment."""
    forecasts, times = meanings()["not"]["forecasts"], {}
    for ours in ("started_at", "ended_at"):
        named = [str(c) for c in file.table.columns
                 if fit(str(c), meanings()["outages"][ours]) >= CALLED and fit(str(c), forecasts) < ENOUGH]
        times[ours] = {c for c in named if form_of(some_cells(file.table[c]))[1] >= SURE or is_clock(file, c)}
    return bool(times["ended_at"]) and bool(times["started_at"] - times["ended_at"])


def guess_reports(file: TableFile, known: KnownRegions, *, name: str, substations: bool = True) -> Guess:
    """Guess the mapping of a table of reports; what it lacks is in `missing`, what is put in its place in `defaults`.

    `substations`: there are some; without them a report that names one still has its region.
    """
    table, taken, notes = file.table, dict[str, tuple[str, ...]](), dict[str, str]()
    form = _take_times(file, known, taken, notes)
    _take_point(file, taken)
    for ours in ("summary", "source_url"):
        _take(file, ours, _free(file, taken), taken)
    where, said, codes = take_region(file, known, "outages", _free(file, taken))
    taken, notes = taken | where, notes | said
    if "region_code" in taken:
        inner = [c for c in _free(file, taken) if known.share_of_names(table[c]) < ENOUGH and share_of_numbers(table[c]) < ENOUGH]
        _take(file, "place", inner, taken, at_least=SURE)
    for ours in KINDS:
        _take(file, ours, [c for c in _free(file, taken) if _are_quantities(table[c]) and not _is_of_all(c)], taken)
    values = _take_words(file, taken, notes)
    for ours in TEXTS:
        _take(file, ours, _free(file, taken), taken)
    one_each = _take_event(file, taken, notes)
    ids = [*_free(file, taken), *(taken["event_id"] if len(taken.get("event_id", ())) == 1 else ())]
    _take(file, "record_id", [c for c in ids if table[c].is_unique and (table[c] != "").all()], taken)
    if not substations and {"region_code", "place", "lon"} & set(taken):
        taken.pop("substation", None)
    defaults = _stated(taken, name, notes) | ({"event_id": f"row {ROW}"} if one_each else {})
    missing = [] if {"region_code", "place", "lon", "substation"} & set(taken) else [f"{nowhere(known)}, or lon and lat"]
    missing += [] if {"started_at", "reported_at"} & set(taken) else ["started_at, or reported_at"]
    figures = [cell for ours in (*KINDS, "lon", "lat") for c in taken.get(ours, ()) for cell in some_cells(table[c])]
    within = wider_place(file, known, taken, notes)
    mapping = TableMapping(columns=taken, defaults=defaults, values=values,
                           reading=replace(file.reading, date_format=form, decimal=decimal_of(figures), admin1=within))
    return Guess(kind="" if missing else "outages", mapping=mapping, notes=notes, codes=codes, missing=tuple(missing),
                 unused=tuple(_free(file, taken)), remarks=_forecasts(file, _free(file, taken)))


def guess_regions(frame: gpd.GeoDataFrame, *, codes: str = "") -> tuple[TableMapping, tuple[str, ...]]:
    """Guess the mapping of a file of boundaries; `codes`: the column that holds the codes of the user's table, if one does."""
    known = of_file(frame)
    texts = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    columns = [str(column) for column in texts]
    words = meanings()["regions"]
    unique = [column for column in known.codes if known.codes[column] and len(known.codes[column]) == len(frame)]
    code = codes or max(unique, key=lambda column: (fit(column, words["code"]), column == "id"), default="")
    taken: dict[str, tuple[str, ...]] = {"code": (code,)} if code else {}
    lettered = [c for c in columns if texts[c].dropna().astype(str).str.contains(r"[^\W\d_]{3}", regex=True).mean() > SURE]
    named = {c: fit(c, words["name"]) for c in lettered if c != code}
    name = max(named, key=lambda c: (named[c] * texts[c].notna().mean(), texts[c].nunique()), default=code)
    blank = bool(name) and bool(texts[name].isna().any())
    spare = [c for c in named if c != name and named[c] >= ENOUGH and "name" in c.casefold()] if blank else []
    taken["name"] = (*filter(None, [name]), *spare, *([code] if blank and code else []))
    others = tuple(c for c in lettered if c not in {name, code} and "name" in c.casefold() and fit(c, ("state name",)) < SURE)
    taken |= {"other_names": others} if others else {}
    within = max((c for c in lettered if c not in {name, code}), key=lambda c: fit(c, meanings()["within"]["names"]), default="")
    if within and fit(within, meanings()["within"]["names"]) >= ENOUGH and texts[within].nunique() < len(texts):
        taken["within"] = (within,)
    for ours in ("level", "parent", "population", "customers"):
        best = max(columns, key=lambda c: fit(c, words[ours]), default="")
        if best and fit(best, words[ours]) >= SURE and best not in {code, name}:
            taken[ours] = (best,)
    if "parent" not in taken:
        taken.pop("level", None)  # without parents nothing is inside another: a city beside districts is of their level
    mapping = TableMapping(columns={ours: names for ours, names in taken.items() if names},
                           defaults={} if code else {"code": f"row {ROW}"})
    return mapping, tuple(c for c in columns if c not in {n for names in taken.values() for n in names})


def _free(file: TableFile, taken: dict[str, tuple[str, ...]]) -> list[str]:
    used = {name for names in taken.values() for name in names}
    return [str(column) for column in file.table.columns if column not in used]


def _take_times(file: TableFile, known: KnownRegions, taken: dict[str, tuple[str, ...]], notes: dict[str, str]) -> str:
    form, left = ISO, list(map(str, file.table.columns))
    for ours in TIMES:
        best, found = time_column(file, left, ours=ours, kind="outages", month_first=known.month_first)
        if best and (not taken.keys() & set(TIMES) or found == form):
            taken[ours], form = best, found
            left = [column for column in left if column not in best]
            notes[ours] = in_form(file, best, form)
    if len(taken.get("started_at", ())) == 2 and "ended_at" not in taken:
        day, words = taken["started_at"][0], meanings()["outages"]["ended_at"]
        clock = next((c for c in left if fit(c, words) >= SURE and is_clock(file, c)), None)
        if clock:
            taken["ended_at"] = (day, clock)
            notes["ended_at"] = f"{in_form(file, (day, clock), form)}; before its start, it is of the next day"
    return form


def _forecasts(file: TableFile, columns: Iterable[str]) -> tuple[str, ...]:
    """Say which columns hold the time by which power is expected back."""
    avoided = meanings()["not"]["forecasts"]
    named = [c for c in columns if fit(c, avoided) >= ENOUGH and form_of(some_cells(file.table[c]))[1] >= SURE]
    return tuple(f"{c} says when power is expected back: a forecast, which ends nothing and is not drawn" for c in named)


def _take_event(file: TableFile, taken: dict[str, tuple[str, ...]], notes: dict[str, str]) -> bool:
    """Find what tells one outage from another, or their figures would replace each other; whether each row is one of its own."""
    numbered = [c for c in _free(file, taken) if file.table[c].str.contains(r"\d", regex=True).mean() >= SURE]
    _take(file, "event_id", numbered, taken, at_least=SURE)
    if "event_id" in taken:
        notes["event_id"] = "rows of one are about one outage; figures of several are added"
    elif _from_to(file):
        notes["event_id"] = "each row has a start and an end, and is an outage of its own"
        return True
    elif "lon" in taken:
        taken["event_id"] = (*taken["lat"], *taken["lon"])
        notes["event_id"] = "rows at one point are about one outage"
    return False


def _take_point(file: TableFile, taken: dict[str, tuple[str, ...]]) -> None:
    """Take longitude and latitude, or neither; inside a record's own record, `centre.lat`, the last name is theirs."""
    figures = [c for c in _free(file, taken) if share_of_numbers(file.table[c]) >= SURE]
    for ours in ("lon", "lat"):
        words = meanings()["outages"][ours]
        inner = {c: fit(c.rpartition(".")[2], words) for c in figures}
        fits = {c: max(inner[c], column_for(file, ours, "outages", [c])[1]) for c in figures}
        best = max(figures, key=lambda c: (fits[c] >= SURE, round((file.table[c] != "").mean(), 1), fits[c]), default="")
        if best and fits[best] >= ENOUGH + 0.1:
            taken[ours] = (best,)
    if ("lon" in taken) != ("lat" in taken):
        taken.pop("lon", None), taken.pop("lat", None)


def _take(file: TableFile, ours: str, columns: Iterable[str], taken: dict[str, tuple[str, ...]], *,
          at_least: float = ENOUGH + 0.1) -> None:
    best, named = column_for(file, ours, "outages", columns)
    if named >= at_least:
        taken[ours] = (best,)


def _are_quantities(cells: pd.Series) -> bool:
    some = some_cells(cells)
    return bool(some) and sum(map(_is_quantity, some)) / len(some) >= SURE


def _is_of_all(column: str) -> bool:
    """Whether a column of figures, or of shares or hours, does not count those that are out."""
    avoided = meanings()["not"]
    out = fit(column, avoided["totals"]) >= ENOUGH
    return fit(column, avoided["figures"]) >= ENOUGH or (not out and fit(column, avoided["affected"]) >= ENOUGH)


def _is_quantity(text: str) -> bool:
    try:
        return is_number(text) or parse_quantity(text.replace(".", "")) is not None
    except ValueError:
        return False


def _take_words(file: TableFile, taken: dict[str, tuple[str, ...]], notes: dict[str, str]) -> dict[str, dict[str, str]]:
    """Take the columns of words of a list, and say what each word of the file stands for; what is not known gets the least."""
    values: dict[str, dict[str, str]] = {}
    for ours in WORDS:
        _take(file, ours, _free(file, taken), taken)
        if ours not in taken:
            continue
        words = [word for word in file.table[taken[ours][0]].str.casefold().unique() if word]
        meant = {word: our_word(word, ours) for word in words}
        if len(words) > DISTINCT_WORDS or not any(meant.values()):
            del taken[ours]
            continue
        unknown = [word for word, ours_word in meant.items() if ours_word is None]
        values[ours] = {word: meant[word] or LEAST[ours] for word in words if (meant[word] or LEAST[ours]) != word}
        if unknown:
            notes[ours] = f"read as {LEAST[ours]}, for their words are not known: {', '.join(unknown[:6])}"
    return {ours: words for ours, words in values.items() if words}


def _stated(taken: dict[str, tuple[str, ...]], name: str, notes: dict[str, str]) -> dict[str, str]:
    """Return what stands where the table says nothing of what a report must say, with a remark that it is a guess."""
    by_utility = bool(taken.get("source")) and fit(taken["source"][0], UTILITIES) >= ENOUGH
    some = any(ours in taken for ours in ("customers", "people"))
    missing = {"record_id": f"row {ROW}", "source": name, "source_role": "operator" if by_utility else "media",
               "extent": AFFECTED if some else "unknown"}  # fmt: skip
    defaults = {ours: text for ours, text in missing.items() if ours not in taken or ours in {"source", "source_role", "extent"}}
    for ours in defaults:
        notes.setdefault(ours, "the file does not say: correct it" if ours not in taken else "")
    if "extent" not in taken:
        notes["extent"] = "the file does not say: part where people or customers are out, else unknown: correct it" if some else (
            "the file does not say how much is out, and what is unknown colours nothing: correct it")  # fmt: skip
    return defaults
