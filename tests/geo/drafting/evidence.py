"""What each value of a draft must rest on: words of the text at their place, or another value that does."""

from typing import Any

from geo.quantities import KINDS

OWN_WORDS = ("place", "asset", "source", *KINDS)
ORIGINS = {"published_at", "url", "default"}


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
