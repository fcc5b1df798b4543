"""What the figures of docs/measures.md come from: our page and dashboard beside their strongest peers, in one run."""

from pathlib import Path

CACHE = Path(__file__).parent / ".cache"
"""What is fetched or made once, outside git."""
