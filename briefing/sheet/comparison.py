"""Two dates side by side, and what changed between them."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from briefing.sheet.beside import beside_of
from briefing.sheet.callouts import speaker
from briefing.sheet.gaps import gap_in_words
from briefing.sheet.subject import (
    Content,
    Subject,
    entries_of,
    index_of,
    listed,
    statements_on,
    states_and_flags,
    symbols_of,
)
from geo.dataset import Dataset
from geo.language import WordTable, _
from geo.situation import RegionSituation, Situation, changes_between, compared
from geo.timeline import Change
from layers import style
from layers.bidi import isolated
from layers.change import change_text

CHANGED_WORDS = WordTable({
    Change.NEW: "newly without power", Change.WORSE: "worse", Change.SAME: "unchanged", Change.NO_NEWS: "without news since",
    Change.BETTER: "better", Change.RESTORED: "restored", Change.NOT_COMPARABLE: "not comparable",
    Change.HIDDEN: "hidden by the filter",
}, context="how many regions")  # fmt: skip
ORDER = tuple(CHANGED_WORDS)
FAR_APART_DAYS = 30
MOST_NAMED = 3  # regions of one kind of change that the headline names


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A region that changed between two dates, or should have been heard of: how, and both situations, in words as well."""

    kind: Change
    before: RegionSituation
    after: RegionSituation
    words: str
    short: str


NOT_DRAWN = ["substations"]  # three small maps side by side have no room for what does not change


def comparison_of(subject: Subject, after: Situation) -> tuple[list[int], Content]:
    """Return the records that the sheet shows, and what it says of both dates and of the change between them."""
    dataset, view, language = subject.dataset, subject.view, subject.language
    found = compared(dataset, view, after)
    assert found is not None
    before = found[0]
    codes = [before.codes, after.codes]
    changed = changed_regions(dataset, before, after)
    counts = Counter(one.kind for one in changed)
    present = [change for change in ORDER if counts[change]]  # the other two look like the states they are
    symbols = symbols_of(dataset, view, [before.date, after.date])
    earlier, later = language.day(before.date), language.day(after.date)
    return sorted({*statements_on(before), *statements_on(after)}), {
        "kind": "compare", "date": later, "headline": change_in_words(changed, since_in_words(before, after, earlier)),
        "maps": [{"index": index_of(dataset, before.date), "caption": earlier, "note": _("before"), "without": NOT_DRAWN},
                 {"index": index_of(dataset, after.date), "caption": later, "note": _("after"), "without": NOT_DRAWN},
                 {"index": index_of(dataset, after.date), "caption": _("Change"),
                  "note": _("from {earlier} to {later}", earlier=earlier, later=later),
                  "change": change_text(before, after).split()[-1], "without": [*NOT_DRAWN, "reports"]}],
        "figures": [{"number": language.number(counts[change]), "words": CHANGED_WORDS[change]} for change in present],
        "regions": listed(_("What changed"), [_line(one) for one in changed], "region",
                          none=_("Nothing that was reported."), column=_("Before → after")),
        "also": [one for date, situation in ((later, after), (earlier, before))
                 for one in beside_of(subject, situation, _("Also reported on {date}", date=date))],
        "legend": ([{"swatch": "change", "key": int(change), "words": style.CHANGE_WORDS[change]} for change in present]
                   + entries_of(states_and_flags(codes)) if "regions" in view.layers else []) + entries_of(symbols),
    }  # fmt: skip


def changed_regions(dataset: Dataset, before: Situation, after: Situation) -> list[Changed]:
    """Return the regions that changed, or should have been heard of: the news first, then the worst, then by name.

    `words`: "Part without power → No report"; of what is not comparable, what each report says of its part.
    """
    found = []
    short = dict(zip(dataset.regions["code"], dataset.regions["short_name"], strict=True))
    for kind, old, new in zip(map(Change, changes_between(before, after).tolist()), before.regions, after.regions, strict=True):
        if kind in ORDER:
            say = partial(_said_of_part, dataset) if kind == Change.NOT_COMPARABLE else _state_in_words
            was, now = say(old), say(new)
            words = was if was == now else f"{was} → {now}"
            found.append(Changed(kind=kind, before=old, after=new, words=words, short=str(short[new.code])))
    return sorted(found, key=lambda one: (ORDER.index(one.kind), -one.after.state, -one.before.state, one.after.name))


def change_in_words(changed: list[Changed], earlier: str) -> str:
    """Say what changed since a date (in words): "Since 2 June 2025: 1 without news since (Kherson), 12 restored."; a few regions
    by name, but for what a filter hides.
    """
    told = []
    for change, words in CHANGED_WORDS.items():
        names = [isolated(one.short) for one in changed if one.kind == change]
        if 0 < len(names) <= MOST_NAMED and change != Change.HIDDEN:
            told.append(_("{count} {change} ({names})", count=len(names), change=words, names=", ".join(names)))
        elif names:
            told.append(_("{count} {change}", count=len(names), change=words))
    changes = ", ".join(told) or _("no region reported without power on either date")
    return _("Since {date}: {changes}.", date=earlier, changes=changes)


def since_in_words(before: Situation, after: Situation, earlier: str) -> str:
    """Name the earlier date; what lies more than a month before says how long, for nobody looked in between."""
    days = (after.date - before.date).days
    return _("{date}, {gap} before", date=earlier, gap=gap_in_words(days)) if days > FAR_APART_DAYS else earlier


def _line(one: Changed) -> dict[str, object]:
    name, brief = (f"{isolated(name)}: {style.CHANGE_NOTES[one.kind]}" for name in (one.after.name, one.short))
    return {"name": name, "short": brief, "words": one.words, "change": int(one.kind), "code": one.after.state_and_flags}


def _state_in_words(region: RegionSituation) -> str:
    return style.state_in_words(region.state_and_flags)


def _said_of_part(dataset: Dataset, region: RegionSituation) -> str:
    """What the deciding report says of its part, and who said it: "All without power (Russian-held part; E. Balitsky)"."""
    if region.setter is None:
        return _("{state} (whole region)", state=style.STATE_WORDS[region.state])
    report = dataset.reports.iloc[region.setter]
    extent = style.EXTENT_WORDS[report["extent"]] or style.STATE_WORDS[region.state]
    return f"{extent[:1].upper()}{extent[1:]} ({region.scope or _('whole region')}; {speaker(dataset, region.setter)})"
