"""How long nothing is reported between two dates, in words."""

from geo.language import plural

DAYS_A_MONTH, DAYS_A_WEEK = 30.44, 7


def gap_in_words(days: int) -> str:
    """Say so many days as people do: "7 months" from two months on, "5 weeks" from three weeks on, "9 days"."""
    if days >= 2 * DAYS_A_MONTH:
        return plural("{count} month", "{count} months", round(days / DAYS_A_MONTH))
    if days >= 3 * DAYS_A_WEEK:
        return plural("{count} week", "{count} weeks", round(days / DAYS_A_WEEK))
    return plural("{count} day", "{count} days", days)
