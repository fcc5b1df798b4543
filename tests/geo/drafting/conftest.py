"""The rules of the dataset that ships, read once."""

from pathlib import Path

import pytest

from briefing.name_report import places_of
from geo.drafting import Rules
from geo.settings import read_settings

UKRAINE = Path(__file__).parents[3] / "data" / "ukraine"


@pytest.fixture(scope="session")
def rules() -> Rules:
    settings = read_settings(UKRAINE)
    return Rules(
        index=places_of(UKRAINE),
        zone=settings.zone,
        speakers=settings.speakers,
        holds=settings.holds,
        capital=settings.capital,
    )
