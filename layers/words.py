"""The sentences that the page's scripts say. They go with the page, in its language; `page.say(key, {…})` fills their places."""

from geo.language import N_, NN_, _, plural_forms

WORDS = {
    # core
    "zoomIn": N_("Zoom in"), "zoomOut": N_("Zoom out"), "kilometres": N_("{number} km"), "metres": N_("{number} m"),
    # title
    "titleAside": N_("Title, figures, legend"), "datesIn": N_("Dates in {zone}"), "sourcesAndLimits": N_("Sources and limits"),
    "coarse": N_("Reports about districts are shown as parts of their regions: the dataset has no finer boundaries."),
    "allPlaced": N_("Every record of the dataset is on the map."), "reported": N_("Reported: {figures}."),
    # dates
    "date": N_("Date"), "previousDate": N_("Previous date with reports (Page Up)"), "dayBack": N_("One day back (←)"),
    "dayOn": N_("One day on (→)"), "nextDate": N_("Next date with reports (Page Down)"), "speed": N_("Speed"), "loop": N_("Loop"),
    "play": N_("Play"), "pause": N_("Pause"), "playKey": N_("Play (space)"), "pauseKey": N_("Pause (space)"),
    "playEvents": N_("Play from event to event (space)"),
    "worst": N_("The worst from {first} to {last}"), "worstOn": N_("Worst on {date}"),
    # legend
    "moreSigns": N_("More symbols"), "legendAndLayers": N_("Legend and layers"), "legend": N_("Legend"),
    "layerOff": N_("The layer “{title}” is off."), "levelOfRegions": N_("Level of regions"),
    "changeFrom": N_("Change from {since} to {date}"),
    # details
    "since": N_("Since {date}: {words}"), "allSources": N_("Over all sources: {range}"), "close": N_("Close"),
    "chosenBy": N_("Colour chosen by: {rule}"), "nothingReported": N_("Nothing was reported for this region and date."),
    # hands
    "map": N_("Map"), "mapKeys": N_("Map: arrow keys move it, plus and minus zoom, H shows the whole"),
    "wholeMap": N_("Whole map"), "wholeMapKey": N_("Whole map (H)"), "regions": N_("Regions"), "none": N_("none"),
    "chooseRegion": N_("Regions: choose one to read what is said of it"),
    # counts
    "beyondAll": N_("More than all customers: shown as it was reported"),
    # reports, substations
    "hit": N_("{region}: hit reported"),
    "placeNotGiven": N_("place not given"), "placesNotGiven": N_("places not given"), "noNews": N_("no news since"),
    "andMore": N_("and {more} more"), "substation": N_("Substation, {precision}"),
    # sheet
    "pageOf": N_("page {number} of {pages}"), "namesAndMore": N_("{names} and {more} more"),
}  # fmt: skip
NUMBERED = {
    "notPlaced": NN_("{count} record of the dataset could not be placed and is not on the map.",
                     "{count} records of the dataset could not be placed and are not on the map."),
    "rejected": NN_("{count} row cannot be read and was rejected.", "{count} rows cannot be read and were rejected."),
    "saidBefore": NN_("said the day before, no news since", "said {count} days before, no news since"),
    "moreStatements": NN_("and {count} more statements: click the region", "and {count} more statements: click the region"),
    "daysOld": NN_("{count} day old", "{count} days old"),
    "outOf": NN_("{number} of {total} customers out, at most ({percent}%)",
                 "{number} of {total} customers out, at most ({percent}%)"),
    "outOfUnknown": NN_("{number} customers out, at most; of how many is not known",
                        "{number} customers out, at most; of how many is not known"),
    "measuredIn": NN_("{title}. Measured in {known} of {count} regions; no data for the rest.",
                      "{title}. Measured in {known} of {count} regions; no data for the rest."),
    "hits": NN_("{region}: {count} hits reported", "{region}: {count} hits reported"),
    "substations": NN_("{count} substations", "{count} substations"),
    "offMap": NN_("{count} region with news outside this map: {names}", "{count} regions with news outside this map: {names}"),
}  # fmt: skip
"""Those with a number: `Intl.PluralRules` chooses the form of `count`."""


def page_words() -> dict[str, object]:
    """Return all sentences by key, in the language that is spoken; one with a number as its forms by CLDR's names of them."""
    return {key: _(english) for key, english in WORDS.items()} | {key: plural_forms(*both) for key, both in NUMBERED.items()}
