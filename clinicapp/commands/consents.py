"""What happens while a consent is taken: begun, read, answered, declined, withdrawn, copied."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.commands.consent_door import Edit
from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.consent import beginning, reading
from clinicapp.domain.consent.record import (
    Consent,
    Interpreter,
    Medium,
    Question,
    Representative,
    RiskReply,
    SignerRole,
)
from clinicapp.domain.consent.standing import (
    ConsentShelf,
    NextStep,
    course_to_confirm,
    require_confirmable,
    shelf_until,
    step_of,
)
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import Patient, clean_line, clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.session_facts import PaperConsent


def begin_consent(
    records: Records,
    patient_id: UUID,
    language: str,
    practitioner_id: UUID,
    conditions: tuple[str, ...] = (),
    medium: Medium = Medium.SCREEN,
    *,
    act: Act,
) -> Change[Consent]:
    """Begin the full consent of a course in the words in force of a language."""
    label = "Begin a consent"
    records.require(act, Permission.TAKE_CONSENT, label)
    patient, texts = records.patient(patient_id), records.consent_texts(language)
    _require_clinician(records, practitioner_id)
    _require_printable(patient)
    consent = beginning.begin_course(
        patient,
        texts,
        consent_id=new_id(act.at),
        practitioner_id=practitioner_id,
        conditions=conditions,
        medium=medium,
        at=act.at,
        by=act.by.id,
    )
    return records.add_consent(act, "begin_consent", label, consent, texts)


def begin_confirmation(records: Records, patient_id: UUID, *, act: Act) -> Change[Consent]:
    """Begin the short consent before a later session of a course that still holds."""
    label = "Begin a re-confirmation"
    records.require(act, Permission.TAKE_CONSENT, label)
    patient = records.patient(patient_id)
    _require_printable(patient)
    standing = _standing(records, patient_id, act)
    course, paper = require_confirmable(*standing), standing[1]
    known = records.consent_languages()
    wanted = course.language if course else patient.language
    texts = records.consent_texts(wanted if wanted in known else known[0])
    practitioner = course.practitioner_id if course else act.by.id
    consent = beginning.begin_confirmation(
        patient,
        texts,
        course,
        consent_id=new_id(act.at),
        practitioner_id=practitioner,
        representative=_representative_of(paper),
        interpreter=_interpreter_of(paper, patient),
        at=act.at,
        by=act.by.id,
    )
    return records.add_consent(act, "begin_confirmation", label, consent, texts)


def standing_course(records: Records, patient_id: UUID, act: Act) -> Consent | None:
    """The full consent on record that can be confirmed today; None where a paper one goes first.

    Refused where it was declined or withdrawn, has expired, or its words are no longer in force.
    """
    return course_to_confirm(*_standing(records, patient_id, act))


def _representative_of(paper: PaperConsent | None) -> Representative | None:
    if paper is None or paper.signer != SignerRole.REPRESENTATIVE:
        return None
    return Representative(
        name=paper.representative, relationship=paper.relationship, authority=paper.authority
    )


def _interpreter_of(paper: PaperConsent | None, patient: Patient) -> Interpreter | None:
    if paper is None or not paper.needs_interpreter:
        return None
    return Interpreter(name=paper.interpreter, number="", language=patient.language)


def next_step(records: Records, patient_id: UUID, act: Act) -> NextStep:
    """What is to be done about a patient's consent today, before any session of theirs."""
    return step_of(*_standing(records, patient_id, act))


def _standing(
    records: Records, patient_id: UUID, act: Act
) -> tuple[ConsentShelf, PaperConsent | None, date, int, ZoneInfo]:
    """All that decides how a patient's consent stands on the day of an act."""
    shelf = ConsentShelf(
        consents=shelf_until(records.consents_of(patient_id), act.at),
        in_force={
            code: digest_of_texts(records.consent_texts(code))
            for code in records.consent_languages()
        },
    )
    months, zone = records.rules.policy.consent_months, records.zone
    return shelf, records.paper_consent_of(patient_id), act.at.astimezone(zone).date(), months, zone


# reading and answering ---------------------------------------------------------------------------
def confirm_identity(records: Records, consent_id: UUID, *, act: Act) -> Change[Consent]:
    """The patient says that name and birth date are theirs."""
    return take(
        records,
        act,
        consent_id,
        ("confirm_identity", "Identity confirmed"),
        lambda c, _: reading.confirm_identity(c, at=act.at),
    )


def use_language(records: Records, consent_id: UUID, language: str, *, act: Act) -> Change[Consent]:
    """Go on in another language; what was read in the first does not count in it."""
    label = "Language of the consent"
    records.require(act, Permission.TAKE_CONSENT, label)
    texts = records.consent_texts(language)
    own = records.patient(records.consent(consent_id).patient_id).language
    return records.edit_consent(
        act,
        "use_language",
        consent_id,
        label,
        lambda c, _: c if c.language == language else reading.use_language(c, texts, own),
        keeps=texts,
    )


def see_section(records: Records, consent_id: UUID, section: str, *, act: Act) -> Change[Consent]:
    """A section was shown to its end."""
    return take(
        records,
        act,
        consent_id,
        ("see_section", "Section shown"),
        lambda c, texts: reading.see_section(c, texts, section, at=act.at),
    )


def answer_risk(
    records: Records, consent_id: UUID, risk: str, reply: RiskReply, *, act: Act
) -> Change[Consent]:
    """The patient answers one risk."""
    return take(
        records,
        act,
        consent_id,
        ("answer_risk", "Risk answered"),
        lambda c, texts: reading.answer_risk(c, texts, risk, RiskReply(reply), at=act.at),
    )


def ask_question(
    records: Records, consent_id: UUID, about: str, text: str, *, act: Act
) -> Change[Consent]:
    """The patient has a question, as text or as a bare mark."""
    question = Question(id=new_id(act.at), about=about, text=clean_note(text), asked_at=act.at)
    return take(
        records,
        act,
        consent_id,
        ("ask_question", "Question of the patient"),
        lambda c, texts: reading.ask_question(c, texts, question),
    )


def close_question(
    records: Records, consent_id: UUID, question_id: UUID, answer: str, *, act: Act
) -> Change[Consent]:
    """A clinician answers a question and so closes it."""
    label = "Answer a question"
    records.require(act, Permission.EXPLAIN_CONSENT, label)
    words = clean_note(answer)
    return records.edit_consent(
        act,
        "close_question",
        consent_id,
        label,
        lambda c, _: reading.close_question(c, question_id, words, at=act.at, by=act.by.id),
    )


def say_in_own_words(records: Records, consent_id: UUID, text: str, *, act: Act) -> Change[Consent]:
    """What the patient understood, in their own words."""
    return take(
        records,
        act,
        consent_id,
        ("say_in_own_words", "In the patient’s own words"),
        lambda c, _: reading.say_in_own_words(c, clean_note(text)),
    )


def say_what_changed(
    records: Records, consent_id: UUID, nothing_changed: bool, change: str = "", *, act: Act
) -> Change[Consent]:
    """Whether anything has changed since the full consent."""
    return take(
        records,
        act,
        consent_id,
        ("say_what_changed", "What has changed"),
        lambda c, _: reading.say_what_changed(
            c, nothing_changed=nothing_changed, change=clean_note(change), at=act.at
        ),
    )


def name_representative(
    records: Records, consent_id: UUID, who: Representative | None, *, act: Act
) -> Change[Consent]:
    """Who decides for the patient; None: the patient does."""
    tidy = who and Representative(
        name=clean_line(who.name),
        relationship=who.relationship,
        authority=clean_line(who.authority),
    )
    codes = {c.code for c in records.rules.lists.relationships}
    if tidy and tidy.relationship and tidy.relationship not in codes:
        raise InputError("The relationship is not one of the list.", remedy="Choose one.")
    return take(
        records,
        act,
        consent_id,
        ("name_representative", "Who signs for the patient"),
        lambda c, _: reading.name_representative(c, tidy),
    )


def name_interpreter(
    records: Records, consent_id: UUID, who: Interpreter | None, needed: bool, *, act: Act
) -> Change[Consent]:
    """Whether an interpreter is needed, and who it is."""
    tidy = who and Interpreter(
        name=clean_line(who.name), number=clean_line(who.number), language=clean_line(who.language)
    )
    return take(
        records,
        act,
        consent_id,
        ("name_interpreter", "Interpreter"),
        lambda c, _: reading.name_interpreter(c, tidy, needed=needed),
    )


def take(
    records: Records, act: Act, consent_id: UUID, named: tuple[str, str], edit: Edit
) -> Change[Consent]:
    """Run one act of taking a consent; `named` is its verb and its label."""
    verb, label = named
    records.require(act, Permission.TAKE_CONSENT, label)
    return records.edit_consent(act, verb, consent_id, label, edit)


def _require_clinician(records: Records, practitioner_id: UUID) -> None:
    person = records.person(practitioner_id)
    if not records.access.may(person, Permission.EXPLAIN_CONSENT):
        raise RuleError(
            "The consent must name who gives the treatment.", remedy="Choose a physician."
        )


def _require_printable(patient: Patient) -> None:
    # Before anything is read to the patient: the copy must be able to name them.
    from clinicapp.reports.letters import require_printable_name

    require_printable_name(patient)
