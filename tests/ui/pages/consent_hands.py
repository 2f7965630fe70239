"""Consents as a patient leaves them, and hands to use the staff's page with."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clinicapp.commands.consent_signing import draw_stroke, sign_consent
from clinicapp.commands.consents import (
    answer_risk,
    ask_question,
    begin_consent,
    confirm_identity,
    see_section,
)
from clinicapp.domain.consent.record import RiskReply, SignerRole
from tests.consent_factory import make_stroke

LEFT = Qt.MouseButton.LeftButton


def begun(records, patient, act, **options):
    """A full consent that has only just been begun, in English."""
    return begin_consent(records, patient.id, "en", act.by.id, act=act, **options).after


def read(records, consent, act, *, refused=()):
    """The patient reads everything and answers every risk."""
    texts = records.texts_of(consent)
    confirm_identity(records, consent.id, act=act)
    for section in texts.sections:
        see_section(records, consent.id, section.id, act=act)
    for risk in texts.risks:
        reply = RiskReply.REFUSED if risk.code in refused else RiskReply.UNDERSTOOD
        answer_risk(records, consent.id, risk.code, reply, act=act)
    return records.consent(consent.id)


def asked(records, consent, act, *, about="neck-pain", text="How long does it last?"):
    """The patient has a question."""
    return ask_question(records, consent.id, about, text, act=act).after


def draw(records, consent, role, act, name):
    """A stroke across the pad of a role."""
    stroke = make_stroke(at=act.at)
    return draw_stroke(records, consent.id, role, 0, stroke, name, act=act).after


def patient_signed(records, patient, act, **options):
    """A consent that the patient has read and signed; only the staff is missing."""
    consent = read(records, begun(records, patient, act), act, **options)
    role = consent.patients_role
    draw(records, consent, role, act, patient.full_name)
    return sign_consent(records, consent.id, role, patient.full_name, act=act).after


def signed(records, patient, act, **options):
    """A consent that is complete."""
    consent = patient_signed(records, patient, act, **options)
    draw(records, consent, SignerRole.CLINICIAN, act, "")
    return sign_consent(records, consent.id, SignerRole.CLINICIAN, act=act).after


def with_witness(records):
    """From now on the policy asks for a witness."""
    policy = replace(records.rules.policy, consent_witness_required=True)
    records._rules = replace(records.rules, policy=policy)


class Desk:
    """Where files, scans and prints go in these tests, and what was asked for."""

    def __init__(self):
        self.path = self.scan = None
        self.asked, self.printed = [], []
        self.prints = True

    def choose_pdf(self, _parent, suggested):
        self.asked.append(suggested)
        return self.path

    def choose_scan(self, _parent):
        return self.scan

    def print_pages(self, _parent, pages, paper, name):
        self.printed.append((list(pages), paper, name))
        return self.prints


class Hands:
    """What somebody does on the page, a second after whatever was done before."""

    def __init__(self, page, seconds):
        self.page, self._seconds = page, seconds

    def button(self, name):
        """The button of this name that is on show."""
        QApplication.processEvents()
        found = [b for b in self.page.findChildren(QPushButton, name) if b.isVisible()]
        assert len(found) == 1, f"{len(found)} buttons {name}"
        return found[0]

    def press(self, name):
        """Click the button of this name."""
        self.click(self.button(name))

    def click(self, widget, at=None):
        """Bring a control into sight and click it."""
        self._seconds.now += 1
        assert widget.isVisible()
        assert widget.isEnabled()
        QApplication.processEvents()
        self.page.scroller.ensureWidgetVisible(widget)
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, at or QPoint())

    def offers(self, name):
        """Whether a button of this name is on show and can be pressed."""
        QApplication.processEvents()
        found = self.page.findChildren(QPushButton, name)
        return any(b.isVisible() and b.isEnabled() for b in found)

    def write(self, field, text):
        """Write into a field over what stands there, and leave it."""
        self._seconds.now += 1
        field.edit.setFocus()
        field.edit.selectAll()
        QTest.keyClicks(field.edit, text)
        QTest.keyClick(field.edit, Qt.Key.Key_Tab)
        QApplication.processEvents()

    def choose(self, chips, code):
        """Click a chip by its code."""
        self.click(next(c for c in chips.chips if c.objectName() == code))

    def stroke(self, role, shares=((0.1, 0.5), (0.3, 0.2), (0.5, 0.8), (0.8, 0.4))):
        """Draw one stroke with the mouse, through shares of the pad's field."""
        self._seconds.now += 1
        pad = self.page.signatures.blocks[role].pad
        QApplication.processEvents()
        self.page.scroller.ensureWidgetVisible(pad)
        field = pad.field
        spots = [
            QPoint(round(field.left() + x * field.width()), round(field.top() + y * field.height()))
            for x, y in shares
        ]
        act = partial(QTest.mousePress, pad, LEFT, Qt.KeyboardModifier.NoModifier)
        act(spots[0])
        for spot in spots[1:]:
            QTest.mouseMove(pad, spot)
        QTest.mouseRelease(pad, LEFT, Qt.KeyboardModifier.NoModifier, spots[-1])
        QApplication.processEvents()


def later(act, **delta):
    """The same person a while later."""
    return replace(act, at=act.at + timedelta(**delta))
