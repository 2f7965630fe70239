"""Mouse, finger, pen and keyboard of a patient; none of them knows a page's methods."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from clinicapp.commands import consent_signing, consents
from clinicapp.domain.consent.record import RiskReply, SignerRole
from clinicapp.domain.consent.strokes import Stroke
from tests.factories import AT

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
MOST_PRESSES = 80
# As fractions of the pad: a line that goes up and down like a name.
WAY = tuple((0.1 + 0.06 * n, 0.25 + 0.45 * (n % 2)) for n in range(12))


class Seconds:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def stroke(*points):
    return Stroke(points=points or ((500, 500, 0, 500), (4000, 1800, 90, 500)), began_at=AT,
                  device="mouse")  # fmt: skip


def sign_everything(records, consent_id, act):
    """Take a full consent by the verbs alone."""
    texts = records.texts_of(records.consent(consent_id))
    consents.confirm_identity(records, consent_id, act=act)
    for section in texts.sections:
        consents.see_section(records, consent_id, section.id, act=act)
    for risk in texts.risks:
        consents.answer_risk(records, consent_id, risk.code, RiskReply.UNDERSTOOD, act=act)
    role = SignerRole.PATIENT
    consent_signing.draw_stroke(records, consent_id, role, 0, stroke(), "Elena", act=act)
    consent_signing.sign_consent(records, consent_id, role, "Elena", act=act)
    return staff_sign(records, consent_id, act)


def staff_sign(records, consent_id, act):
    """The clinician signs as who explained."""
    role = SignerRole.CLINICIAN
    consent_signing.type_name(records, consent_id, role, act.by.name, act.by.name, act=act)
    return consent_signing.sign_consent(records, consent_id, role, act=act).after


def on_pad(pad, way=WAY):
    """Places on the widget of a pad."""
    field = pad.field
    return [
        QPointF(field.left() + x * field.width(), field.top() + y * field.height()) for x, y in way
    ]


def seen(screen, kind, name):
    """The one control of a name that can be seen."""
    found = [w for w in screen.findChildren(kind, name) if w.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} in sight"
    return found[0]


class Hand:
    """A hand with a mouse; every press comes a second after the last, and is counted."""

    def __init__(self, screen, seconds):
        self.screen, self._seconds = screen, seconds
        self.count = 0

    def press(self, name, *, after=1.0):
        self._seconds.now += after
        self.count += 1
        QApplication.processEvents()
        button = seen(self.screen, QAbstractButton, name)
        spot = button.rect().center()
        assert button.visibleRegion().contains(spot), f"{name} is out of sight"
        self.click(button, spot)
        QApplication.processEvents()

    def click(self, button, spot):
        QTest.mouseClick(button, LEFT, pos=spot)

    def draw(self, way=WAY):
        self._seconds.now += 1
        self.count += 1
        pad = seen(self.screen, QWidget, "signature_pad")
        self.glide(pad, [point.toPoint() for point in on_pad(pad, way)])
        QApplication.processEvents()

    def glide(self, widget, points):
        QTest.mousePress(widget, LEFT, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, LEFT, pos=points[-1])

    def write(self, name, text):
        field = seen(self.screen, QWidget, name)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.setFocus()
        QTest.keyClicks(field, text)

    def read_to_the_decision(self, answer="understand_risk"):
        self.press("identity_yes")
        for _press in range(MOST_PRESSES):
            kind = self.screen.step.kind
            if kind == "decision":
                return
            self.press(answer if kind == "risk" else "go_on")
        raise AssertionError("the decision never came")


class Finger(Hand):
    """The same hand with one finger on a touch screen."""

    def __init__(self, screen, seconds, device):
        super().__init__(screen, seconds)
        self._device = device

    def click(self, button, spot):
        self.glide(button, [spot])

    def glide(self, widget, points):
        window = self.screen.window()
        first, *rest = [widget.mapTo(window, point) for point in points]
        QTest.touchEvent(window, self._device).press(0, first, window)
        for point in rest:
            QTest.touchEvent(window, self._device).move(0, point, window)
        QTest.touchEvent(window, self._device).release(0, (rest or [first])[-1], window)


class Keys:
    """Presses keys wherever the keyboard is."""

    def __init__(self, screen, seconds):
        self.screen, self._seconds = screen, seconds

    @property
    def held_by(self):
        return QApplication.focusWidget()

    def key(self, key):
        self._seconds.now += 1
        QTest.keyClick(self.held_by, key)
        QApplication.processEvents()

    def to(self, name):
        for _tab in range(MOST_PRESSES):
            if self.held_by.objectName() == name:
                return
            QTest.keyClick(self.held_by, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name}")

    def press(self, name, key=Qt.Key.Key_Return):
        self.to(name)
        self.key(key)

    def type(self, text):
        QTest.keyClicks(self.held_by, text)


PEN = QPointingDevice(
    "pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1,
)  # fmt: skip


def pen(pad, kind, spot, ms, pressure=0.5):
    """One event of a pen."""
    held = NONE if kind == QEvent.Type.TabletRelease else LEFT
    whole = QPointF(pad.mapToGlobal(QPoint(0, 0))) + spot
    event = QTabletEvent(kind, PEN, spot, whole, pressure, 0, 0, 0, 0, 0, NO_KEYS, LEFT, held)
    event.setTimestamp(ms)
    QApplication.sendEvent(pad, event)


def write_with_pen(pad, points, *, every=10, pressure=0.5, begin=1000):
    """A whole stroke of a pen, an event each 10 ms, from a moment of its own clock on."""
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(points) - 1)]
    for place, (kind, spot) in enumerate(zip(kinds, points, strict=True)):
        pen(pad, kind, spot, begin + place * every, pressure)
    pen(pad, QEvent.Type.TabletRelease, points[-1], begin + len(points) * every, 0.0)


def mouse(pad, kind, spot, ms):
    """One event of a mouse."""
    held = NONE if kind == QEvent.Type.MouseButtonRelease else LEFT
    whole = QPointF(pad.mapToGlobal(QPoint(0, 0))) + spot
    button = NONE if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, spot, whole, button, held, NO_KEYS)
    event.setTimestamp(ms)
    QApplication.sendEvent(pad, event)


def later(clock, minutes=1):
    """Move a clock on."""
    clock.now += timedelta(minutes=minutes)
