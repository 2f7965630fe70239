"""What no consent may lack, in any language or version."""

from __future__ import annotations

LISTED_RISKS = (
    "neck-pain", "headache", "migraine", "facial-paresis", "eyelid-drooping", "bronchitis",
    "muscle-stiffness", "weakness", "muscle-pain", "muscle-spasms", "site-pain",
    "high-blood-pressure",
)  # fmt: skip
"""The risks of the patient information, in its order (domain.md 5.3)."""
MOST_COMMON = "neck-pain"
ALWAYS_SHOWN = (
    "what.migraine", "what.chronic", "what.botox",
    "happens.sites", "happens.dose", "happens.feel", "happens.after",
    "benefits.slow", "benefits.none",
    "alternatives.list", "alternatives.none",
    "risks.intro", "risks.numbers",
    "serious.spread", "serious.signs", "serious.allergy", "serious.nerve", "serious.pregnancy",
    "serious.albumin", "serious.shots",
    "tell.pregnant", "tell.disease", "tell.swallow", "tell.allergy", "tell.infection",
    "tell.toxin", "tell.drugs",
    "schedule.weeks", "schedule.stop", "schedule.confirm",
    "rights.ask", "rights.no", "rights.paper",
    "agree.text",
)  # fmt: skip
"""The items that are shown to every patient; they are locked and depend on nothing."""
