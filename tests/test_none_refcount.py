"""Asking Qt for what is not there costs no reference to None.

PySide6 6.12.0 drops one at each such call: on Python 3.11, where None can still be freed, some
thousands of mouse moves end the app. From Python 3.12 on None cannot be freed, nor counted.
"""

import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, QStringListModel
from PySide6.QtGui import QGuiApplication, QStandardItemModel, QTransform
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QListView,
    QMainWindow,
    QStackedWidget,
    QTableView,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

CALLS = 200
NOISE = CALLS // 10

GETTERS = {
    "QWidget.parent": lambda q: q.widget.parent(),
    "QWidget.parentWidget": lambda q: q.widget.parentWidget(),
    "QWidget.childAt": lambda q: q.widget.childAt(1, 1),
    "QWidget.layout": lambda q: q.widget.layout(),
    "QWidget.focusWidget": lambda q: q.widget.focusWidget(),
    "QWidget.focusProxy": lambda q: q.widget.focusProxy(),
    "QWidget.graphicsEffect": lambda q: q.widget.graphicsEffect(),
    "QWidget.graphicsProxyWidget": lambda q: q.widget.graphicsProxyWidget(),
    "QWidget.nativeParentWidget": lambda q: q.widget.nativeParentWidget(),
    "QWidget.mouseGrabber": lambda _: QWidget.mouseGrabber(),
    "QWidget.keyboardGrabber": lambda _: QWidget.keyboardGrabber(),
    "QObject.property": lambda q: q.widget.property("nothing"),
    "QObject.findChild": lambda q: q.widget.findChild(QLabel, "nothing"),
    "QApplication.focusWidget": lambda _: QApplication.focusWidget(),
    "QApplication.activeModalWidget": lambda _: QApplication.activeModalWidget(),
    "QApplication.activePopupWidget": lambda _: QApplication.activePopupWidget(),
    "QApplication.widgetAt": lambda _: QApplication.widgetAt(-9999, -9999),
    "QGuiApplication.screenAt": lambda _: QGuiApplication.screenAt(QPoint(-9999, -9999)),
    "QGuiApplication.focusObject": lambda _: QGuiApplication.focusObject(),
    "QBoxLayout.itemAt": lambda q: q.layout.itemAt(0),
    "QBoxLayout.takeAt": lambda q: q.layout.takeAt(0),
    "QGraphicsView.itemAt": lambda q: q.scene_view.itemAt(5, 5),
    "QGraphicsScene.itemAt": lambda q: q.scene.itemAt(QPointF(5, 5), QTransform()),
    "QGraphicsScene.focusItem": lambda q: q.scene.focusItem(),
    "QGraphicsScene.mouseGrabberItem": lambda q: q.scene.mouseGrabberItem(),
    "QTableWidget.item": lambda q: q.table.item(0, 0),
    "QTableWidget.itemAt": lambda q: q.table.itemAt(1, 1),
    "QTableWidget.currentItem": lambda q: q.table.currentItem(),
    "QTableWidget.takeItem": lambda q: q.table.takeItem(0, 0),
    "QTableWidget.cellWidget": lambda q: q.table.cellWidget(0, 0),
    "QTableView.model": lambda q: q.table_view.model(),
    "QListView.indexWidget": lambda q: q.list_view.indexWidget(q.strings.index(0)),
    "QStandardItemModel.item": lambda q: q.items.item(0, 0),
    "QAbstractItemModel.data": lambda q: q.strings.data(q.strings.index(9)),
    "QComboBox.itemData": lambda q: q.combo.itemData(3),
    "QComboBox.lineEdit": lambda q: q.combo.lineEdit(),
    "QMainWindow.centralWidget": lambda q: q.window.centralWidget(),
    "QStackedWidget.currentWidget": lambda q: q.stack.currentWidget(),
}


class EmptyThings:
    """One of each, with nothing in it."""

    def __init__(self, qtbot):
        self.widget, self.combo, self.stack = QWidget(), QComboBox(), QStackedWidget()
        self.window, self.table_view, self.list_view = QMainWindow(), QTableView(), QListView()
        self.table = QTableWidget(2, 2)
        self.scene = QGraphicsScene(0, 0, 100, 100)
        self.scene_view = QGraphicsView(self.scene)
        self.empty = QWidget()
        self.layout = QVBoxLayout(self.empty)
        self.items = QStandardItemModel()
        self.strings = QStringListModel(["one"])
        self.list_view.setModel(self.strings)
        for thing in vars(self).copy().values():
            if isinstance(thing, QWidget):
                qtbot.addWidget(thing)


@pytest.fixture
def empty_things(qtbot):
    return EmptyThings(qtbot)


@pytest.mark.parametrize("getter", GETTERS.values(), ids=GETTERS.keys())
def test_asking_for_what_is_not_there_keeps_none_alive(empty_things, getter):
    assert getter(empty_things) is None
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        getter(empty_things)
    assert abs(sys.getrefcount(None) - before) < NOISE
