"""A sealed version of a session in words that anybody can read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.people import Practitioner
from clinicapp.domain.seal import AMENDED, SIGNED, VOIDED, Seal
from clinicapp.domain.seal_check import SealReport
from clinicapp.ui.models.day_words import clock_time, full_day, local_day


def kind_word(seal: Seal) -> str:
    """What a version is: "Signed", "Amended" or "Void"."""
    tr = QCoreApplication.translate
    words = {
        SIGNED: tr("versions", "Signed"),
        AMENDED: tr("versions", "Amended"),
        VOIDED: tr("versions", "Void"),
    }
    return words.get(seal.kind, seal.kind)


def version_title(seal: Seal) -> str:
    """Such as "1 Signed"."""
    return f"{seal.version} {kind_word(seal)}"


def version_facts(seal: Seal, people: Mapping[UUID, Practitioner], zone: ZoneInfo) -> str:
    """Who sealed a version and when, why, and its digest."""
    tr, person = QCoreApplication.translate, people.get(seal.sealed_by)
    when = f"{full_day(local_day(seal.sealed_at, zone))}, {clock_time(seal.sealed_at, zone)}"
    lines = [
        tr("versions", "{kind} by {name}, {when}").format(
            kind=kind_word(seal), name=person.signed_name if person else "?", when=when
        )
    ]
    if seal.reason:
        lines.append(tr("versions", "Reason: {reason}").format(reason=seal.reason))
    lines.append(tr("versions", "SHA-256 {digest}").format(digest=seal.digest))
    return "\n".join(lines)


def version_text(seal: Seal) -> str:
    """What a version says: the note and the charge lines, or what it adds."""
    tr, content = QCoreApplication.translate, _read(seal)
    if content is None:
        return tr("versions", "This version cannot be read: it is not the text that was sealed.")
    if seal.kind == AMENDED:
        return str(content.get("addendum", {}).get("text", ""))
    if seal.kind == VOIDED:
        return tr("versions", "Entered in error: {reason}").format(reason=seal.reason)
    patient = content.get("patient", {})
    name = f"{patient.get('given_name', '')} {patient.get('family_name', '')}".strip()
    lines = [
        tr("versions", "{name}, born {day}, record {record}").format(
            name=name, day=patient.get("birth_date", ""), record=patient.get("record_number", "")
        ),
        "",
        str(content.get("note", "")),
        *(_charge(line) for line in content.get("charges", ())),
        *_no_charges(content.get("charges_refused", ())),
        "",
        seal.meaning,
    ]
    return "\n".join(lines)


def report_words(report: SealReport) -> tuple[str, str]:
    """What checking found, calmly: a sentence, and what to do or what differs."""
    tr = QCoreApplication.translate
    if not report.is_sealed:
        return (
            tr("versions", "This session was completed before there were seals."),
            tr("versions", "It can be read, and nothing proves that it is unchanged."),
        )
    if report.is_intact:
        one = tr("versions", "The record is exactly what was signed.")
        many = tr("versions", "All {n} versions are exactly what was sealed.")
        return (one if report.versions == 1 else many.format(n=report.versions)), ""
    advice = tr("versions", "Change nothing on this computer, and tell the administrator.")
    return (
        tr("versions", "The record is not what was signed."),
        "\n".join((*report.problems, advice)),
    )


def _charge(line: Mapping[str, Any]) -> str:
    code = f"{line.get('code', '')} {line.get('modifier', '')}".strip()
    return f"{code} × {line.get('units', '')}"


def _no_charges(reasons: Sequence[str]) -> list[str]:
    if not reasons:
        return []
    words = QCoreApplication.translate("versions", "No charge lines: {reasons}")
    return [words.format(reasons=" ".join(reasons))]


def _read(seal: Seal) -> dict[str, Any] | None:
    try:
        content = json.loads(seal.content)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None
