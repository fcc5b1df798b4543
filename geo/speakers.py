"""Who speaks as what in reports, and which part of a region a role holds: `[drafting]`."""

from geo.reports import WORDS
from geo.sentences import Sentence

ROLES = WORDS["source_role"]
SPEAKERS_IN_WORDS = Sentence("names, each with a role, or a role and a region code: official UA-23; roles: {roles}",
                             roles=", ".join(ROLES))  # fmt: skip
HOLDS_IN_WORDS = Sentence("region codes, each with roles and the part that they hold, in words; roles: {roles}",
                          roles=", ".join(ROLES))  # fmt: skip


def are_speakers(value: object) -> bool:
    """Whether a value is a table of names, each with a role, or a role and a region code."""
    return isinstance(value, dict) and all(
        isinstance(role, str) and role.partition(" ")[0] in ROLES for role in value.values()
    )


def are_holds(value: object) -> bool:
    """Whether a value is a table of region codes, each with roles and the part that they hold."""
    return isinstance(value, dict) and all(
        isinstance(parts, dict)
        and all(role in ROLES and isinstance(part, str) for role, part in parts.items())
        for parts in value.values()
    )
