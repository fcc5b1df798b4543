"""Find the columns whose words say of some rows that they are no outage."""

from collections.abc import Sequence

from geo.mapping.columns import DISTINCT_WORDS, ENOUGH
from geo.mapping.left_out import (
    LEFT_OUT,
    forecasts_among,
    is_called_off,
    made_up,
    other_dangers,
    other_services,
    says_no_report,
    says_void,
)
from geo.mapping.vocabulary import fit, is_planned, meanings
from geo.sentences import Sentence
from geo.tables import TableFile

FEW, SHORT = 12, 4  # words of a list, and words in each


def left_out_of(
    file: TableFile, *, extent: tuple[str, ...] = (), planned: bool = False
) -> tuple[tuple[str, ...], dict[str, str], list[str]]:
    """Return the columns that say so, the words that only this table means so, and all such words.

    `extent`: the columns that say how much is out; `planned`: rows of announced work are none either, in a table that cannot
    tell them apart, such as counts.
    """
    taken, void, words_of_table = list[str](), list[str](), dict[str, str]()
    told = meanings()["left_out"]
    for column in map(str, file.table.columns):
        words = [word for word in file.table[column].str.casefold().unique() if word]
        if len(words) > DISTINCT_WORDS:
            continue
        own = [word for word in words if (says_void(word) if fit(column, told["columns"]) >= ENOUGH else is_called_off(word))]
        others = other_dangers(words) if fit(column, told["events"]) >= ENOUGH else []
        others += other_services(words) if _are_kinds(words) or fit(column, meanings()["services"]["columns"]) >= ENOUGH else []
        others += made_up(words)
        others += [word for word in words if says_no_report(word)] if (column,) == extent else []
        others += forecasts_among(words) if _are_kinds(words) else []
        if planned and (fit(column, meanings()["outages"]["kind"]) >= ENOUGH or _are_kinds(words)):
            others += [word for word in words if is_planned(word)]
        if own or others:
            taken.append(column)
            void += [*own, *others]
            words_of_table |= dict.fromkeys(others, LEFT_OUT)
    return tuple(taken), words_of_table, void


def _are_kinds(words: Sequence[str]) -> bool:
    """Whether the few words of a column are kinds of outages, some of them planned, and no remarks."""
    return len(words) <= FEW and all(len(word.split()) <= SHORT for word in words) and not all(map(is_planned, words))


def no_outages(words: Sequence[str]) -> str:
    """Say which rows are left out for their words."""
    return Sentence("rows that say {words} are no outages, and are not used", words=", ".join(map(repr, words[:6])))
