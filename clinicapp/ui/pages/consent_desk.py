"""One consent as the staff has it open: everything that is read of it, and how acts are sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.commands.records import Change, Records
from clinicapp.config.settings import Settings
from clinicapp.domain.consent.completion import (
    Lack,
    OpenPoint,
    before_signature,
    required_roles,
)
from clinicapp.domain.consent.record import Consent, ConsentKind, Medium, SignerRole
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Permission, Practitioner
from clinicapp.ui.edges import Edges
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_words import about_words
from clinicapp.ui.models.day_words import moment_words, screen_language
from clinicapp.ui.theme.tokens import MOTION

PATIENTS_LACKS = (Lack.IDENTITY, Lack.SECTION, Lack.RISK, Lack.CHANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFile:
    """One state of a consent with its words, what it lacks, and the people it names.

    `staff_texts` are the words in force in the language of the program, for the names of risks.
    """

    consent: Consent
    texts: ConsentTexts
    staff_texts: ConsentTexts
    points: tuple[OpenPoint, ...]
    before: tuple[OpenPoint, ...]
    roles: tuple[SignerRole, ...]
    patient: Patient
    people: Mapping[UUID, Practitioner]
    zone: ZoneInfo
    is_reviewed: bool

    def moment(self, at: datetime | None) -> str:
        """A moment on the clinic's clock, "" for none."""
        return moment_words(at, self.zone) if at else ""

    def name_of(self, person_id: UUID | None) -> str:
        """The name of one of the staff, "" for nobody."""
        person = self.people.get(person_id) if person_id else None
        return person.signed_name if person else ""

    def staff_name(self, about: str) -> str:
        """What a risk or a section is called in the language of the program."""
        name = about_words(about, self.staff_texts)
        return name if name != about else about_words(about, self.texts)

    def both_names(self, about: str) -> str:
        """The same with the name that the patient read, where that is another."""
        staffs, patients = self.staff_name(about), about_words(about, self.texts)
        return staffs if staffs == patients else f"{staffs} · {patients}"

    @property
    def signer(self) -> str:
        """The name of who signs for the patient."""
        who = self.consent.representative
        return who.name if who else self.patient.full_name

    @property
    def is_unsigned(self) -> bool:
        """Whether it is being taken and what the patient says may still change."""
        return self.consent.is_open and not self.consent.patient_has_signed

    @property
    def is_on_paper(self) -> bool:
        """Whether it is a full consent on our own form."""
        consent = self.consent
        return consent.medium is Medium.PAPER and consent.kind is ConsentKind.COURSE

    @property
    def waits_for_patient(self) -> bool:
        """Whether the patient has something left to do on the screen."""
        return self.is_unsigned and not self.is_on_paper

    @property
    def waits_for_answer(self) -> bool:
        """Whether the patient has done all but sign, and waits for an answer."""
        lacks = {p.lack for p in self.before}
        return Lack.QUESTION in lacks and lacks.isdisjoint(PATIENTS_LACKS)


def read_consent_file(
    records: Records, consent: Consent, known: ConsentFile | None = None
) -> ConsentFile:
    """Read what belongs to a consent; words that are known already are not read again."""
    is_known = known is not None and known.consent.texts_digest == consent.texts_digest
    texts = known.texts if known and is_known else records.texts_of(consent)
    return ConsentFile(
        consent=consent,
        texts=texts,
        staff_texts=_staff_texts(records, consent, texts),
        points=records.open_points_of(consent) if consent.is_open else (),
        before=before_signature(consent, texts) if consent.is_open else (),
        roles=required_roles(consent, records.rules.policy),
        patient=records.patient(consent.patient_id),
        people={p.id: p for p in records.people()},
        zone=records.zone,
        is_reviewed=records.review_of(consent.texts_digest) is not None,
    )


def _staff_texts(records: Records, consent: Consent, texts: ConsentTexts) -> ConsentTexts:
    spoken = screen_language()
    is_known = consent.language != spoken and spoken in records.consent_languages()
    return records.consent_texts(spoken) if is_known else texts


class ConsentDesk:
    """What the cards of the page share: the consent that is open, and one way to send verbs."""

    def __init__(
        self,
        hub: ChangeHub,
        settings: Settings,
        edges: Edges,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.hub, self.settings, self.edges = hub, settings, edges
        self.file: ConsentFile | None = None
        self._now = now
        self._held: float | None = None

    @property
    def records(self) -> Records:
        """The door to the records."""
        return self.hub.records

    def hold(self) -> None:
        """Let no press through for a moment: the page has just become another one."""
        self._held = self._now()

    def lets(self) -> bool:
        """Whether a press counts by now."""
        return self._held is None or self._now() - self._held >= MOTION["bounce_guard"] / 1000

    def run(self, verb: Callable[..., Change[Any]], *args: object) -> bool:
        """Send a verb for the consent that is open; False when it is refused."""
        if self.file is None or not self.lets():
            return False
        return self.hub.run(verb, self.file.consent.id, *args) is not None

    def may_take(self) -> bool:
        """Whether the person signed in may take consents."""
        return self.hub.may(Permission.TAKE_CONSENT)

    def may_explain(self) -> bool:
        """Whether the person signed in may answer questions and sign as the clinician."""
        return self.hub.may(Permission.EXPLAIN_CONSENT)
