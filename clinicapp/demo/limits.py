"""What the clinic lets a consent cost: input events, and seconds of the staff."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

EVENTS_MOST = {"consent_reconfirm": 6}
SECONDS_MOST = {"consent_first": 180.0, "consent_reconfirm": 30.0}


def exceeded(events: Mapping[str, int], seconds: Mapping[str, float]) -> tuple[str, ...]:
    """Each count that is over its limit, or was not made, in words; empty when all are kept."""
    return (*_over(events, EVENTS_MOST), *_over(seconds, SECONDS_MOST))


def tell_exceeded(events: Mapping[str, int], seconds: Mapping[str, float]) -> int:
    """Say what is over its limit; 0 when nothing is, else 1."""
    found = exceeded(events, seconds)
    for words in found:
        sys.stdout.write(f"Too much: {words}.\n")
    return 1 if found else 0


def _over(counted: Mapping[str, float], limits: Mapping[str, float]) -> Iterator[str]:
    for name, most in limits.items():
        count = counted.get(name)
        if count is None or count > most:
            yield f"{name} is {count}, and may be {most} at most"
