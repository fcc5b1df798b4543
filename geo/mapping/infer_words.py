"""The words of a list in a table of reports: how much is out, of what kind, who says so; restored rows and announced work."""

from pathlib import PurePath

from geo.column_words import say_column
from geo.mapping.assignment import Assignment, is_own
from geo.mapping.columns import DISTINCT_WORDS, ENOUGH, MATCHES, SURE, cells_in, share_of_numbers
from geo.mapping.infer_left_out import left_out_of, no_outages
from geo.mapping.infer_states import NO, RESTORED_WORDS, YES, states_in
from geo.mapping.known_regions import KnownRegions
from geo.mapping.left_out import LEFT_OUT, says_void
from geo.mapping.mapping import RESTORED
from geo.mapping.vocabulary import announces, fit, folded, is_planned, meanings, our_word
from geo.reports import WORDS
from geo.sentences import Sentence
from geo.tables.layout import some

FEW_KINDS = 5  # words of a list that tell kinds of outages apart
LEAST = {
    "extent": "unknown",
    "kind": "unknown",
    "cause": "unknown",
    "source_role": "",
    "status": "claimed",
}
DEGREES = {"all", "nearly_all", "large_part"}  # how much is out, which no ticket of an outage says


def take_words(took: Assignment, name: str) -> None:
    """Take the columns of words of a list, and say what each word of the file stands for; what is not known gets the least."""
    _take_restored(took)
    for ours in WORDS:
        shared = (
            took.columns["extent"]
            if RESTORED in took.values.get("extent", {}).values() and ours == "kind"
            else ()
        )
        took.assign_best(ours, [*took.free, *shared])
        if ours not in took.columns or ours in took.values:
            continue
        words = [
            word for word in took.file.table[took.columns[ours][0]].str.casefold().unique() if word
        ]
        meant = {word: our_word(word, ours) for word in words[: DISTINCT_WORDS + 1]}
        known = (
            any(one not in {None, "unknown"} for one in meant.values())
            or (ours == "status" and any(meant.values()))
            or (ours == "kind" and any(map(is_planned, words)))
        )
        if (len(words) > DISTINCT_WORDS or not known) and ours not in took.given:
            del took.columns[ours]
            continue
        unknown = [
            word
            for word, ours_word in meant.items()
            if ours_word is None and not (ours == "kind" and is_planned(word))
        ]
        taken = {
            word: _of_row(took, word, meant[word] or "") if ours == "extent" and meant[word] else meant[word] or LEAST[ours]
            for word in words
            if (meant[word] or word not in unknown or LEAST[ours]) != word
        }
        took.values[ours] = {
            word: "scheduled" if meant[word] is None and word not in unknown else said
            for word, said in taken.items()
        }
        took.notes |= {ours: note} if (note := _least(ours, unknown)) else {}
    _take_extent_by_its_words(took)
    took.values = {ours: words for ours, words in took.values.items() if words}
    _take_planned(took, name)
    _take_left_out(took)


def _take_restored(took: Assignment) -> None:
    """Take a column whose words say of some rows that power is back: "Restored" beside "Active"."""
    for column in took.free:
        words, over = states_in(took.file, column)
        if "extent" not in took.columns and over:
            if all(our_word(word, "extent") for word in words) or _says_how_much(words):
                continue  # they say how much is out: `extent` itself
            took.values["extent"] = {word: RESTORED if word in over else _still_out(took, word) for word in words}
            parts = [word for word in words if took.values["extent"][word] == "part" and our_word(word, "extent") is None]
            said_over = Sentence("{over}: power is on again; the others by their figures", over=", ".join(map(repr, over)))
            took.assign("extent", (column,), Sentence("{said}; words that are not known, read as out: {words}", said=said_over,
                                                      words=", ".join(parts[:6])) if parts else said_over)  # fmt: skip


def _still_out(took: Assignment, word: str) -> str:
    """Return the extent of a row whose word does not say that power is back: by its figures, where the table has some.

    Else it is out in part, or the restored rows alone would speak for its region.
    """
    if {"customers", "people"} & set(took.columns) or says_void(word) or word in {*YES, *NO} or is_planned(word):
        return ""
    return our_word(word, "extent") or "part"


def _take_left_out(took: Assignment) -> None:
    """Take the columns whose words say of some rows that they are no outage: a test, work that is cancelled, a flood."""
    if is_own(took.file) or LEFT_OUT in took.columns:
        return
    columns, words, void = left_out_of(took.file, extent=took.columns.get("extent", ()))
    took.assign(LEFT_OUT, columns, no_outages(void) if columns else "")
    took.values |= {LEFT_OUT: words} if words else {}


def _take_extent_by_its_words(took: Assignment) -> None:
    """Take a column whose words say how much is out, whatever it is called: "Status" of "out" and "restored".

    Nothing but "none" says nothing: a column of remarks is often full of it. A column that is called a state may hold other words
    beside "no power" and "half": they are named. So may "What happened", which stays the summary too.
    """
    told = [c for c in took.columns.get("summary", ()) if fit(c, meanings()["signs"]["summary"]) >= SURE - 0.1]
    for column in [*took.free, *told] if "extent" not in took.columns else ():
        words = [word for word in took.file.table[column].str.casefold().unique() if word]
        if len(words) > DISTINCT_WORDS:
            continue
        meant = {word: our_word(word, "extent") for word in words}
        said_there, unknown = set(meant.values()), [word for word, said in meant.items() if said is None]
        state = column in told or fit(column, meanings()["states"]["outage"]) >= SURE - 0.1
        called = state and _says_how_much(words)
        if said_there - {"none", "unknown", None} and (called or not unknown):
            took.assign("extent", (column,), _least("extent", unknown) or Sentence("all of its words say how much is out"))
            took.values["extent"] = {word: _of_row(took, word, said) if said else LEAST["extent"] for word, said in meant.items()}
            return


def _says_how_much(words: list[str]) -> bool:
    """Whether words of a column say of some places how much of them is out: "no power", "half"; "out" alone does not."""
    return any(our_word(word, "extent") in DEGREES for word in words)


def _least(ours: str, unknown: list[str]) -> str:
    """Say that words which are not known are read as what says least, "" if all are known."""
    return Sentence("read as {least}, for their words are not known: {unknown}", least=LEAST[ours] or Sentence("not stated"),
                    unknown=", ".join(unknown[:6])) if unknown else ""  # fmt: skip


def _of_row(took: Assignment, word: str, extent: str) -> str:
    """Return what a word says of its row: where rows have ends, "restored" is of an outage that is over, with its figures."""
    return RESTORED if extent == "none" and word in RESTORED_WORDS and "ended_at" in took.columns else extent


def _take_planned(took: Assignment, name: str) -> None:
    """Say which rows are announced work: by words of a text, else by what the file is called or says around its rows."""
    if "kind" in took.columns:
        return
    texts = [
        c
        for c in map(str, took.file.table.columns)
        if share_of_numbers(took.file, c) < ENOUGH
        and any(map(is_planned, cells_in(took.file, c)))
    ]
    around = next(
        (text for text in (*took.file.told.values(), PurePath(name).stem) if announces(text)), ""
    )
    apart = [column for column in texts if _tells_planned_apart(cells_in(took.file, column))]
    if apart or (texts and not around):
        took.columns["kind"] = tuple(texts)
        took.notes["kind"] = Sentence("scheduled where its words say planned, scheduled or maintenance")
    elif around:
        took.defaults["kind"], took.notes["kind"] = "scheduled", Sentence("the file says {around!r}", around=around[:80])


def _tells_planned_apart(words: list[str]) -> bool:
    """Whether some of a few words of a list say that work is planned, and others that something broke: whatever the file is
    called, those rows are not planned.
    """
    kinds = {our_word(word, "kind") for word in words} - {None, "scheduled", "unknown"}
    return len({*words}) <= FEW_KINDS and bool(kinds)


def unread_answers(took: Assignment) -> list[str]:
    """Say which columns of yes and no are not used: whether "yes" is an outage, or is light, only the user can say."""
    answers = [*map(folded, meanings()["answers"]["yes"]), *map(folded, meanings()["answers"]["no"])]
    told = list[str]()
    for column in took.free if "extent" not in took.columns else ():
        words = [word for word in took.file.table[column].str.casefold().unique() if word]
        if words and len(words) < DISTINCT_WORDS and all(folded(word) in answers for word in words):
            told.append(Sentence('{column!r} holds {words}, and is not used: take it with --column "extent={column}", and say '
                                 "under [values.outages.extent] in dataset.toml what each of them means, part or none",
                                 column=column, words=some(map(repr, words))))  # fmt: skip
    return told


def unread_kinds(took: Assignment, known: KnownRegions) -> list[str]:
    """Say which columns hold a few words that nothing is known of, beside starts and ends: they may tell planned work apart."""
    if "kind" in {*took.columns, *took.defaults} or not {"started_at", "ended_at"} <= {*took.columns}:
        return []
    told = list[str]()
    for column in took.free:
        cells, words = took.file.table[column], cells_in(took.file, column)
        few = 1 < len(words) <= FEW_KINDS and len(words) < len(cells)
        if few and not any(map(str.isdigit, "".join(words))) and known.share_of_names(cells) < MATCHES:
            told.append(Sentence("{column!r} holds {words}, which is not read: if some of them are planned work, {remedy}",
                                 column=column, words=some(map(repr, words)), remedy=say_column("kind", column)))  # fmt: skip
    return told
