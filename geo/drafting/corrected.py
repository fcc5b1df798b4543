"""Figures that a text itself puts right: "Correction: 900 customers are out, not 9,000" takes back the 9,000 above."""

from collections.abc import Sequence

from geo.drafting.clause import DENIED
from geo.drafting.guards import Ignored
from geo.drafting.negation import is_put_right
from geo.drafting.reading import Reading
from geo.drafting.statements import Statement
from geo.quantities import KINDS

TAKES_BACK = ("guard.retracted", "guard.rebuttal", "guard.own_report")


def without_corrected(
    statements: Sequence[Statement], readings: Sequence[Reading]
) -> tuple[list[Statement], list[Ignored]]:
    """Leave out statements whose figure a later correction takes back, and return what they said with the reason."""
    kept, dropped = list(statements), []
    for number, reading in enumerate(readings):
        wrong = {(one.column, one.written) for one in reading.figures if is_put_right(reading, one)}
        if not wrong or not _is_correction(readings, number):
            continue
        keys = {one.place.key for one in statements if one.sentence == number}
        for one in list(kept):
            told = {(column, one.fields[column]) for column in KINDS if column in one.fields}
            if one.sentence < number and one.place.key in keys and told & wrong:
                kept.remove(one)
                column = next(iter(told & wrong))[0]
                proof = one.evidence[column]
                dropped.append(Ignored(start=proof.start, end=proof.end, why=DENIED))
    return kept, dropped


def _is_correction(readings: Sequence[Reading], number: int) -> bool:
    """Whether a sentence, or one before it in its paragraph, says that it puts something right."""
    paragraph = readings[number].sentence.paragraph
    before = [one for one in readings[: number + 1] if one.sentence.paragraph == paragraph]
    return any(one.having(*TAKES_BACK) for one in before)
