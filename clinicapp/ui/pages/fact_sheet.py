"""The raised side sheet in which one gate's fact is recorded, with charting beside it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget
from shiboken6 import isValid

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate
from clinicapp.ui.announce import announce
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.fact_panel import FactPanel
from clinicapp.ui.pages.finding_list import FindingList
from clinicapp.ui.pages.panel_scroll import panel_scroll
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.shield import Shield
from clinicapp.ui.widgets.tab_order import tab_as_read

WIDTH = 600
MakePanel = Callable[[], FactPanel]


class _Part(QFrame):
    """A gate's findings and its panel, scrolling together; the panel's acts stay in sight."""

    def __init__(self, hub: ChangeHub, panel: FactPanel) -> None:
        super().__init__()
        self.panel = panel
        self.findings = FindingList(hub)
        content = column(self.findings, panel, None, gap="m", margins=(20, 16, 20, 16))
        self.scroller = panel_scroll(content)
        body = column(self.scroller, gap=0)
        if panel.foot is not None:
            body.addWidget(rule())
            body.addWidget(holder(row(panel.foot, margins=(20, 12, 20, 12))))
        body.setStretch(0, 1)
        self.setLayout(body)


class FactSheet(QFrame):
    """Holds one panel for each gate, made when it is first opened.

    `done` of a panel becomes `passed` with its gate; whoever hears it opens another or closes.
    """

    passed = Signal(object)  # Gate
    gate_wanted = Signal(object)  # Gate
    way_wanted = Signal(str, object)  # a way out of the page, and whose id it leads to
    closed = Signal()

    def __init__(
        self,
        page: QWidget,
        over: QWidget,
        hub: ChangeHub,
        panels: dict[Gate, MakePanel],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(page)
        self.setObjectName("fact_sheet")
        self.setProperty("card", "raised")
        self._page, self._over, self._hub, self._now = page, over, hub, now
        self._makers = panels
        self._parts: dict[Gate, _Part] = {}
        self._gate: Gate | None = None
        self._case: Case | None = None
        self._findings: tuple[Finding, ...] = ()
        self._held_by: QWidget | None = None
        self._icon = Glyph("info", "text", 24)
        self._title = label("", "title2")
        self._close = button("", "quiet", icon="x", bulk="icon", tip=self.tr("Close (Esc)"))
        self._close.setObjectName("close_sheet")
        self._close.clicked.connect(self.close_sheet)
        head = row(self._icon, self._title, None, self._close, margins=(20, 8, 10, 8))
        self._stack = QStackedWidget()
        self._shield = Shield(self._stack)
        body = column(holder(head), rule(), self._stack, gap=0, margins=1)
        body.setStretch(2, 1)
        self.setLayout(body)
        over.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)
        self.hide()

    @property
    def gate(self) -> Gate | None:
        """The gate that is open; None while the sheet is closed."""
        return self._gate if not self.isHidden() else None

    @property
    def panel(self) -> FactPanel | None:
        """The panel that is open."""
        part = self._parts.get(self._gate) if self._gate else None
        return part.panel if part and not self.isHidden() else None

    @property
    def findings(self) -> FindingList | None:
        """What is found at the gate that is open."""
        part = self._parts.get(self._gate) if self._gate else None
        return part.findings if part and not self.isHidden() else None

    def has_panel(self, gate: Gate) -> bool:
        """Whether anything can be recorded at a gate."""
        return gate in self._makers

    # opening and closing ---------------------------------------------------------------------
    def open_gate(self, gate: Gate, *, after_another: bool = False) -> None:
        """Show a gate's panel with the keyboard in it; `after_another` was just done."""
        if gate not in self._makers:
            return
        if self.isHidden():
            self._held_by = QApplication.focusWidget()
        self._gate = gate
        part = self._part(gate)
        self._icon.set_glyph(part.panel.icon, "text")
        self._title.setText(part.panel.title)
        self.setAccessibleName(part.panel.title)
        self._fill()
        self.show()
        self.raise_()
        self.place()
        if after_another:
            part.panel.come_after()
        self._shield.turn_to(part)
        part.scroller.verticalScrollBar().setValue(0)
        part.panel.take_keyboard()
        announce(self, part.panel.title)

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """Show a case in the open panel, and in each that is opened later."""
        self._case, self._findings = case, findings
        if not self.isHidden():
            self._fill()

    def close_sheet(self) -> None:
        """Close, and give the keyboard back to whatever had it."""
        if self.isHidden():
            return
        held, self._held_by = self._held_by, None
        had_keyboard = self._holds_keyboard()
        self.hide()
        if had_keyboard:
            # What had the keyboard may be gone by now, such as a button of a notice.
            is_there = held is not None and isValid(held) and held.isVisible()
            back = held if is_there and held is not None else self._page
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def forget(self) -> None:
        """Close without a word: another session is shown."""
        self._case, self._held_by = None, None
        self.hide()

    def place(self) -> None:
        """Stand at the right edge, over what charts at the right and part of the diagram."""
        over = self._over.geometry()
        width = min(px(WIDTH), over.right() + 1 - px(12))
        self.setGeometry(over.right() + 1 - width, over.y(), width, over.height())

    # within ----------------------------------------------------------------------------------
    def _part(self, gate: Gate) -> _Part:
        if gate not in self._parts:
            panel = self._makers[gate]()
            part = self._parts[gate] = _Part(self._hub, panel)
            panel.done.connect(lambda: self._on_done(gate))
            panel.gate_wanted.connect(self.gate_wanted)
            panel.way_wanted.connect(self.way_wanted)
            self._stack.addWidget(part)
        return self._parts[gate]

    def _fill(self) -> None:
        part = self._parts.get(self._gate) if self._gate else None
        if part is None or self._case is None:
            return
        own = tuple(f for f in self._findings if f.gate is self._gate)
        part.findings.show_findings(self._case, own)
        part.panel.show_case(self._case, own)
        # Cards and chips come and go with what is recorded.
        tab_as_read(part)

    def _on_done(self, gate: Gate) -> None:
        if gate is self._gate and not self.isHidden():
            self.passed.emit(gate)

    def _holds_keyboard(self) -> bool:
        held = QApplication.focusWidget()
        return held is None or self.isAncestorOf(held)

    def _on_focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Wherever Tab leads within the panel, it is in sight.
        part = self._stack.currentWidget()
        if new is not None and isinstance(part, _Part) and part.scroller.isAncestorOf(new):
            part.scroller.ensureWidgetVisible(new, 0, px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            # The page behind does not hear what is pressed here.
            event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)
