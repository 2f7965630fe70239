"""The part of the note that tells of a consent taken on the screen, and of its re-confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clinicapp.domain.consent.record import Consent, Medium, Signature, SignerRole
from clinicapp.domain.note_lines import NoteKind, NoteLine, Telling, inside, one_line
from clinicapp.domain.safety import label_of


def screen_consent_lines(telling: Telling, consent: Consent) -> Iterator[NoteLine]:
    """The full consent that the session stands on, and what was said again on its day."""
    words, at = telling.words, consent.agreed_at
    if at is None:
        return
    if not consent.is_signed:
        text = words.say(f"consent_{consent.status.value}", moment=telling.moment(at))
        yield _line(text + _reason(telling, consent.reason))
        return
    values = {
        "moment": telling.moment(at),
        "risks": words.count("risks", len(consent.answers_here)),
        "practitioner": _name(consent.signature(SignerRole.CLINICIAN)),
        "version": consent.version,
    }
    on = "form" if consent.medium is Medium.PAPER else "screen"
    text = words.say(f"consent_{on}", signer=_signer(telling, consent), **values)
    if consent.interpreter:
        named = consent.interpreter.name or consent.interpreter.number
        text += " " + words.say("interpreter", name=one_line(named))
    if consent.refused_risks:
        risks = telling.case.rules.lists.risks
        labels = [inside(label_of(risks, code)) for code in consent.refused_risks]
        text += " " + words.say("risks_refused", labels=words.join(labels))
    if consent.withdrawal:
        taken_back = consent.withdrawal
        text += " " + words.say(
            "withdrawn",
            moment=telling.moment(taken_back.at),
            name=telling.name(taken_back.by),
            reason=one_line(taken_back.reason),
        )
    yield _line(text)
    yield from confirmation_lines(telling, consent.id)


def confirmation_lines(telling: Telling, course_id: UUID | None) -> Iterator[NoteLine]:
    """What the patient said on the session's day to a consent of an earlier one."""
    case, words = telling.case, telling.words
    said = case.shelf.confirmation(course_id, case.days, case.zone)
    if said is None or said.agreed_at is None:
        return
    moment = telling.moment(said.agreed_at)
    if not said.is_signed:
        text = words.say(f"consent_{said.status.value}", moment=moment)
        yield _line(text + _reason(telling, said.reason))
    elif said.change:
        yield _line(words.say("confirmed_change", moment=moment, change=one_line(said.change)))
    else:
        yield _line(words.say("confirmed", moment=moment))


def _signer(telling: Telling, consent: Consent) -> str:
    who = consent.representative
    if who is None:
        return telling.words.say("the_patient")
    relationships = telling.case.rules.lists.relationships
    return telling.words.say(
        "the_representative",
        name=one_line(who.name),
        relationship=inside(label_of(relationships, who.relationship)),
        authority=one_line(who.authority),
    )


def _name(signature: Signature | None) -> str:
    return signature.name if signature else ""


def _reason(telling: Telling, reason: str) -> str:
    return f" {telling.words.say('said', reason=one_line(reason))}" if reason else ""


def _line(text: str) -> NoteLine:
    return NoteLine(kind=NoteKind.CONSENT, text=text)
