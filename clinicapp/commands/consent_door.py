"""The door to consents: read and changed here; a complete one is signed and sealed here alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from clinicapp.commands.acts import Act, Change, event_of
from clinicapp.commands.reading import Reading
from clinicapp.domain.audit import AuditEvent, record_delta
from clinicapp.domain.consent.completion import OpenPoint, open_points, settle
from clinicapp.domain.consent.documents import (
    CONSENT_COPY,
    CONSENT_SCAN,
    PDF,
    PatientDocument,
    digest_of_bytes,
)
from clinicapp.domain.consent.paper_code import normal_code, paper_code
from clinicapp.domain.consent.record import Consent
from clinicapp.domain.consent.seal import (
    COPIED,
    SCANNED,
    WITHDRAWN,
    ConsentSeal,
    closed_content,
    seal_closed,
    seal_later,
)
from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.domain.consent.trail import (
    ConsentSealEntry,
    consent_delta,
    entry_of,
    told_documents,
    told_state,
)
from clinicapp.domain.consent.versions import ConsentReview, TextsVersion
from clinicapp.domain.errors import RuleError, StoreError
from clinicapp.domain.ids import new_id
from clinicapp.domain.session_facts import PaperConsent
from clinicapp.store.unit_of_work import UnitOfWork

Edit = Callable[[Consent, ConsentTexts], Consent]


class ConsentDoor(Reading):
    """Reads and changes consents and their words: one verb, one transaction, one entry."""

    # reading ---------------------------------------------------------------------------------
    def consent(self, consent_id: UUID) -> Consent:
        """The consent of this id, with every stroke."""
        with self._database.reading() as work:
            return work.consents.get(consent_id)

    def consents_of(self, patient_id: UUID) -> tuple[Consent, ...]:
        """Every consent of a patient without its strokes, oldest first."""
        with self._database.reading() as work:
            return work.consents.of_patient(patient_id)

    def consent_of_code(self, code: str) -> Consent | None:
        """The consent being taken whose paper form bears a code; None for no such consent."""
        wanted = normal_code(code)
        with self._database.reading() as work:
            known = work.consents.in_progress()
        return next((c for c in known if paper_code(c.id) == wanted), None)

    def open_points_of(self, consent: Consent) -> tuple[OpenPoint, ...]:
        """What a consent still lacks."""
        return open_points(consent, self.texts_of(consent), self.rules.policy)

    def consent_copy(self, consent_id: UUID) -> bytes | None:
        """The kept PDF of a signed consent; None while it is not signed."""
        with self._database.reading() as work:
            kept = work.documents.of_consent(consent_id, CONSENT_COPY)
        return kept[-1].content if kept else None

    def consent_scans(self, consent_id: UUID) -> tuple[PatientDocument, ...]:
        """The scans of a consent on paper, oldest first."""
        with self._database.reading() as work:
            return work.documents.of_consent(consent_id, CONSENT_SCAN)

    def document(self, document_id: UUID) -> PatientDocument:
        """The file of this id."""
        with self._database.reading() as work:
            return work.documents.get(document_id)

    def consent_seals(self, consent_id: UUID) -> tuple[ConsentSeal, ...]:
        """The sealed versions of a consent from the first; empty while it is being taken."""
        with self._database.reading() as work:
            return work.consents.seals(consent_id)

    def consent_entries(self, consent_id: UUID | None = None) -> dict[UUID, list[ConsentSealEntry]]:
        """The sealed versions of consents that the trail tells of; of one consent, or of all."""
        with self._database.reading() as work:
            return work.audit.consent_entries(consent_id)

    def consent_state(self, consent_id: UUID) -> tuple[str, str]:
        """The digest of a consent as the disk has it, and as the trail tells of it; "" for none."""
        with self._database.reading() as work:
            return work.consents.state(consent_id), work.audit.consent_state(consent_id)

    def documents_told(self, consent_id: UUID) -> tuple[dict[str, Any], ...]:
        """The files of a consent that the trail tells of, oldest first."""
        with self._database.reading() as work:
            return work.audit.documents_told(consent_id)

    def every_consent(self) -> tuple[UUID, ...]:
        """Every consent of the clinic that is stored, or that the trail tells of."""
        with self._database.reading() as work:
            return tuple(dict.fromkeys((*work.consents.ids(), *work.audit.consent_ids())))

    def stored_consent(
        self, consent_id: UUID
    ) -> tuple[Consent, tuple[UUID, UUID, str, str], str, tuple[PatientDocument, ...]]:
        """A consent, its columns, its words and its files, as the disk has them."""
        with self._database.reading() as work:
            consent = work.consents.get(consent_id)
            files = tuple(
                f
                for kind in (CONSENT_COPY, CONSENT_SCAN)
                for f in work.documents.of_consent(consent_id, kind)
            )
            texts = work.consent_texts.stored(consent.texts_digest)
            return consent, work.consents.columns(consent_id), texts, files

    def paper_consent_of(self, patient_id: UUID) -> PaperConsent | None:
        """The paper consent that a patient's session in progress, or the last one, tells of."""
        with self._database.reading() as work:
            opened = work.sessions.open_session_of(patient_id)
            if opened:
                return work.sessions.get(opened).facts.consent
            done = work.sessions.completed_of(patient_id)
        return done[-1].facts.consent if done else None

    def papers_seen_of(self, patient_id: UUID) -> tuple[PaperConsent, ...]:
        """The paper consents of all sessions of a patient, void ones among them."""
        with self._database.reading() as work:
            return work.sessions.papers_of(patient_id)

    def words_told(self) -> tuple[dict[str, Any], ...]:
        """What the trail tells of versions of words, and of their reviews, as [old, new]."""
        with self._database.reading() as work:
            return (
                *work.audit.told_of("save_consent_texts"),
                *work.audit.told_of("record_consent_review"),
            )

    def words_misfiled(self) -> tuple[str, ...]:
        """The digests of words that are filed under something else than they say."""
        with self._database.reading() as work:
            return work.consent_texts.misfiled()

    def words_kept(self) -> tuple[tuple[TextsVersion, ...], tuple[ConsentReview, ...]]:
        """Every version of words and every review that is stored."""
        with self._database.reading() as work:
            return work.consent_texts.versions(), work.consent_texts.reviews()

    # words -----------------------------------------------------------------------------------
    def consent_languages(self) -> tuple[str, ...]:
        """The languages in which a consent can be taken."""
        return tuple(self.rules.consent_texts)

    def shipped_texts(self, language: str) -> ConsentTexts:
        """The words of the data file; refused for a language that has none."""
        texts = self.rules.consent_texts.get(language)
        if texts is None:
            raise RuleError(
                "There is no consent in this language.", remedy="Choose another language."
            )
        return texts

    def consent_texts(self, language: str) -> ConsentTexts:
        """The words in force: the clinic's last version, else the shipped ones."""
        versions = self.texts_versions(language)
        return versions[-1].texts if versions else self.shipped_texts(language)

    def texts_versions(self, language: str) -> tuple[TextsVersion, ...]:
        """The versions that the clinic made, oldest first."""
        with self._database.reading() as work:
            return work.consent_texts.versions(language)

    def texts_of(self, consent: Consent) -> ConsentTexts:
        """The exact words of a consent, whatever is in force now."""
        with self._database.reading() as work:
            return work.consent_texts.get(consent.texts_digest)

    def texts_review(self, language: str) -> ConsentReview | None:
        """What a clinician said of the words in force; None while nobody reviewed them."""
        return self.review_of(digest_of_texts(self.consent_texts(language)))

    def review_of(self, digest: str) -> ConsentReview | None:
        """What a clinician said of the words of a digest; None while nobody reviewed them."""
        with self._database.reading() as work:
            return work.consent_texts.review(digest)

    def consents_standing_on(self, digest: str) -> int:
        """How many patients have signed exactly these words."""
        with self._database.reading() as work:
            return work.consents.standing_on(digest)

    def save_texts_version(
        self, act: Act, label: str, version: TextsVersion
    ) -> Change[TextsVersion]:
        """Put words in force from now on."""
        with self._database.writing() as work:
            before = next(reversed(work.consent_texts.versions(version.language)), None)
            work.consent_texts.add_version(version)
            event = event_of(act, "save_consent_texts", label, "consent_texts", None, 0)
            event = work.audit.append(event, record_delta(None, version))
            work.commit()
        return Change(label, before, version, event)

    def add_texts_review(
        self, act: Act, label: str, review: ConsentReview
    ) -> Change[ConsentReview]:
        """Keep what a clinician said of words."""
        with self._database.writing() as work:
            before = work.consent_texts.review(review.digest)
            work.consent_texts.add_review(review)
            event = event_of(act, "record_consent_review", label, "consent_texts", review.id, 1)
            event = work.audit.append(event, record_delta(None, review))
            work.commit()
        return Change(label, before, review, event)

    # changing --------------------------------------------------------------------------------
    def add_consent(
        self, act: Act, verb: str, label: str, consent: Consent, texts: ConsentTexts
    ) -> Change[Consent]:
        """Begin a consent, its words kept with it; a patient has one at a time."""
        with self._database.writing() as work:
            if work.consents.in_progress(consent.patient_id):
                raise RuleError(
                    "A consent of this patient is being taken already.",
                    remedy="Go on with it, or close it first.",
                )
            work.consent_texts.keep(texts)
            after = work.consents.save(consent)
            event = event_of(act, verb, label, "consent", after.id, after.revision)
            state = work.consents.state(after.id)
            event = work.audit.append(event, consent_delta(None, after) | told_state(state))
            work.commit()
        return Change(label, None, after, event)

    def edit_consent(
        self,
        act: Act,
        verb: str,
        consent_id: UUID,
        label: str,
        edit: Edit,
        *,
        keeps: ConsentTexts | None = None,
        adds: Iterable[PatientDocument] = (),
    ) -> Change[Consent]:
        """Change a consent: read, apply the rule, look whether it is complete, save, audit, commit.

        `keeps` are words of another language it goes over to, `adds` files that come with it.
        """
        with self._database.writing() as work:
            before = work.consents.get(consent_id)
            if work.audit.consent_state(consent_id) != work.consents.state(consent_id):
                raise StoreError(
                    "This consent is not as the program left it.",
                    remedy="Verify the records, and restore the newest good backup.",
                )
            wanted = edit(before, work.consent_texts.get(before.texts_digest))
            if wanted == before:
                return Change(label, before, before)
            if keeps:
                work.consent_texts.keep(keeps)
            texts = work.consent_texts.get(wanted.texts_digest)
            wanted = settle(wanted, texts, self.rules.policy, at=act.at, by=act.by.id)
            after = work.consents.save(wanted)
            event = event_of(act, verb, label, "consent", after.id, after.revision)
            delta = consent_delta(before, after) | told_state(work.consents.state(consent_id))
            seal, copies = self._sealed(work, act, before, after, texts)
            if seal:
                work.consents.add_seal(seal)
                delta |= {"consent_seal": entry_of(seal)}
            if documents := (*adds, *copies):
                for document in documents:
                    work.documents.add(document)
                delta |= told_documents(documents)
            kept: AuditEvent = work.audit.append(event, delta)
            work.commit()
        return Change(label, before, after, kept)

    def _sealed(
        self, work: UnitOfWork, act: Act, before: Consent, after: Consent, texts: ConsentTexts
    ) -> tuple[ConsentSeal | None, tuple[PatientDocument, ...]]:
        """The sealed version an act makes, the first when it closes the consent; with its copy."""
        if after.is_open:
            return None, ()
        if not before.is_open:
            last = work.consents.seals(after.id)[-1]
            return seal_later(last, after, _added(before, after), at=act.at, by=act.by.id), ()
        patient, people = work.patients.get(after.patient_id), work.people.all()
        clinic = self._clinic_in(work)
        bare = replace(after, revision=0)
        content = closed_content(bare, texts, patient, clinic, people)
        first = seal_closed(after, content, "")
        if not after.is_signed:
            return first, ()
        # Imported here: nobody waits for the PDF library before the first signed consent.
        from clinicapp.commands.consent_papers import signed_copy

        course = work.consents.get(after.course_id) if after.course_id else None
        digest = first.digest
        pdf = signed_copy(after, texts, patient, clinic, people, self.zone, digest, course)
        copy = self._document(act.at, after, CONSENT_COPY, PDF, pdf, act.by.id)
        return replace(first, copy_digest=copy.digest), (copy,)

    def _document(
        self, at: datetime, consent: Consent, kind: str, media: str, content: bytes, by: UUID
    ) -> PatientDocument:
        return PatientDocument(
            id=new_id(at),
            patient_id=consent.patient_id,
            consent_id=consent.id,
            kind=kind,
            media_type=media,
            content=content,
            digest=digest_of_bytes(content),
            made_at=at,
            made_by=by,
        )


def _added(before: Consent, after: Consent) -> str:
    """What an act added to a closed consent."""
    if before.withdrawal != after.withdrawal:
        return WITHDRAWN
    if before.copy_given != after.copy_given:
        return COPIED
    if before.scan_ids != after.scan_ids:
        return SCANNED
    raise StoreError("A closed consent does not change.")
