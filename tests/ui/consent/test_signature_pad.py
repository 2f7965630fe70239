"""A signature is its strokes: no size, look or turn of the screen changes them."""

from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicapp.domain.consent.strokes import PAD_HEIGHT, PAD_WIDTH, is_within_pad
from clinicapp.ui.consent.signature_pad import SignaturePad
from clinicapp.ui.theme import tokens
from tests.ui.consent.hands import WAY, mouse, on_pad, pen, stroke, write_with_pen
from tests.ui.theme.dressing import THEMES, dress

LEFT = Qt.MouseButton.LeftButton
SIZE = (800, 200)


class Owner:
    """Keeps what the pad tells, as the record does, and shows it again."""

    def __init__(self, pad):
        self.pad, self.strokes, self.told = pad, [], []
        pad.stroke_grown.connect(lambda place, drawn: self._keep("grown", place, drawn))
        pad.stroke_ended.connect(lambda place, drawn: self._keep("ended", place, drawn))

    def _keep(self, kind, place, drawn):
        self.told.append((kind, place, len(drawn.points)))
        assert place in (len(self.strokes), len(self.strokes) - 1)
        self.strokes = [*self.strokes[:place], drawn]
        self.pad.show_strokes(self.strokes)


@pytest.fixture
def pad(qtbot, qapp, clock):
    dress(qapp)
    pad = SignaturePad(clock)
    qtbot.addWidget(pad)
    pad.resize(*SIZE)
    pad.show()
    qtbot.waitExposed(pad)
    yield pad
    dress(qapp)


@pytest.fixture
def owner(pad):
    return Owner(pad)


def ink(pad):
    """The picture of a pad and the shares of its field that hold ink, in a coarse grid."""
    image = pad.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    field, found = pad.field, set()
    for across in range(40):
        for down in range(10):
            left = int(field.left() + (across + 0.1) * field.width() / 40)
            top = int(field.top() + (down + 0.1) * field.height() / 10)
            wide, high = int(field.width() / 40 * 0.8), int(field.height() / 10 * 0.8)
            spots = ((x, y) for x in range(left, left + wide) for y in range(top, top + high))
            if any(image.pixelColor(x, y).red() < 90 for x, y in spots):
                found.add((across, down))
    return found


def test_a_stroke_of_the_mouse_is_told_in_the_pads_own_space(pad, owner, clock):
    points = on_pad(pad)
    mouse(pad, QEvent.Type.MouseButtonPress, points[0], 1000)
    for place, point in enumerate(points[1:], 1):
        mouse(pad, QEvent.Type.MouseMove, point, 1000 + 10 * place)
    mouse(pad, QEvent.Type.MouseButtonRelease, points[-1], 1200)
    (drawn,) = owner.strokes
    assert [(x, y) for x, y, _ms, _p in drawn.points] == [
        (round(x * PAD_WIDTH), round(y * PAD_HEIGHT)) for x, y in WAY
    ]
    assert [ms for _x, _y, ms, _p in drawn.points] == [10 * n for n in range(len(WAY))]
    assert (drawn.began_at, drawn.device) == (clock(), "mouse")
    assert is_within_pad(drawn)
    assert owner.told == [("ended", 0, len(WAY))]


def test_pen_finger_and_mouse_give_the_same_points(pad, owner):
    # Whole pixels: a finger is told of in them by the test's own screen.
    points = [point.toPoint().toPointF() for point in on_pad(pad)]
    # Hours from the finger’s own time, which is the real one: beside a pen it would be a palm.
    write_with_pen(pad, points, begin=10**8)
    mouse(pad, QEvent.Type.MouseButtonPress, points[0], 9000)
    for place, point in enumerate(points[1:], 1):
        mouse(pad, QEvent.Type.MouseMove, point, 9000 + 10 * place)
    mouse(pad, QEvent.Type.MouseButtonRelease, points[-1], 9200)
    touch(pad, [point.toPoint() for point in points])
    of_pen, of_mouse, of_finger = owner.strokes
    assert [s.device for s in owner.strokes] == ["pen", "mouse", "touch"]
    assert of_pen.points == of_mouse.points
    assert [(x, y, p) for x, y, _ms, p in of_finger.points] == [
        (x, y, p) for x, y, _ms, p in of_pen.points
    ]
    assert is_within_pad(of_finger)


def touch(pad, points, device=None):
    device = device or QTest.createTouchDevice()
    first, *rest = points
    QTest.touchEvent(pad, device).press(0, first, pad)
    for point in rest:
        QTest.touchEvent(pad, device).move(0, point, pad)
    QTest.touchEvent(pad, device).release(0, points[-1], pad)


def test_a_pen_writes_as_wide_as_it_is_pressed(pad, owner):
    write_with_pen(pad, on_pad(pad), pressure=0.9)
    assert {p for _x, _y, _ms, p in owner.strokes[0].points} == {900}
    wide = ink(pad)
    pad.show_strokes([])
    owner.strokes = []
    write_with_pen(pad, on_pad(pad), pressure=0.1)
    assert len(ink(pad)) <= len(wide)


def test_a_second_finger_neither_ends_nor_spoils_a_stroke(pad, owner):
    device = QTest.createTouchDevice()
    way = [point.toPoint() for point in on_pad(pad)]
    palm = QPoint(700, 150)
    QTest.touchEvent(pad, device).press(0, way[0], pad)
    QTest.touchEvent(pad, device).move(0, way[1], pad).press(1, palm, pad)
    QTest.touchEvent(pad, device).move(0, way[2], pad).move(1, palm + QPoint(30, 5), pad)
    QTest.touchEvent(pad, device).move(0, way[3], pad).release(1, palm, pad)
    QTest.touchEvent(pad, device).move(0, way[4], pad)
    QTest.touchEvent(pad, device).release(0, way[4], pad)
    (drawn,) = owner.strokes
    assert len(drawn.points) == 5


def test_a_pen_goes_before_the_hand_that_holds_it(pad, owner, qtbot):
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad, device).press(0, QPoint(700, 150), pad)
    qtbot.waitUntil(lambda: bool(owner.strokes))  # the palm's dot is kept by now
    write_with_pen(pad, on_pad(pad))
    QTest.touchEvent(pad, device).release(0, QPoint(705, 150), pad)
    (drawn,) = owner.strokes
    assert (drawn.device, len(drawn.points)) == ("pen", len(WAY))


def test_what_is_drawn_is_told_while_it_is_drawn(pad, owner, qtbot):
    points = on_pad(pad)
    mouse(pad, QEvent.Type.MouseButtonPress, points[0], 1000)
    mouse(pad, QEvent.Type.MouseMove, points[1], 1010)
    qtbot.waitUntil(lambda: owner.told == [("grown", 0, 2)])
    mouse(pad, QEvent.Type.MouseMove, points[2], 1020)
    qtbot.waitUntil(lambda: owner.told[1:] == [("grown", 0, 3)])
    assert pad.strokes == tuple(owner.strokes)
    mouse(pad, QEvent.Type.MouseButtonRelease, points[2], 1030)
    assert owner.told[2:] == [("ended", 0, 3)]
    assert len(owner.strokes) == 1


def test_a_tap_is_kept_as_a_dot_and_has_no_length(pad, owner):
    QTest.mouseClick(pad, LEFT, pos=QPoint(400, 100))
    assert [len(s.points) for s in owner.strokes] == [1]


def test_nothing_is_drawn_from_beside_the_field_and_what_leaves_it_stays_at_its_edge(pad, owner):
    pad.resize(1200, 200)
    QTest.mousePress(pad, LEFT, pos=QPoint(1100, 100))
    assert not pad.is_drawing
    QTest.mouseRelease(pad, LEFT, pos=QPoint(1100, 100))
    QTest.mousePress(pad, LEFT, pos=QPoint(700, 100))
    QTest.mouseMove(pad, QPoint(1100, 20))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(1100, 20))
    assert is_within_pad(owner.strokes[0])
    assert max(x for x, _y, _ms, _p in owner.strokes[0].points) == PAD_WIDTH


def test_what_the_owner_does_not_keep_is_not_shown(pad):
    write_with_pen(pad, on_pad(pad))
    assert pad.strokes == ()


def test_a_pen_that_hovers_draws_nothing(pad, owner):
    spot = on_pad(pad)[0]
    event_kind = QEvent.Type.TabletRelease
    pen(pad, event_kind, spot, 1000, 0.0)
    assert owner.strokes == []


def test_a_hundred_sizes_looks_and_turns_leave_the_strokes_as_they_are(qapp, pad):
    rng = Random(5)
    drawn = (stroke(*[(900 + 600 * n, 600 + 900 * (n % 2), 10 * n, 500) for n in range(12)]),)
    pad.show_strokes(drawn)
    pad.resize(1200, 300)
    before = ink(pad)
    for time in range(100):
        size = [rng.randint(160, 1900), rng.randint(60, 900)]
        pad.resize(*(size if time % 3 else reversed(size)))  # every third time the screen is turned
        if time % 10 == 0:
            dress(qapp, rng.choice(THEMES))
        QApplication.processEvents()
        assert pad.strokes == drawn
        field = pad.field
        assert field.width() / field.height() == pytest.approx(PAD_WIDTH / PAD_HEIGHT)
        assert pad.rect().toRectF().adjusted(-0.01, -0.01, 0.01, 0.01).contains(field)
    dress(qapp)
    for width in (800, 1200, 1600):
        pad.resize(width, width // 4)
        moved = ink(pad) ^ before
        assert len(moved) <= len(before) / 5, f"drawn otherwise at {width}"


def test_a_typed_name_is_shown_instead(pad):
    empty = pad.grab().toImage()
    pad.show_strokes((), "Elena María Vasquez")
    assert pad.typed == "Elena María Vasquez"
    assert pad.grab().toImage() != empty
    assert tokens.current().name == "light"
