"""The coded lists of the record beside the sites: questions, diagnoses, risks, care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinicapp.domain.patient import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A coded choice with the words people see."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the safety screen.

    `severity` is what "yes" means for signing: "block", "hold", "warn" or "" (asked only);
    `unknown_severity` the same for "unknown". `stops_first_dose` marks the answers that stop before
    the first dose. `may_be_na`: "does not apply" is an answer. `asks_outside_doses`: "yes" asks for
    the dose to be recorded.
    """

    code: str
    text: str
    detail: str
    severity: str
    unknown_severity: str
    stops_first_dose: bool
    may_be_na: bool
    finding: str
    remedy: str
    source: str
    asks_outside_doses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyQuestions:
    """The questions of the safety screen in the order they are asked."""

    version: str
    clinician_review: str
    questions: tuple[Question, ...]

    def find(self, code: str) -> Question | None:
        """The question of a code."""
        return next((q for q in self.questions if q.code == code), None)


def answer_without_exception(question: Question, sex: Sex) -> str:
    """What "all no" answers: a question that may not apply does not apply to a male patient."""
    return "na" if question.may_be_na and sex is Sex.MALE else "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisCode:
    """One code of ICD-10-CM chronic migraine and the three attributes it stands for."""

    code: str
    label: str
    aura: bool
    intractable: bool
    status_migrainosus: bool
    effective_from: date
    effective_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisTable:
    """The dated table of diagnosis codes."""

    version: str
    source: str
    clinician_review: str
    codes: tuple[DiagnosisCode, ...]

    def derive(
        self, *, aura: bool, intractable: bool, status_migrainosus: bool, day: date
    ) -> DiagnosisCode | None:
        """The code of three attributes on a day (domain.md 3.6); None when the table has none."""
        for code in self.codes:
            same = (code.aura, code.intractable, code.status_migrainosus) == (
                aura,
                intractable,
                status_migrainosus,
            )
            begun = code.effective_from <= day
            if same and begun and (code.effective_to is None or day <= code.effective_to):
                return code
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareLists:
    """What can be chosen in the record beside sites and doses."""

    version: str
    clinician_review: str
    tolerance: tuple[Choice, ...]
    complications: tuple[Choice, ...]
    position: tuple[Choice, ...]
    skin_preparation: tuple[Choice, ...]
    needle: tuple[Choice, ...]
    guidance: tuple[Choice, ...]
    aspiration: tuple[Choice, ...]
    identifiers: tuple[Choice, ...]
    discard_reasons: tuple[Choice, ...]
    indications: tuple[Choice, ...]
    relationships: tuple[Choice, ...]
    risks: tuple[Choice, ...]


def label_of(choices: tuple[Choice, ...], code: str) -> str:
    """The words of a code; the code itself when the list no longer has it."""
    return next((c.label for c in choices if c.code == code), code)
