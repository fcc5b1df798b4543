"""What was guessed of a table, line by line, for who makes a dataset of it."""

from collections.abc import Mapping

from geo.mapping import TableMapping
from geo.mapping.inference import Guess
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.layout import some

KINDS = {"counts": Sentence("outage counts"), "outages": Sentence("outage reports"), "regions": Sentence("regions"),
         "customers": Sentence("customers of regions")}  # fmt: skip


def guess_in_words(guess: Guess, name: str) -> list[str]:
    """Print a guess, line by line: which column stands for which of ours, and what is not used."""
    kind = Sentence("{kind} ({feed})", kind=KINDS[guess.kind], feed=guess.feed) if guess.feed else KINDS[guess.kind]
    lines = columns_in_words(guess.kind, guess.mapping, guess.notes, name, guess.unused, kind=kind)
    remarks: list[str] = [Sentence("  note: {note}", note=remark) for remark in guess.remarks[:10]]
    more = len(guess.remarks) - len(remarks)
    return lines + remarks + ([Sentence("  and {more} more notes", more=more)] if more > 0 else [])


def columns_in_words(key: str, mapping: TableMapping, notes: Mapping[str, str], name: str, unused: tuple[str, ...] = (), *,
                     kind: str = "") -> list[str]:
    """Return a line for each of our columns of a table: which of its columns it is read from; `key`: one of KINDS."""
    said = {ours: Sentence("  ({note})", note=notes[ours]) if notes.get(ours) else ""
            for ours in (*mapping.columns, *mapping.defaults)}  # fmt: skip
    lines: list[str] = [Sentence("{name}: {kind}", name=name, kind=kind or KINDS[key])]
    for ours, names in mapping.columns.items():
        lines.append(Sentence("  {ours:<16} from {columns}{note}", ours=ours, columns=" + ".join(names), note=said[ours]))
    for ours, text in mapping.defaults.items():
        lines.append(Sentence("  {ours:<16} is {text!r} where it is blank{note}", ours=ours, text=text, note=said[ours])
                     if ours in mapping.columns else
                     Sentence("  {ours:<16} is {text!r} for all rows{note}", ours=ours, text=text, note=said[ours]))  # fmt: skip
    return lines + ([Sentence("  not used: {columns}", columns=some(unused))] if unused else [])


def encoding_in_words(table: TableFile, kind: str) -> list[str]:
    """Say in which encoding a text that is no UTF-8 is read: another one makes other letters, and other words."""
    encoding = table.reading.encoding
    return [] if encoding in {"", "utf-8-sig"} else [
        Sentence("its letters are read as {encoding}, a guess: if they look wrong, correct encoding under [parsing.{kind}] in "
                 "dataset.toml", encoding=encoding, kind=kind)]  # fmt: skip
