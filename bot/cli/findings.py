"""What `telegist doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do where it is not `well`."""

    what: str
    well: bool
    told: str
    mend: str = ""
