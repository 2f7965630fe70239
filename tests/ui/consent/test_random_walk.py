"""A hand that presses anything at all never gets to a signature that nothing stands behind."""

from itertools import pairwise
from math import hypot
from random import Random

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from clinicapp.commands.consent_signing import sign_consent, type_name
from clinicapp.commands.consents import answer_risk, close_question, confirm_identity, see_section
from clinicapp.domain.consent.record import ConsentStatus, RiskReply, SignerRole
from clinicapp.domain.errors import ClinicError
from tests.ui.consent.hands import Hand

PRESSES = 70
FORWARD = dict.fromkeys(("identity_yes", "go_on", "understand_risk", "agree_and_sign"), 8)
# Another language asks for everything again, so it is seldom chosen.
WEIGHTS = FORWARD | dict.fromkeys(("en", "es", "language_en", "language_es"), 0.1)
ENDS = {"decline", "not_today", "end_confirm"}  # "stop" ends nothing by itself
STAFFS = {"staff"}
BOUNCE = 0.5  # seconds, as it was promised to the patient


class Witness:
    """Writes down what the patient was shown and pressed, from what can be seen alone."""

    def __init__(self, screen, seconds):
        self.screen, self._seconds = screen, seconds
        self.is_known = False
        self.read, self.answered = set(), set()
        self.asked, self._turned_at, self._page = 0, seconds.now, None

    @property
    def language(self):
        return self.screen.top.languages.choice

    def before(self, name):
        """Look at the page, and say what a press on it may count for."""
        if self._seconds.now - self._turned_at < BOUNCE:
            return
        title, bar = self.screen.page.title.plain, self.screen.page.card.reading.verticalScrollBar()
        if name == "identity_yes":
            self.is_known = True
        elif name == "go_on" and bar.value() == bar.maximum():
            self.read.add((self.language, title))
        elif name in ("understand_risk", "refuse_risk"):
            self.answered.add((self.language, title))

    def after(self):
        page = (self.screen.page, self.screen.page.title.plain)
        if page != self._page:
            self._page, self._turned_at = page, self._seconds.now

    def lacks(self, consent, texts, ink_least):
        """What a signature of the patient would have to stand on, and does not."""
        tongue = consent.language
        headings = {s.heading for s in texts.sections if s.id != "agree"}
        found = [] if self.is_known else ["who it is"]
        found += [h for h in headings if (tongue, h) not in self.read]
        found += [r.name for r in texts.risks if (tongue, r.name) not in self.answered]
        found += [q.about for q in consent.questions if q.closed_at is None]
        signature = next(s for s in consent.signatures if s.role is SignerRole.PATIENT)
        points = [s.points for s in signature.strokes]
        drawn = sum(hypot(b[0] - a[0], b[1] - a[1]) for path in points for a, b in pairwise(path))
        return found + ([] if signature.typed or drawn >= ink_least else ["a signature"])


class Walker:
    """Presses, writes and draws at random; now and then the staff answer, or try to sign."""

    def __init__(self, screen, records, seconds, act, seed):
        self.screen, self.records, self.act = screen, records, act
        self.seconds, self.rng = seconds, Random(seed)
        self.hand = Hand(screen, seconds)
        self.witness = Witness(screen, seconds)
        self.consent_id = screen._view.consent.id

    @property
    def consent(self):
        return self.records.consent(self.consent_id)

    def step(self, *, may_end):
        chance = self.rng.random()
        if chance < 0.08:
            self._write()
        elif chance < 0.16:
            self._draw()
        elif chance < 0.3:
            self._staff()
        else:
            self._press(may_end)
        QApplication.processEvents()
        self.witness.after()

    def _press(self, may_end):
        left_out = STAFFS if may_end else STAFFS | ENDS
        able = [
            b
            for b in self.screen.findChildren(QAbstractButton)
            if b.isVisible()
            and b.isEnabled()
            and b.objectName() not in left_out
            and b.visibleRegion().contains(b.rect().center())
        ]
        if not able:
            return
        weights = [WEIGHTS.get(b.objectName(), 1) for b in able]
        (button,) = self.rng.choices(able, weights)
        self.seconds.now += self.rng.choice([1.0, 1.0, 1.0, 0.1])
        self.witness.before(button.objectName())
        self.hand.click(button, button.rect().center())

    def _write(self):
        fields = [*self.screen.findChildren(QLineEdit), *self.screen.findChildren(QPlainTextEdit)]
        able = [f for f in fields if f.isVisible() and f.isEnabled() and f.objectName()]
        if able:
            self.hand.write(
                self.rng.choice(able).objectName(), self.rng.choice(["a", "Elena", " "])
            )

    def _draw(self):
        pad = getattr(getattr(self.screen.page, "signing", None), "pad", None)
        if pad is not None and pad.isVisible():
            ways = ([(0.5, 0.5)], [(0.1, 0.3), (0.12, 0.3)], [(0.1, 0.3), (0.5, 0.6), (0.8, 0.2)])
            self.hand.draw(self.rng.choice(ways))

    def _staff(self):
        """Answer a question, or try to sign as who explained, which need not be possible."""
        questions = self.consent.open_questions
        hub, role = self.screen._hub, SignerRole.CLINICIAN
        if questions and self.rng.random() < 0.7:
            hub.run(close_question, self.consent_id, questions[0].id, "We talked about it.")
            return
        try:
            typed = self.rng.choice(("M", "Mara Okafor"))
            type_name(self.records, self.consent_id, role, typed, "", act=self.act)
            sign_consent(self.records, self.consent_id, role, act=self.act)
        except ClinicError:
            return


def check_walk(walker, texts_of, ink_least, *, may_end):
    """Walk, and compare with the witness after every step; answer with the consent it came to."""
    walker.witness.after()  # the page that is there before anything is pressed
    for _press in range(PRESSES):
        walker.step(may_end=may_end)
        consent = walker.consent
        if consent.patient_has_signed:
            assert walker.witness.lacks(consent, texts_of(consent), ink_least) == []
        if consent.status is ConsentStatus.SIGNED:
            assert consent.has_signed(SignerRole.PATIENT)
            assert consent.has_signed(SignerRole.CLINICIAN)
        if not consent.is_open:
            break
    return walker.consent


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(3))
def test_from_the_first_page(screen, records, seconds, act, seed):
    walker = Walker(screen, records, seconds, act, seed)
    check_walk(
        walker, records.texts_of, records.rules.policy.signature_ink_least, may_end=seed == 2
    )


def take_nearly_all(walker, records, consent, act):
    """Do everything but a few things, and let the witness know what was done."""
    texts, left_out = records.texts_of(consent), walker.rng.randint(0, 3)
    acts = [
        *((see_section, s.id, s.heading) for s in texts.sections if s.id != "agree"),
        *((answer_risk, r.code, r.name) for r in texts.risks),
    ]
    walker.rng.shuffle(acts)
    confirm_identity(records, consent.id, act=act)
    walker.witness.is_known = True
    for verb, about, name in acts[left_out:]:
        more = (RiskReply.UNDERSTOOD,) if verb is answer_risk else ()
        verb(records, consent.id, about, *more, act=act)
        known = walker.witness.answered if verb is answer_risk else walker.witness.read
        known.add((consent.language, name))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(8))
def test_from_nearly_the_last_page(make_screen, records, consent, seconds, act, seed):
    screen = make_screen(consent.id)
    walker = Walker(screen, records, seconds, act, seed)
    take_nearly_all(walker, records, consent, act)
    assert screen.open_consent(consent.id)
    QApplication.processEvents()
    ink_least = records.rules.policy.signature_ink_least
    check_walk(walker, records.texts_of, ink_least, may_end=False)


def test_the_walk_can_come_to_a_whole_consent(make_screen, records, consent, seconds, act):
    screen = make_screen(consent.id)
    walker = Walker(screen, records, seconds, act, 2)
    take_nearly_all(walker, records, consent, act)
    screen.open_consent(consent.id)
    QApplication.processEvents()
    after = check_walk(walker, records.texts_of, 0, may_end=False)
    assert after.status is ConsentStatus.SIGNED
