"""What a filter shows and hides, in words: the same on screen, on sheets and in data."""

from collections.abc import Callable, Mapping

from geo.dataset import Dataset
from geo.language import N_, WordTable, _, number_in_words
from geo.situation.filtering import SERVICE, values_of
from geo.view import FILTERS
from layers.statements import KIND_WORDS, SERVICE_WORDS, STATUS_WORDS
from layers.style import ROLE_WORDS

OF_NAME = {
    "source": N_("of {chosen} of {count} sources"), "role": N_("of {chosen} of {count} roles"),
    "kind": N_("of {chosen} of {count} kinds"), "cause": N_("of {chosen} of {count} causes"),
    "status": N_("of {chosen} of {count} statuses"), SERVICE: N_("of {chosen} of {count} services"),
}  # fmt: skip
NOT_STATED = WordTable({"source": "source not stated", "role": "role not stated"})
NAMED_LETTERS = 60
WORDS: Mapping[str, Mapping[str, str]] = {
    "role": ROLE_WORDS, "kind": KIND_WORDS | WordTable({"damage": "damage", "unknown": "kind not stated"}),
    "cause": WordTable({"attack": "attack", "unknown": "cause not stated", "other": "another cause"}),
    "status": STATUS_WORDS | WordTable({"claimed": "claimed"}), SERVICE: SERVICE_WORDS,
}  # fmt: skip


def value_in_words(name: str, value: str) -> str:
    """Say one value of a filter: of role=operator "grid operator"."""
    if not value:
        return NOT_STATED.get(name, _("not stated"))
    return WORDS.get(name, {}).get(value, value)


def filter_in_words(dataset: Dataset, *, number: Callable[[int], str] = number_in_words) -> str:
    """Say what the filter of a dataset shows and hides; "" without a filter.

    "Shown: statements of 2 of 5 sources (A, B); 14 of 22 statements hidden. Counts are always shown."
    """
    selection = dataset.selection
    if selection is None:
        return ""
    parts = []
    for name in FILTERS:
        chosen = [value for other, value in selection.only if other == name]
        if chosen:
            known = values_of(selection.whole, name)
            named = ", ".join(value_in_words(name, value) for value in chosen)
            told = f" ({named})" if len(named) <= NAMED_LETTERS else ""
            parts.append(_(OF_NAME[name], chosen=number(len(chosen)), count=number(len(known))) + told)
    hidden = hidden_in_words(dataset, number=number)
    counts = [_("Counts are always shown.")] if dataset.count_summary is not None else []
    return " ".join([_("Shown: statements {parts}; {hidden}.", parts=", ".join(parts), hidden=hidden), *counts])


def hidden_in_words(dataset: Dataset, *, number: Callable[[int], str] = number_in_words) -> str:
    """Say how many statements the filter of a dataset hides: "14 of 22 statements hidden"; "" without a filter."""
    selection = dataset.selection
    if selection is None:
        return ""
    return _("{hidden} of {count} statements hidden", hidden=number(selection.hidden), count=number(len(selection.whole.reports)))
