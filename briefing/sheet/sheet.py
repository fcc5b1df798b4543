"""What the sheet of one date says: every word around its map, as plain data for `sheet.js`."""

from collections import Counter
from functools import partial

from briefing.sheet.beside import beside_of, worst
from briefing.sheet.callouts import brief_of, callouts_of, callouts_of_counts, said_too
from briefing.sheet.comparison import comparison_of
from briefing.sheet.counted import circle_entry, circles_of, with_breaks
from briefing.sheet.metric_sheet import covered, measured
from briefing.sheet.subject import (
    Content,
    Subject,
    around,
    colours_on,
    entries_of,
    index_of,
    language_of_subject,
    legends,
    listed,
    statements_on,
    symbols_of,
)
from geo.dataset import Dataset
from geo.language import N_, Language, _, in_language, plural
from geo.quantities import KINDS, counted_in_words
from geo.situation import RegionSituation, Situation, situation_of
from geo.situation.metrics import STATE, metric_of
from geo.states import State
from layers import style
from layers.layer import LegendEntry
from layers.statements import beyond_all, notes_of, words_of
from layers.title import headline_of, totals_in_words

WIDER = N_("Reported of a region as such, not of its districts")


@in_language(language_of_subject)
def sheet_of(subject: Subject, *, page: int = 1, pages: int = 1) -> Content:
    """Return the sheet of the View's date, or, if the View compares, of both dates and the change between them."""
    dataset, view = subject.dataset, subject.view
    situation = situation_of(dataset, view)
    compared = view.compare is not None
    records, own = comparison_of(subject, situation) if compared else (statements_on(situation), _date(subject, situation))
    speakers = listed(_("Reported by"), _speakers(dataset, records), "source")
    return around(subject, situation.date, records=records, page=page, pages=pages) | {"sources": speakers} | own


def _date(subject: Subject, situation: Situation) -> Content:
    """One date: its map, figures and regions, by what was reported or by what was measured."""
    shown = metric_of(subject.dataset, subject.view.metric).name
    said = _reported(subject, situation) if shown == STATE else measured(subject, situation)
    here: Content = {"index": index_of(subject.dataset, situation.date),
            "callouts": callouts_of(subject, situation) if shown == STATE else callouts_of_counts(subject, situation)}
    legend, circles = with_breaks(subject, legend_of(subject)), circles_of(subject, situation)
    if circles is not None:
        here["circles"] = circles
        legend.append(circle_entry(subject, int(str(circles["most"]))))
    return {"kind": "date", "maps": [here], "legend": entries_of(legend), "saidToo": said_too()} | said


def _reported(subject: Subject, situation: Situation) -> Content:
    language = subject.language
    line = partial(_line, language=language)
    lines = [line(one) | brief_of(subject, one) for one in situation.affected]
    return {
        "headline": headline_of(subject.dataset, situation), "figures": _key_figures(subject, situation),
        "regions": listed(_("Without power, wholly or in part"), lines, "region",
                          none=_("None in what is shown.") if situation.hidden else _("None reported.")) | {"counted": True},
        "also": [listed(title, [said(one) | brief_of(subject, one) for one in regions], "region")
                 | {"must": must, "counted": title != _(WIDER)}  # the key figures say how many
                 for title, regions, said, must in (
                     (_(WIDER), worst(one for one in situation.wider if one.state), partial(_wider, language=language), True),
                     (_("Disputed: sources disagree whether power is out"), situation.disputed, partial(_disputed, subject),
                      True),
                     (_("Reported, but not how much is out"), situation.unsaid, line, False),
                     (_("Few customers out"), situation.few, line, False),
                     (_("Planned work, not an outage"), situation.scheduled, line, False)) if regions]
        + beside_of(subject, situation, _("Also reported")),
    }  # fmt: skip


def figure_of(sheet: Content, *, share: float) -> Content:
    """Return the maps of a sheet alone, with their legend and scale; `share`: of the height of the slide that they are on."""
    return {"kind": "figure", "share": share, "maps": sheet["maps"], "legend": sheet["legend"]}


def legend_of(subject: Subject) -> list[LegendEntry]:
    """Return the legend of what the View's date shows, and only that."""
    dataset, view = subject.dataset, subject.view
    assert view.date is not None
    index = dataset.timeline.index_of(view.date)
    found = colours_on(subject, [index]) if "regions" in view.layers else []
    for name, entries in legends(dataset).items():
        if name in view.layers and name not in {"regions", "reports"}:
            found += entries
    return found + symbols_of(dataset, view, [view.date])


def _speakers(dataset: Dataset, records: list[int]) -> list[dict[str, str]]:
    """Who said it, in which role, and how often; who said most first."""
    reports = dataset.reports.iloc[records]
    counted = Counter(zip(reports["source"], reports["source_role"], strict=True))
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    often = {n: plural(", {count} reports", ", {count} reports", n) if n > 1 else "" for n in counted.values()}
    return [{"name": who, "words": f" ({style.ROLE_WORDS[role]}{often[n]})"} for (who, role), n in ordered]


def _key_figures(subject: Subject, situation: Situation) -> list[dict[str, str]]:
    """The figures of the date, as ranges; what is unknown is a figure too."""
    dataset, number = subject.dataset, subject.language.number
    total = len(situation.regions)
    out = len(situation.affected)

    def of_all(count: int) -> str:
        return _("{count} of {total}", count=number(count), total=number(total))

    figures = [{"number": of_all(len(situation.silent)),
                "words": _("regions without any report: not known")}]
    if hidden := len(situation.hidden):
        figures.append({"number": of_all(hidden), "words": _("regions reported, but hidden by the filter")})
    if mute := len(situation.unsaid):
        figures.append({"number": of_all(mute), "words": _("regions reported, but not how much is out")})
    if few := len(situation.few):
        figures.insert(0, {"number": of_all(few), "words": _("regions with few customers out")})
    if work := len(situation.scheduled):
        figures.append({"number": of_all(work), "words": _("regions with planned work, not an outage")})
    if disputed := len(situation.disputed):
        figures.insert(0, {"number": of_all(disputed), "words": _("regions disputed: sources disagree")})
    if out:  # a large nought would be read as "power is on"
        figures.insert(0, {"number": of_all(out), "words": _("regions reported without power, wholly or in part")})
    totals = [counted_in_words(quantity, kind, number=number) for kind in KINDS
              if (quantity := situation.totals[kind]) is not None]  # fmt: skip
    told_by = _told_by(dataset, situation)
    words = ["" if dataset.span is None else told_by] * (len(totals) - 1) + [told_by]
    figures += [{"number": total, "words": word} for total, word in zip(totals, words, strict=False)]
    return figures + covered(situation)


def _told_by(dataset: Dataset, situation: Situation) -> str:
    """Say what a total rests on: how many sources, or counts, of which each region gives its largest at a time of its own."""
    if dataset.span is not None:
        return _("the most on one date")
    records = sorted({record for region in situation.regions for record in region.statements})
    reports = dataset.reports.iloc[records]
    speaking = reports.loc[reports[list(KINDS)].notna().any(axis=1), "source"].nunique()
    if not speaking:
        return _("out at most in each region, at different times, added up")
    return plural("as one source reported", "as {count} sources reported", int(speaking))


def _wider(region: RegionSituation, language: Language) -> dict[str, object]:
    """A region of the coarsest level on a sheet of a finer one: outlined if it was reported as a whole, else listed alone."""
    line = _line(region, language)
    drawn = region.state >= State.PART and "partial" not in region.flags
    return line | {"words": f"{line['words']}; {_('outlined on the map') if drawn else _('not drawn on the map')}"}


def _disputed(subject: Subject, region: RegionSituation) -> dict[str, object]:
    """One disputed region of the list: what each source says of it."""
    said = [words_of(subject.dataset, record) for record in region.statements]
    words = "; ".join(f"{one.who}: {', '.join(filter(None, [one.what, one.figures]))}" for one in said)
    return {"name": region.name, "code": region.state_and_flags, "words": words}


def _line(region: RegionSituation, language: Language) -> dict[str, object]:
    """One region of the list: swatch, name, state, flags and figures."""
    notes = notes_of(region)
    if region.customers_out is not None:
        out = region.customers_out
        notes.append(plural("{figure} customers out at most", "{figure} customers out at most", out, figure=language.number(out)))
        notes += filter(None, [beyond_all(region)])
    if figures := totals_in_words(region.figures, number=language.number):
        notes.append(figures)
    words = "; ".join([style.state_in_words(region.state_and_flags), *notes])
    return {"name": region.name, "code": region.state_and_flags, "words": words}
