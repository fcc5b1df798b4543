"""The records of a text, and what each value must rest on: words of the text at their place, or another value that does."""

from typing import Any

from geo.drafting import Rules, as_data, draft
from geo.quantities import KINDS

OWN_WORDS = ("place", "asset", "source", *KINDS)
ORIGINS = {"published_at", "url", "default"}


def records_of(text: str, rules: Rules, published: str = "2026-01-14") -> list[dict[str, str]]:
    """Return what a text gives, without the fields that are blank."""
    data = as_data(draft(text, rules, published=published), text, published=published)
    return [{key: value for key, value in record.items() if value} for record in data["records"]]


def assert_rests_on_words(data: dict[str, Any], text: str) -> None:
    for record in data["records"]:
        evidence = record["evidence"]
        assert set(evidence) == {key for key, value in record.items() if value and key != "evidence"}
        for name, proof in evidence.items():
            if "quote" in proof:
                assert text[proof["start"] : proof["end"]] == proof["quote"] != ""
                assert len(proof["quote"]) <= 200
                assert proof["rule"]
            else:
                assert name not in OWN_WORDS
                assert proof["derived_from"] in ORIGINS or proof["derived_from"] in evidence
