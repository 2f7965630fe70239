"""What the clinic decided where the reference states no severity, or a milder one."""

ORDER = ("warn", "hold", "block")
DECIDED = {
    "undecided": "block",  # nobody signs a record with a hole in it
    "undecided-extra": "block",
    "nothing-given": "block",
    "dry": "block",
    "two-sources": "hold",
    "not-in-sum": "warn",
    "other-toxin-undated": "warn",
    "over-24-hours-to-give": "hold",
    "unknown:hypersensitivity": "hold",
    "unknown:site-infection": "hold",
    "unknown:breastfeeding": "hold",
    "unknown:neuromuscular-disease": "hold",
    "unknown:swallowing-breathing": "hold",
    "unknown:interacting-drug": "hold",
    "unknown:albumin-refusal": "hold",
    "unknown:anticoagulant": "warn",
    "unknown:weakness-before": "warn",
    "unknown:albumin-objection": None,
    "unknown:toxin-elsewhere": "warn",
    "toxin-not-recorded": "hold",
    "status-without-attack": "block",
    "missing": "hold",
    "hit6": "block",
    "midas": "block",
    "no-score": "hold",
    "withdrawn-after-all": "hold",
    "written-late": "hold",
    "another-day": "hold",
    "screened-late": "hold",
    "percent-of-nothing": "warn",
    "clock-behind": "block",
}


def expected(reasons):
    """The gravest severity of each check, with what the clinic decided."""
    found = {}
    for check, every in reasons.items():
        said = [DECIDED.get(r, s) if s in ("silent", "hold") else s for r, s in every]
        known = [s for s in said if s]
        if known:
            found[check] = max(known, key=ORDER.index)
    return found
