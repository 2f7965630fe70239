"""The panel beside the diagram: how far we are, the doses by muscle, what is next, the acts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.audit import History
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.totals import Totals, total_of
from clinicapp.domain.units import ZERO, millilitres, show_units
from clinicapp.ui.widgets.badges import Ring
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.dose_table import DoseTable
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, holder, row, rule


class Summary(QWidget):
    """Sites given as a ring and in words, and the one large figure of the page."""

    def __init__(self) -> None:
        super().__init__()
        self._ring = Ring()
        self._count = label("", "title3")
        self._rest = ElidedLabel("", "caption", "text_2")
        self._units = label("", "title1", align=Qt.AlignmentFlag.AlignRight)
        self._units.setObjectName("total_units")
        self._volume = label("", "caption", "text_2", align=Qt.AlignmentFlag.AlignRight)
        words = column(None, self._count, self._rest, None, gap=1)
        figure = column(None, self._units, self._volume, None, gap=0)
        self._content = row(self._ring, words, figure, gap=10, margins=(16, 10, 16, 10))
        self._content.setStretch(1, 1)
        self.setLayout(self._content)

    def set_compact(self, compact: bool) -> None:
        """A smaller ring and narrower gaps where there is little room."""
        self._ring.set_size(36 if compact else 48)
        self._content.set_gap(8 if compact else 10)

    def show_totals(self, totals: Totals) -> None:
        """Show the sums of a session."""
        self._ring.show_progress(totals.given, totals.omitted, totals.fixed_sites)
        self._count.setText(
            self.tr("{given} of {all} given").format(given=totals.given, all=totals.fixed_sites)
        )
        parts = (
            (totals.planned, self.tr("{n} planned")),
            (totals.omitted, self.tr("{n} omitted")),
            (totals.extra, self.tr("{n} extra")),
        )
        self._rest.set_full_text(", ".join(words.format(n=n) for n, words in parts if n))
        self._units.setText(show_units(totals.given_units))
        self._volume.setText(self.tr("units · {ml} mL").format(ml=show_units(totals.given_ml)))
        parts_said = (self._count.text(), self._rest.full_text, self._units.text())
        self.setAccessibleName(", ".join(parts_said) + f" {self._volume.text()}")


class NextCard(QFrame):
    """What one act would give now: the next site in order, or the chosen muscle."""

    give_wanted = Signal(object)  # site ids
    edit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "accent")
        self._sites: tuple[str, ...] = ()
        self._head = ElidedLabel("", "caption", "accent_text")
        self._name = ElidedLabel("", "strong")
        self._edit = button(
            "", "quiet", icon="pen-line", bulk="icon", tip=self.tr("Edit this site")
        )
        self._edit.setObjectName("edit_next")
        self._give = button(self.tr("Give"), "secondary", tip=self.tr("Give this now (Space)"))
        self._give.setObjectName("give_next")
        words = holder(column(None, self._head, self._name, None, gap=1))
        content = row(words, self._edit, self._give, gap=4)
        content.setStretch(0, 1)
        content.set_margins((14, 6, 6, 6))
        self.setLayout(content)
        self._give.clicked.connect(lambda: self.give_wanted.emit(self._sites))
        self._edit.clicked.connect(self._on_edit)

    def show_next(self, session: Session, muscle: str = "") -> None:
        """Show the chosen muscle's planned sites, or else the next planned site."""
        chosen = _planned_of(session, muscle) if muscle else ()
        sites: Sequence[SiteRecord] = chosen or session.planned[:1]
        self.setVisible(bool(sites))
        self._sites = tuple(s.site_id for s in sites)
        if not sites:
            return
        units = sum((s.units for s in sites), ZERO)
        volume = show_units(millilitres(units, session.protocol.units_per_ml))
        dose = self.tr("{units} units, {ml} mL").format(units=show_units(units), ml=volume)
        if chosen:
            name = session.protocol.muscle(muscle).name
            self._head.set_full_text(self.tr("Chosen · {dose}").format(dose=dose))
            self._name.set_full_text(
                self.tr("{muscle}, {n} planned").format(muscle=name, n=len(sites))
            )
        else:
            self._head.set_full_text(
                self.tr("Next · {dose} · {view}").format(dose=dose, view=self._view_words(session))
            )
            self._name.set_full_text(session.name(self._sites[0]))
        self._edit.setVisible(not chosen)

    def _on_edit(self) -> None:
        if self._sites:
            self.edit_wanted.emit(self._sites[0])

    def _view_words(self, session: Session) -> str:
        words = {
            "front": self.tr("front"),
            "back": self.tr("back view"),
            "left": self.tr("left side"),
            "right": self.tr("right side"),
        }
        return words[session.protocol.site(self._sites[0]).view]


class SessionPanel(QFrame):
    """Sums, table, next site and the acts, always in the same places."""

    give_wanted = Signal(object)  # site ids
    edit_wanted = Signal(str)
    primary_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    addendum_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._muscle = ""
        self._session: Session | None = None
        self.summary = Summary()
        self.table = DoseTable()
        self.next = NextCard()
        self.remaining = label("", "caption", "text_2", wrap=True)
        self.remaining.setObjectName("remaining_sites")
        self.primary = button("", "primary", icon="check-check", bulk="act")
        self.primary.setObjectName("primary_act")
        self.undo = _quiet("undo-2", "undo")
        self.redo = button("", "quiet", icon="redo-2", bulk="icon", tip=self.tr("Redo"))
        self.redo.setObjectName("redo")
        self.addendum = button(self.tr("Add an addendum"), "quiet", icon="pen-line")
        self.addendum.setObjectName("addendum")
        self._foot = row(self.undo, None, self.addendum, self.redo, gap=4)
        self.acts = column(self.next, self.primary, self._foot, gap=8, margins=(16, 10, 16, 6))
        self._body = column(
            self.summary,
            rule(),
            self.table,
            rule(),
            holder(column(self.remaining, margins=(16, 8, 16, 8))),
            None,
            rule(),
            holder(self.acts),
            gap=0,
            margins=1,
        )
        self.setLayout(self._body)
        self._connect()

    def _connect(self) -> None:
        self.next.give_wanted.connect(self.give_wanted)
        self.next.edit_wanted.connect(self.edit_wanted)
        self.primary.clicked.connect(self.primary_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.addendum.clicked.connect(self.addendum_wanted)
        self.table.muscle_activated.connect(self._on_muscle_activated)

    def show_session(self, session: Session, history: History) -> None:
        """Show a session and what can be undone."""
        self._session = session
        if self._muscle and not _planned_of(session, self._muscle):
            self._muscle = ""
        totals = total_of(session)
        self.summary.show_totals(totals)
        planned = session.planned
        current = self._muscle or (
            session.protocol.site(planned[0].site_id).muscle if planned and session.is_open else ""
        )
        self.table.show_session(session, current)
        self.next.setVisible(session.is_open)
        if session.is_open:
            self.next.show_next(session, self._muscle)
        self._show_acts(session, totals)
        self._show_history(session, history)
        self.remaining.setText(self._remaining_words(session))

    def _show_acts(self, session: Session, totals: Totals) -> None:
        if not session.is_open:
            self.primary.set_icon("printer")
            self.primary.set_words(self.tr("Instruction sheet"))
            self.primary.setEnabled(session.completed_at is not None)
        elif session.planned:
            self.primary.set_icon("check-check")
            self.primary.set_words(
                self.tr("Give all {n} planned · {units} units").format(
                    n=len(session.planned), units=show_units(totals.planned_units)
                )
            )
            self.primary.setEnabled(True)
        else:
            self.primary.set_icon("lock")
            self.primary.set_words(self.tr("Complete the session"))
            self.primary.setEnabled(True)

    def _show_history(self, session: Session, history: History) -> None:
        undo = history.undo[-1].label if history.undo else ""
        redo = history.redo[-1].label if history.redo else ""
        self.undo.set_words(
            self.tr("Undo: {act}").format(act=undo) if undo else self.tr("Nothing to undo")
        )
        self.undo.setEnabled(bool(undo))
        words = self.tr("Redo: {act}").format(act=redo) if redo else self.tr("Nothing to redo")
        self.redo.setToolTip(words)
        self.redo.setAccessibleName(words)
        self.redo.setEnabled(bool(redo))
        self.undo.setVisible(session.is_open)
        self.redo.setVisible(session.is_open)
        self.addendum.setVisible(session.completed_at is not None)

    def _remaining_words(self, session: Session) -> str:
        to_give = [s.site_id for s in session.planned]
        if not session.is_open or not to_give:
            return ""
        if len(to_give) > 8:
            return self.tr("To give: {first} and {n} more").format(
                first=", ".join(to_give[:6]), n=len(to_give) - 6
            )
        return self.tr("To give: {all}").format(all=", ".join(to_give))

    def _on_muscle_activated(self, code: str) -> None:
        if self._session is None or not self._session.is_open:
            return
        self._muscle = "" if code == self._muscle else code
        self.next.show_next(self._session, self._muscle)
        planned = self._session.planned
        first = self._session.protocol.site(planned[0].site_id).muscle if planned else ""
        self.table.show_session(self._session, self._muscle or first)


def _planned_of(session: Session, muscle: str) -> tuple[SiteRecord, ...]:
    protocol = session.protocol
    return tuple(s for s in session.planned if protocol.site(s.site_id).muscle == muscle)


def _quiet(icon: str, name: str) -> Button:
    made = button("", "quiet", icon=icon)
    made.setObjectName(name)
    return made
