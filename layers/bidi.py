"""Names that run from right to left, in sentences that do not."""

import unicodedata

FIRST_STRONG, END = "\u2068", "\u2069"
RIGHT_TO_LEFT = ("R", "AL")


def isolated(text: str) -> str:
    """Return a text that runs from right to left between marks that keep it apart from what stands beside it.

    Without them a Hebrew name with ", 3 days old" after it is drawn with the figure before the name.
    """
    runs = any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)
    return f"{FIRST_STRONG}{text}{END}" if runs else text
