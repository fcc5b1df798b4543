"""How well drafted records fit the records that a reader expects of a text.

An expected record holds the fields that matter; a list is a choice. A drafted record is the
expected one if place (or, for a whole
region, its code) and extent are those expected, and it is planned, warned of, or retracted only if
that is expected. Of the
records found, the other fields are compared. `optional` records may be drafted or not. `forbidden`
holds patterns of records that
must not be drafted: `key` equal to a value or one of several, `key~` a regular expression found in
it, `key!` none of several.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIGURES = ("people", "customers", "settlements", "facilities")
APART = ("scheduled", "advisory")


@dataclass
class Score:
    """Counts over any number of texts."""

    drafted: int = 0
    matched: int = 0
    wanted: int = 0
    found: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    forbidden: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.matched / self.drafted if self.drafted else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    def share(self, name: str) -> float:
        return self.right[name] / self.fields[name] if self.fields[name] else 1.0

    def add(self, other: "Score") -> None:
        for name in ("drafted", "matched", "wanted", "found"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("fields", "right"):
            getattr(self, name).update(getattr(other, name))
        for name in ("forbidden", "missed", "extra", "wrong"):
            getattr(self, name).extend(getattr(other, name))

    def __str__(self) -> str:
        parts = ", ".join(
            f"{name} {self.share(name):.2f} ({self.fields[name]})"
            for name in (
                "region",
                "figures",
                "day",
                "source",
                "role",
                "scope",
                "kind",
                "cause",
                "services",
            )
        )
        return (
            f"precision {self.precision:.2f} ({self.matched}/{self.drafted}), "
            f"recall {self.recall:.2f} ({self.found}/{self.wanted}), "
            f"{parts}, forbidden {len(self.forbidden)}"
        )


def expectation(path: Path) -> dict[str, Any]:
    """Read the expected records beside a text."""
    return dict(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))


def scored(drafted: Sequence[Mapping[str, str]], expected: Mapping[str, Any], name: str) -> Score:
    """Compare the records of one text."""
    score = Score(drafted=len(drafted))
    pairs = sorted(
        (
            (_fit(one, want), d, w)
            for d, one in enumerate(drafted)
            for w, want in enumerate(expected["records"])
        ),
        key=lambda pair: -pair[0],
    )
    taken_d, taken_w = set[int](), set[int]()
    for fit, d, w in pairs:
        if fit <= 0 or d in taken_d or w in taken_w:
            continue
        taken_d.add(d)
        taken_w.add(w)
        if not expected["records"][w].get("optional"):
            score.found += 1
            _compare(score, drafted[d], expected["records"][w], name)
    score.matched = len(taken_d)
    score.wanted = sum(not want.get("optional") for want in expected["records"])
    score.missed = [
        f"{name}: {_short(want)}"
        for w, want in enumerate(expected["records"])
        if w not in taken_w and not want.get("optional")
    ]
    score.extra = [f"{name}: {_short(one)}" for d, one in enumerate(drafted) if d not in taken_d]
    score.forbidden = [
        f"{name}: {rule} {_short(one)}"
        for one in drafted
        for rule in expected["forbidden"]
        if _breaks(one, rule)
    ]
    return score


def _choices(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _is(one: Mapping[str, str], want: Mapping[str, Any], key: str) -> bool:
    have = one.get(key, "").casefold()
    return any(have == choice.casefold() for choice in _choices(want[key]))


def _fit(one: Mapping[str, str], want: Mapping[str, Any]) -> float:
    place = _is(one, want, "place")
    if not (place or _is(one, want, "region_code")) or not _is(one, want, "extent"):
        return 0
    for kind in APART:
        if (one.get("kind") == kind) != (kind in _choices(want.get("kind", "unknown"))):
            return 0
    if (one.get("status") == "retracted") != (want.get("status") == "retracted"):
        return 0
    if not place and not any(
        "обл" in p or "region" in p.lower() or "Oblast" in p or p.endswith("щина")
        for p in _choices(want["place"])
    ):
        return 0
    same = sum(_is(one, want, key) for key in want if key not in {"place", "optional", "extent"})
    return 1 + 4 * place + same / 20 + (2 if not want.get("optional") else 0)


def _compare(score: Score, one: Mapping[str, str], want: Mapping[str, Any], name: str) -> None:
    checks = {
        "region": ["region_code"],
        "figures": list(FIGURES),
        "source": ["source"],
        "role": ["source_role"],
        "scope": ["scope"],
        "kind": ["kind"],
        "cause": ["cause"],
        "services": ["services"],
    }
    for label, keys in checks.items():
        if label == "figures":
            have = {key: one.get(key, "") for key in keys}
            if any(want.get(key) for key in keys) or any(have.values()):
                _count(
                    score,
                    label,
                    all(_is(one, {key: want.get(key, "")}, key) for key in keys),
                    f"{name}: {_short(one)} {have}",
                )
        elif keys[0] in want or label == "scope":
            wanted = {keys[0]: want.get(keys[0], "")}
            _count(
                score,
                label,
                _is(one, wanted, keys[0]),
                f"{name}: {_short(one)} {label} {one.get(keys[0], '')!r} for {wanted[keys[0]]!r}",
            )
    if "started_at" in want:
        ok = one.get("started_at", "")[:10] in _choices(want["started_at"])
        _count(
            score,
            "day",
            ok,
            f"{name}: {_short(one)} day {one.get('started_at', '')!r} for {want['started_at']!r}",
        )


def _count(score: Score, label: str, right: bool, words: str) -> None:
    score.fields[label] += 1
    score.right[label] += right
    if not right:
        score.wrong.append(words)


def _short(one: Mapping[str, Any]) -> str:
    parts = (
        one.get(key, "")
        for key in (
            "place",
            "region_code",
            "extent",
            "scope",
            "people",
            "customers",
            "settlements",
            "kind",
        )
    )
    return " | ".join(str(part[0] if isinstance(part, list) else part) for part in parts if part)


def _breaks(one: Mapping[str, str], rule: Mapping[str, Any]) -> bool:
    for key, value in rule.items():
        have = one.get(key.rstrip("~!"), "")
        if key.endswith("~"):
            if not re.search(str(value), have):
                return False
        elif (have in _choices(value)) == key.endswith("!"):
            return False
    return True
