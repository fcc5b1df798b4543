"""Why a region has its colour: the rule that chose among the statements, as a number for arrays and in words for people."""

from enum import IntEnum

from geo.language import N_, WordTable, _


class Rule(IntEnum):
    """What decided between the statement that set the colour and the next one; the first difference in this order."""

    NONE = 0
    ONLY = 1
    FRESH = 2
    LATEST_FRESH = 3
    CONFIRMED = 4
    ROLE = 5
    NEWEST = 6
    RECORD_ID = 7
    MEASURED = 8


WORST_SCOPE, LOWERED = 0x10, 0x20
RULE_BITS = 0x0F
WORDS = WordTable({
    Rule.NONE: "",
    Rule.ONLY: "the only statement that says how much is out",
    Rule.FRESH: "reported for this date, before what is last known",
    Rule.LATEST_FRESH: "the later news, before the earlier",
    Rule.CONFIRMED: "confirmed before claimed",
    Rule.ROLE: "operator and official before other sources",
    Rule.NEWEST: "the newest statement",
    Rule.RECORD_ID: "the first by record number, all else being equal",
    Rule.MEASURED: "measured: the highest count of the day",
})
WORST_SCOPE_WORDS = N_("the worst of the parts spoken of")
LOWERED_WORDS = N_("one step lower, for power is back in a part")


def rule_in_words(code: int) -> str:
    """Print a rule as the timeline keeps it: a Rule, with WORST_SCOPE and LOWERED above it."""
    parts = [WORDS[Rule(code & RULE_BITS)]]
    parts += [_(words) for bit, words in ((WORST_SCOPE, WORST_SCOPE_WORDS), (LOWERED, LOWERED_WORDS)) if code & bit]
    return "; ".join(filter(None, parts))
