"""The fixed words of the printed consent in one language: everything that is not signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clinicapp.domain.instruction_texts import DateWords

_NONE: tuple[str, ...] = ()
_NAME, _TIME = ("name",), ("time",)
COPY_WORDS: Mapping[str, tuple[str, ...]] = {
    # of both papers
    "locale": _NONE, "born": _NONE, "record": _NONE, "page": ("page", "pages"),
    "procedure": _NONE, "procedure_text": _NONE, "clinician": _NONE, "risk": _NONE,
    "fewer_than_one": _NONE, "nobody": _NONE, "answer": _NONE, "version": ("version", "language"),
    "words_digest": ("digest",), "role_patient": _NONE, "role_representative": _NONE,
    "role_clinician": _NONE, "role_interpreter": _NONE, "role_witness": _NONE,
    "means_patient": ("heading",), "means_representative": ("heading",), "relationship": _NONE,
    "authority": _NONE, "number": _NONE, "language": _NONE,
    "relationship-parent": _NONE,
    "relationship-spouse-partner": _NONE,
    "relationship-child": _NONE,
    "relationship-sibling": _NONE,
    "relationship-guardian": _NONE,
    "relationship-proxy": _NONE,
    "relationship-other": _NONE,
    # of the signed copy
    "signed_copy": _NONE, "record_digest": ("digest",), "zone": ("zone",), "bare_question": _NONE,
    "asked": _TIME, "answered": ("name", "time"), "refused_risks": _NONE, "own_words": _NONE,
    "signs_for": _NAME, "interpreted_by": _NAME, "signatures": _NONE, "signature_of": _NAME,
    "typed": _NONE, "on_paper": _NAME, "copy_printed": _TIME, "copy_saved": _TIME,
    "copy_declined": _TIME, "copy_open": _NONE,
    # of the copy of a confirmation
    "confirmation_title": _NONE, "confirms": _TIME, "confirms_paper": _NONE,
    "has_changed": _NONE,
    # of the paper form
    "paper_form": _NONE, "preview": _NONE, "code": _NONE, "how_to": _NONE,
    "my_questions": _NONE, "answers_given": _NONE, "in_my_words": _NONE,
    "decision": _NONE, "i_agree": _NONE, "why": _NONE, "signature": _NONE,
    "name": _NONE, "date_time": _NONE, "tick": ("answer",),
}  # fmt: skip
"""Every word of the two papers, with the places that are filled in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyWords:
    """The fixed words of both papers, and how the language writes days."""

    language: str
    dates: DateWords
    words: Mapping[str, str]

    def word(self, key: str, **places: object) -> str:
        """A fixed word with its places filled."""
        return self.words[key].format(**places)

    def relationship(self, code: str) -> str:
        """How somebody is related, in the language of the paper; a code that is new stays one."""
        return self.words.get(f"relationship-{code}", code)
