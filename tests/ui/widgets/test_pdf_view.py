import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from clinicapp.ui.theme import tokens
from clinicapp.ui.widgets.pdf_pages import PdfPages
from clinicapp.ui.widgets.pdf_view import Fit, PdfView
from tests.reports.sheet_samples import make_facts, sheet


@pytest.fixture(scope="module")
def pdf():
    return sheet(make_facts())


@pytest.fixture
def view(qtbot, pdf):
    view = PdfView("Instruction sheet")
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    qtbot.waitExposed(view)
    view.show_pdf(pdf)
    return view


def test_a_page_becomes_a_picture_on_white(pdf):
    picture = PdfPages(pdf).image(0, 1.0)
    assert (picture.width(), picture.height()) == (612, 792)
    assert picture.pixelColor(2, 2) == QColor("white")
    assert picture.pixelColor(60, 110) != QColor("white")


def test_a_printer_gets_every_dot(pdf):
    (picture,) = PdfPages(pdf).images(300)
    assert (picture.width(), picture.height()) == (2550, 3300)


def test_the_whole_page_fits(view):
    box = view.page_box(0)
    assert view.fit is Fit.PAGE
    assert view.viewport().rect().contains(box)
    assert view.verticalScrollBar().maximum() == 0


def test_the_width_fits_and_the_rest_is_scrolled_to(qtbot, view):
    view.set_fit(Fit.WIDTH)
    box = view.page_box(0)
    assert 0 < view.viewport().width() - box.width() <= 2 * tokens.px(tokens.SPACE["l"]) + 1
    assert view.verticalScrollBar().maximum() > 0
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_a_hundred_per_cent_is_as_large_as_the_paper(view):
    view.set_fit(Fit.ACTUAL)
    assert view.zoom == pytest.approx(1.0)
    assert view.page_box(0).width() == 816


def test_keys_and_the_wheel_zoom(qtbot, view):
    before = view.zoom
    view.setFocus()
    with qtbot.waitSignal(view.fit_changed) as told:
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert told.args == ["actual"]
    assert view.zoom == pytest.approx(before * 1.25)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(before)
    turn_wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(before * 1.25)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == pytest.approx(1.0)
    turn_wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.zoom == pytest.approx(1.0)
    assert view.verticalScrollBar().value() > 0


def turn_wheel(view, angle, modifiers):
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_zooming_has_its_ends(qtbot, view):
    for _ in range(20):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(4.0)
    for _ in range(20):
        qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(0.25)


def test_the_page_is_painted_on_its_ground(view):
    picture = view.viewport().grab().toImage()
    box = view.page_box(0)
    ratio = picture.devicePixelRatio()
    ground = picture.pixelColor(QPoint(4, 4) * ratio)
    assert ground == QColor(tokens.c("sunken"))
    assert picture.pixelColor((box.topLeft() + QPoint(6, 6)) * ratio) == QColor("white")
    band = box.topLeft() + QPoint(box.width() // 8, round(box.height() * 0.15))
    assert picture.pixelColor(band * ratio).lightness() < 100


def test_a_screen_reader_can_read_the_sheet(view):
    assert view.accessibleName() == "Instruction sheet"
    assert "No strenuous activity until" in view.accessibleDescription()
    view.show_pdf(None)
    assert view.accessibleDescription() == ""


def test_another_sheet_is_shown_from_its_top(view, pdf):
    view.set_fit(Fit.WIDTH)
    view.verticalScrollBar().setValue(100)
    view.show_pdf(pdf)
    assert view.verticalScrollBar().value() == 0
