"""The parts of the note beside sites and vials: response, diagnosis, consent, safety, care."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from clinicapp.domain.note_consent import confirmation_lines, screen_consent_lines
from clinicapp.domain.note_lines import NoteKind, NoteLine, Telling, inside, one_line
from clinicapp.domain.safety import label_of
from clinicapp.domain.session_facts import (
    Acknowledgement,
    Answer,
    Baseline,
    Care,
    PaperConsent,
    TimeOut,
)
from clinicapp.domain.units import show_units

_DAYS_A_WEEK = 7
_CODED = ("position", "skin_preparation", "needle", "guidance", "aspiration")


def response_lines(telling: Telling) -> Iterator[NoteLine]:
    """How the patient is today against the baseline."""
    now, before = telling.case.session.facts.response, telling.case.baseline
    if now is None:
        return
    pairs: tuple[tuple[str, Any, Any], ...] = (
        ("days", now.headache_days, before and before.headache_days),
        ("hours", now.headache_hours, before and before.hours_a_month),
        ("hit6", now.hit6, before and before.hit6),
        ("midas", now.midas, before and before.midas),
    )
    told = [_measure(telling, *pair) for pair in pairs if pair[1] is not None]
    text = telling.words.say("response", measures=telling.words.join(told))
    yield NoteLine(kind=NoteKind.RESPONSE, text=text)


def diagnosis_lines(telling: Telling) -> Iterator[NoteLine]:
    """The diagnosis code in words, and the baseline it rests on."""
    diagnosis, words = telling.case.session.facts.diagnosis, telling.words
    if diagnosis:
        codes = telling.case.rules.diagnoses.codes
        label = next((c.label for c in codes if c.code == diagnosis.code), "")
        key = "diagnosis_words" if label else "diagnosis"
        values = {"code": diagnosis.code} | ({"label": inside(label)} if label else {})
        text = words.say(key, **values)
        if diagnosis.attack_over_72_hours:
            text += " " + words.say("long_attack")
        yield NoteLine(kind=NoteKind.DIAGNOSIS, text=text)
    if telling.case.baseline:
        text = _baseline(telling, telling.case.baseline)
        yield NoteLine(kind=NoteKind.DIAGNOSIS, text=text)


def consent_lines(telling: Telling) -> Iterator[NoteLine]:
    """The consent that somebody has seen, and the time-out before the first dose."""
    facts = telling.case.session.facts
    case = telling.case
    if case.screen_consent:
        yield from screen_consent_lines(telling, case.screen_consent)
    elif facts.consent:
        yield NoteLine(kind=NoteKind.CONSENT, text=_consent(telling, facts.consent))
        yield from confirmation_lines(telling, None)
    if facts.time_out:
        yield NoteLine(kind=NoteKind.CONSENT, text=_time_out(telling, facts.time_out))


def safety_lines(telling: Telling) -> Iterator[NoteLine]:
    """The safety screen: how many were asked, and each answer that is not a plain no."""
    screen, words = telling.case.session.facts.safety, telling.words
    if screen is None:
        return
    asked = words.count("questions", len(screen.answers))
    found = [_answer(telling, a) for a in screen.answers if a.value in ("yes", "unknown")]
    if found:
        text = words.say("safety", questions=asked, findings=words.group(found))
    else:
        text = words.say("safety_clear", questions=asked)
    yield NoteLine(kind=NoteKind.SAFETY, text=text)


def interval_lines(
    telling: Telling, gap_days: int | None, cumulative_units: Decimal | None
) -> Iterator[NoteLine]:
    """Days since the last dose, and units of the cap's months over all indications."""
    words, policy = telling.words, telling.case.rules.policy
    if gap_days is not None and gap_days >= 0:
        weeks, days = divmod(gap_days, _DAYS_A_WEEK)
        parts = [words.count("weeks", weeks)] if weeks else []
        parts += [words.count("days", days)] if days or not weeks else []
        text = words.say("interval", gap=" ".join(parts))
        yield NoteLine(kind=NoteKind.INTERVAL, text=text)
    if cumulative_units is not None:
        text = words.say(
            "cumulative",
            months=words.count("months", policy.cumulative_months),
            units=words.count("units", cumulative_units),
            most=words.count("units", policy.cumulative_units_most),
        )
        yield NoteLine(kind=NoteKind.INTERVAL, text=text)


def hold_lines(telling: Telling) -> Iterator[NoteLine]:
    """Findings that somebody took on with a reason, and those kept as seen."""
    for taken in telling.case.session.facts.acknowledgements:
        yield NoteLine(kind=NoteKind.HOLD, text=_taken(telling, taken))


def care_lines(telling: Telling) -> Iterator[NoteLine]:
    """Tolerance and complications, how it was done, vital signs, and by whom."""
    care, words = telling.case.session.facts.care, telling.words
    told: list[str] = []
    if care:
        told += [" ".join(_outcome(telling, care)), " ".join(_procedure(telling, care))]
        told.append(" ".join(_vitals(telling, care)))
    people = [s.performer_id for s in telling.case.session.given if s.performer_id]
    team = [words.say("team", people=telling.people(people))] if people else []
    if care and care.assistant_id:
        team.append(words.say("assistant", name=telling.name(care.assistant_id)))
    told.append(" ".join(team))
    if care and care.note:
        told.append(words.say("care_note", note=one_line(care.note)))
    for text in told:
        if text:
            yield NoteLine(kind=NoteKind.CARE, text=text)


def _measure(telling: Telling, name: str, now: Any, before: Any) -> str:
    shown = show_units(Decimal(now))
    if before is None:
        return telling.words.say(f"{name}_now", now=shown)
    return telling.words.say(f"{name}_change", before=show_units(Decimal(before)), now=shown)


def _baseline(telling: Telling, baseline: Baseline) -> str:
    words = telling.words
    pairs = (("hours", baseline.hours_a_month), ("hit6", baseline.hit6), ("midas", baseline.midas))
    scores = [_measure(telling, name, value, None) for name, value in pairs if value is not None]
    return words.say(
        "baseline",
        headache_days=show_units(baseline.headache_days),
        migraine_days=show_units(baseline.migraine_days),
        hours=words.count("hours", baseline.hours_a_day),
        months=words.count("months", baseline.months),
        scores="".join(words.join(("", s)) for s in scores),
    )


def _consent(telling: Telling, consent: PaperConsent) -> str:
    words = telling.words
    values = {
        "date": telling.date(consent.signed_at),
        "risks": words.count("risks", len(consent.risks)),
        "practitioner": consent.practitioner,
        "moment": telling.moment(consent.seen_at),
        "name": telling.name(consent.seen_by),
    }
    if consent.representative:
        relationships = telling.case.rules.lists.relationships
        text = words.say(
            "consent_representative",
            **values,
            representative=consent.representative,
            relationship=inside(label_of(relationships, consent.relationship)),
            authority=one_line(consent.authority),
        )
    else:
        text = words.say("consent_patient", **values)
    if consent.interpreter:
        text += " " + words.say("interpreter", name=one_line(consent.interpreter))
    if consent.withdrawn_at:
        by = consent.withdrawn_by
        values = {
            "moment": telling.moment(consent.withdrawn_at),
            "name": telling.name(by) if by else words.say("unknown_person"),
            "reason": one_line(consent.withdrawal_reason),
        }
        text += " " + words.say("withdrawn", **values)
    return text


def _time_out(telling: Telling, time_out: TimeOut) -> str:
    words, listed = telling.words, telling.case.rules.lists.identifiers
    values = {
        "moment": telling.moment(time_out.at),
        "identifiers": words.join(inside(label_of(listed, i)) for i in time_out.identifiers),
        "people": telling.people(time_out.participants),
    }
    written = telling.moment(time_out.recorded_at or time_out.at)
    if written == values["moment"]:
        return words.say("time_out", **values)
    return words.say("time_out_written", **values, written=written)


def _answer(telling: Telling, answer: Answer) -> str:
    question = telling.case.rules.questions.find(answer.question)
    finding = inside(question.finding) if question else answer.question
    key = "answer_yes" if answer.value == "yes" else "answer_unknown"
    text = telling.words.say(key, finding=finding)
    if not answer.note:
        return text
    return telling.words.say("detailed", text=text, detail=one_line(answer.note))


def _taken(telling: Telling, taken: Acknowledgement) -> str:
    values = {
        "title": one_line(taken.title),
        "name": telling.name(taken.by),
        "moment": telling.moment(taken.at),
    }
    if not taken.reason:
        return telling.words.say("warn", **values)
    return telling.words.say("hold", **values, reason=one_line(taken.reason))


def _outcome(telling: Telling, care: Care) -> Iterator[str]:
    words, lists = telling.words, telling.case.rules.lists
    if care.tolerance:
        yield words.say("tolerance", label=label_of(lists.tolerance, care.tolerance))
    if care.complications:
        labels = [inside(label_of(lists.complications, c)) for c in care.complications]
        yield words.say("complications", labels=words.join(labels))
    else:
        yield words.say("complications_none")


def _procedure(telling: Telling, care: Care) -> Iterator[str]:
    for name in _CODED:
        code = getattr(care, name)
        if code:
            label = label_of(getattr(telling.case.rules.lists, name), code)
            yield telling.words.say(name, label=inside(label))


def _vitals(telling: Telling, care: Care) -> Iterator[str]:
    if care.systolic is not None and care.diastolic is not None:
        values = {"systolic": care.systolic, "diastolic": care.diastolic}
        yield telling.words.say("blood_pressure", **values)
    if care.pulse is not None:
        yield telling.words.say("pulse", pulse=care.pulse)
