"""Services of places: added to the record of the place, or a record of their own."""

from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.clause import LOST
from geo.drafting.place import ABROAD, CITY, Mention
from geo.drafting.reading import Reading, has_power
from geo.drafting.said_by import has_one_liners
from geo.drafting.services import Service
from geo.drafting.state import State
from geo.drafting.statements import (
    Evidence,
    Statement,
    with_services,
)
from geo.drafting.texts import ReadText

NEAR = 1  # words between "only" and a service
PIPED, DRY = ("water:", "heating:"), (":off", ":limited")


def add_services(read: ReadText, state: State, number: int, services: Sequence[Service]) -> None:
    """Add the services of a sentence to the latest records of their place, or make records of
    their own.
    """
    reading = read.readings[number]
    if not state.latest or not _is_near(read, state.statements[state.latest[-1]], number):
        return
    towns = [
        p
        for p in read.places[number]
        if reading.in_frame(p.first) and p.level == CITY and not p.back
    ]
    told = [one for one in services if not one.written.endswith(":normal") and _tells_of_power(reading, one)]
    disturbed = {one.place.key for one in told if one.place is not None}
    around = _spoken_of(read, number, state.statements[state.latest[-1]])
    for service in services:
        if service.place is None and len(towns) == 1:
            service = replace(service, place=towns[0])
        elif service.place is None and around:
            service = replace(service, place=around[-1])
        start, end = reading.span(service.first, service.last)
        evidence = Evidence(start=start, end=end, rule="service")
        latest = [state.statements[n] for n in state.latest]
        keys = {one.place.key for one in latest}
        if service.place is None or service.place.key in keys:
            for n in state.latest:
                if service.place is None or state.statements[n].place.key == service.place.key:
                    state.statements[n] = with_services(
                        state.statements[n], [(service.written, evidence)]
                    )
        elif service.place.key in disturbed and service.place.code in {one.fields["region_code"] for one in state.statements}:
            state.statements.append(
                _service_statement(read, state, number, service.place, service.written, evidence)
            )


def _spoken_of(read: ReadText, number: int, latest: Statement) -> list[Mention]:
    """Return the places that a sentence between the latest record and this one names last, in this paragraph: "In A wind felled
    trees. Trams stand still".
    """
    paragraph = read.readings[number].sentence.paragraph
    for before in range(number - 1, latest.sentence, -1):
        if read.readings[before].sentence.paragraph != paragraph:
            break
        places = [p for p in read.places[before] if p.code and p.level != ABROAD and not read.readings[before].in_frame(p.first)]
        if places:
            return places
    return []


def _tells_of_power(reading: Reading, service: Service) -> bool:
    """Whether a service that is out tells of an outage: water or heat only where its sentence speaks of power, for a broken main
    leaves a town without water too; and none where nothing else is: "only the mobile network went down".
    """
    if reading.having("clause.only", first=service.first - NEAR, last=service.last):
        return False
    return not (service.written.startswith(PIPED) and service.written.endswith(DRY)) or has_power(reading.words)


def _is_near(read: ReadText, latest: Statement, number: int) -> bool:
    """Whether services of a sentence may belong to the latest record: in its paragraph, or in the next
    where each sentence is a paragraph.
    """
    paragraphs = read.readings[number].sentence.paragraph - latest.paragraph
    return paragraphs == 0 or (paragraphs == 1 and has_one_liners(read.readings))


def _service_statement(
    read: ReadText, state: State, number: int, place: Mention, written: str, evidence: Evidence
) -> Statement:
    """Return a record of its own for services of a place that no record speaks of."""
    model = state.statements[state.latest[-1]]
    voice = next(iter(read.voices[number]), read.fallback[number])
    keep = {"started_at", "status", "published_at", "source_url", "event_id"}
    fields = {key: value for key, value in model.fields.items() if key in keep}
    proofs = {key: one for key, one in model.evidence.items() if key in keep}
    start, end = place.words or (place.start, place.end)
    own = {
        "place": (place.name, Evidence(start=start, end=end, rule=f"place.{place.level}")),
        "region_code": (place.code, Evidence(derived_from="place")),
        "extent": ("unknown", replace(evidence, rule="extent.unknown")),
        "kind": ("unknown", Evidence(derived_from="default")),
        "cause": ("unknown", Evidence(derived_from="default")),
        "services": (written, evidence),
        "source_role": ("media", Evidence(derived_from="default")),
    }
    if voice is not None:
        own["source"] = (
            voice.source.name,
            Evidence(start=voice.start, end=voice.end, rule="source.said"),
        )
        own.pop("source_role")
        if voice.source.role:
            own["source_role"] = voice.source.role, Evidence(derived_from="source")
    fields |= {key: value for key, (value, _) in own.items()}
    proofs |= {key: one for key, (_, one) in own.items()}
    return Statement(
        fields=fields,
        evidence=proofs,
        place=place,
        polarity=LOST,
        speaker=voice.source if voice else None,
        sentence=number,
        paragraph=read.readings[number].sentence.paragraph,
    )
