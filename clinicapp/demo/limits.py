"""What the clinic lets a consent cost: input events, and seconds of the staff."""

from __future__ import annotations

from collections.abc import Mapping

EVENTS_MOST = {"consent_reconfirm": 6}
SECONDS_MOST = {"consent_first": 180.0, "consent_reconfirm": 30.0}


def exceeded(events: Mapping[str, int], seconds: Mapping[str, float]) -> tuple[str, ...]:
    """Each count that is over its limit, or was not made, in words; empty when all are kept."""
    limits = [(events, name, most) for name, most in EVENTS_MOST.items()]
    limits += [(seconds, name, most) for name, most in SECONDS_MOST.items()]
    found = []
    for counted, name, most in limits:
        count = counted.get(name)
        if count is None or count > most:
            found.append(f"{name} is {count}, and may be {most} at most")
    return tuple(found)
