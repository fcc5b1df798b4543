"""What is reported beside extents: hits, advisories and services, as a list of a sheet."""

from collections.abc import Iterable

from briefing.sheet.subject import Content, Subject, listed
from geo.language import _
from geo.situation import RegionSituation, Situation
from layers.reports import kinds_of, place_of
from layers.statements import words_of


def worst(regions: Iterable[RegionSituation]) -> list[RegionSituation]:
    """Return regions in the order of their states, the worst first, then by name."""
    return sorted(regions, key=lambda one: (-one.state, one.name))


def beside_of(subject: Subject, situation: Situation, title: str) -> list[Content]:
    """Return a list with a line for each hit, then each advisory and word on services, the worst regions first; or no list.

    Of a hit it says whether its place is known. Hits come first: a list that is shortened keeps them longest.
    """
    dataset = subject.dataset
    if "reports" not in subject.view.layers:
        return []
    kinds = kinds_of(dataset.reports)
    told: dict[tuple[str, str], list[str]] = {}
    for region in worst((*situation.regions, *situation.wider)):
        for record in (record for record in region.statements if kinds[record]):
            said, kind = words_of(dataset, record), str(kinds[record])
            asset = str(dataset.reports["asset"].iat[record])
            hit = _("hit: {asset}", asset=asset) if kind == "hit" else ""
            hit += f"; {_('place not given')}" if hit and not place_of(dataset, record) else ""
            warning = _("advisory, not an outage") if kind == "advisory" else ""
            told.setdefault((said.where, kind), []).extend(filter(None, [hit, warning, said.services]))
    ordered = sorted(told.items(), key=lambda one: one[0][1] != "hit")
    lines = [{"name": where, "report": kind, "words": "; ".join(dict.fromkeys(words))} for (where, kind), words in ordered]
    return [listed(title, lines, "place")] if lines else []
