"""Consent on our own paper form: printed with a code, brought back by it, recorded, scanned."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.consent.closing import attach_scan as attach
from clinicapp.domain.consent.documents import CONSENT_SCAN, PatientDocument, digest_of_bytes
from clinicapp.domain.consent.on_paper import PaperAnswers, take_over_paper
from clinicapp.domain.consent.reading import use_medium
from clinicapp.domain.consent.record import Consent, Medium, SignerRole
from clinicapp.domain.errors import RuleError
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import clean_line, clean_note
from clinicapp.domain.people import Permission
from clinicapp.exchange.scans import check_scan


def consent_form(records: Records, consent_id: UUID, paper: str = "Letter", *, act: Act) -> bytes:
    """The form of a consent to be signed by hand, with the code that brings it back."""
    # Imported here: nobody waits for the PDF library before the first form.
    from clinicapp.commands.consent_papers import paper_form

    label = "Consent form"
    records.require(act, Permission.TAKE_CONSENT, label)
    consent = records.consent(consent_id)
    pdf = paper_form(records, consent, paper)
    records.note(act, "consent_form", label, entity="consent", entity_id=consent_id)
    return pdf


def go_on_on(records: Records, consent_id: UUID, medium: Medium, *, act: Act) -> Change[Consent]:
    """Go on with a consent on paper, or back on the screen."""
    label = "Consent on paper" if medium is Medium.PAPER else "Consent on the screen"
    records.require(act, Permission.TAKE_CONSENT, label)
    return records.edit_consent(
        act, "use_medium", consent_id, label, lambda c, _: use_medium(c, medium)
    )


def record_paper(
    records: Records, consent_id: UUID, paper: PaperAnswers, *, act: Act
) -> Change[Consent]:
    """Record what stands on the signed form; it is complete by the same rules as on the screen."""
    label = "Signed form recorded"
    records.require(act, Permission.TAKE_CONSENT, label)
    tidy = _tidy(records, records.consent(consent_id), paper)
    return records.edit_consent(
        act,
        "record_paper",
        consent_id,
        label,
        lambda c, texts: take_over_paper(c, texts, tidy, at=act.at, by=act.by.id),
    )


def attach_scan(records: Records, consent_id: UUID, content: bytes, *, act: Act) -> Change[Consent]:
    """Keep the scan of a signed paper in the database, after looking whether it is one."""
    label = "Scan attached"
    records.require(act, Permission.TAKE_CONSENT, label)
    media = check_scan(content, records.rules.policy.scan_megabytes_most)
    consent = records.consent(consent_id)
    scan = PatientDocument(
        id=new_id(act.at),
        patient_id=consent.patient_id,
        consent_id=consent_id,
        kind=CONSENT_SCAN,
        media_type=media,
        content=content,
        digest=digest_of_bytes(content),
        made_at=act.at,
        made_by=act.by.id,
    )
    return records.edit_consent(
        act,
        "attach_scan",
        consent_id,
        label,
        lambda c, _: attach(c, scan.id, scan.digest),
        adds=(scan,),
    )


def _tidy(records: Records, consent: Consent, paper: PaperAnswers) -> PaperAnswers:
    """The same with tidy texts and the names on record; a clinician must be one of this clinic."""
    helper, interpreter = paper.representative, paper.interpreter
    names = {
        SignerRole.PATIENT: records.patient(consent.patient_id).full_name,
        SignerRole.REPRESENTATIVE: helper.name if helper else "",
        SignerRole.INTERPRETER: (interpreter.name or interpreter.number) if interpreter else "",
    }
    people = {p.id: p for p in records.people()}
    signatures = []
    for signature in paper.signatures:
        person = people.get(signature.person_id) if signature.person_id else None
        if signature.role is SignerRole.CLINICIAN and (
            person is None or not records.access.may(person, Permission.EXPLAIN_CONSENT)
        ):
            raise RuleError(
                "The form must be signed by who explained the treatment.",
                remedy="Choose the physician who signed.",
            )
        if signature.role in names:
            signature = replace(signature, name=names[signature.role], person_id=None)
        else:
            name = person.signed_name if person else clean_line(signature.name)
            signature = replace(signature, name=name)
        signatures.append(signature)
    return replace(paper, signatures=tuple(signatures), teach_back=clean_note(paper.teach_back))
