"""The session page: four views, or one large; the panel beside it does the sums."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from clinicapp.commands.records import Change
from clinicapp.domain.audit import History
from clinicapp.domain.errors import ClinicError, StoppedError
from clinicapp.domain.places import Fraction
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.dialogs.choose_file import choose_picture_file
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.confirm_line import ConfirmLine
from clinicapp.ui.pages.extra_site_panel import ExtraSitePanel
from clinicapp.ui.pages.map_output import ChoosePicture, MapOutput
from clinicapp.ui.pages.muscle_menu import MuscleMenu
from clinicapp.ui.pages.primary_act import PrimaryAct
from clinicapp.ui.pages.selecting import Selecting
from clinicapp.ui.pages.session_acts import SessionActs
from clinicapp.ui.pages.session_fit import fit_toolbar, place_over
from clinicapp.ui.pages.session_gates import SessionGates
from clinicapp.ui.pages.session_keys import SessionKeys
from clinicapp.ui.pages.session_panel import SessionPanel
from clinicapp.ui.pages.session_past import SessionPast
from clinicapp.ui.pages.session_places import SessionPlaces
from clinicapp.ui.pages.session_toolbar import SessionToolbar
from clinicapp.ui.pages.site_inspector import SiteInspector
from clinicapp.ui.pages.site_taps import SiteTaps
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.layouts import column, row, rule
from clinicapp.ui.widgets.notice import Notice
from clinicapp.ui.widgets.shield import Shield
from clinicapp.ui.widgets.words import day_words

# The room left in the smallest window at the largest size: the page fits itself to any more.
LEAST = QSize(860, 520)
_TO_THE_SITES = frozenset(
    {Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
)


class SessionPage(QWidget):
    """One session: shows its snapshot and sends verbs; decides and keeps nothing itself."""

    sheet_wanted = Signal(object)  # session id
    addendum_wanted = Signal(object)  # session id
    effect_wanted = Signal(object)  # session
    history_wanted = Signal(object, object)  # patient id, session id
    sign_wanted = Signal(object)  # session id

    def __init__(
        self,
        hub: ChangeHub,
        now: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
        *,
        choose_picture: ChoosePicture = choose_picture_file,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hub = hub
        self._session: Session | None = None
        self._history = History()
        self._names: dict[UUID, str] = {}
        self.acts = SessionActs(hub, lambda: self._session, self._show)
        self.notice = Notice()
        self.toolbar = SessionToolbar(hub)
        self.views = FourViews(now=now)
        self.views.holds_escape = self._holds_escape
        self.muscle_menu = MuscleMenu(self.toolbar.show_menu, self.views.muscles)
        self.panel = SessionPanel(now)
        self.inspector = SiteInspector()
        self.extra = ExtraSitePanel()
        self.past = SessionPast(hub, self.views, self.toolbar.show_menu)
        self.side = QStackedWidget()
        for widget in (self.panel, self.inspector, self.extra):
            self.side.addWidget(widget)
        self.selecting = Selecting(self, now)
        self.shield = Shield(self.side)
        self.places = SessionPlaces(self.views, self.extra, self.inspector, self.acts)
        self.places.landmarks.offer_in(self.toolbar.show_menu)
        self.map_output = MapOutput(hub, lambda: self._session, choose_picture, self)
        self.map_output.offer_in(self.toolbar.show_menu)
        self.gates = SessionGates(self, now)
        self.gates.offer_in(self.toolbar.show_menu)
        self._lay_out()
        self.confirm = ConfirmLine(self, now)
        self.primary = PrimaryAct(self)
        self.keys = SessionKeys(self)
        self.taps = SiteTaps(self)
        self._connect()

    def _lay_out(self) -> None:
        strip = self.places.landmarks.strip
        body = column(self.toolbar, rule(), self.views, strip, self.past.bar, gap=0, margins=1)
        body.setStretch(2, 1)
        diagram = QFrame()
        diagram.setProperty("card", "plain")
        diagram.setLayout(body)
        main = row(diagram, self.side, gap=12)
        main.setStretch(0, 1)
        page = column(self.gates.banner, main, gap=12, margins=12)
        page.setStretch(1, 1)
        self.setLayout(page)
        # Last, so that Tab comes to the gates after the sites.
        page.insertWidget(0, self.gates.row)
        # Over the toolbar, not above it: what is under the pointer must not move.
        self.notice.setParent(self)
        self.notice.hide()

    def _connect(self) -> None:
        self.hub.changed.connect(self._on_changed)
        self.hub.refused.connect(self._on_refused)
        panel = self.panel
        panel.give_wanted.connect(self.acts.give)
        panel.edit_wanted.connect(self.edit_site)
        panel.primary_wanted.connect(self.primary.begin)
        panel.undo_wanted.connect(self.acts.undo)
        panel.redo_wanted.connect(self.acts.redo)
        panel.addendum_wanted.connect(lambda: self.addendum_wanted.emit(self._id()))
        panel.effect_wanted.connect(lambda: self.effect_wanted.emit(self._session))
        self.past.history_wanted.connect(self.show_history)
        self.gates.fitted.connect(self._fit)
        inspector = self.inspector
        inspector.give_wanted.connect(lambda site: self.acts.give((site,)))
        inspector.dose_wanted.connect(lambda s, units: self.acts.change_dose((s,), units))
        inspector.omit_wanted.connect(lambda s, *why: self.acts.omit((s,), *why))
        inspector.restore_wanted.connect(lambda site: self.acts.take_back((site,)))
        inspector.note_wanted.connect(self.acts.annotate)
        inspector.done.connect(lambda: self.close_editor())
        self.extra.add_wanted.connect(self._add_extra)
        self.extra.done.connect(lambda: self.close_editor())
        self.toolbar.extra_wanted.connect(self.add_extra)
        self.toolbar.edit_wanted.connect(self._on_edit_wanted)
        self.toolbar.view_chosen.connect(lambda view: self.views.show_view(view or None))
        self.views.view_mode_changed.connect(lambda view: self.toolbar.show_view(view or ""))
        self.map_output.done.connect(self._say_done)
        self.notice.closed.connect(self.take_keyboard)
        self.confirm.dismissed.connect(self.take_keyboard)
        self.hub.person_changed.connect(lambda _person: self.confirm.hide())

    # showing ---------------------------------------------------------------------------------
    @property
    def session(self) -> Session | None:
        """The snapshot on the page."""
        return self._session

    def open_session(self, session_id: UUID) -> bool:
        """Show a session as it stands in the record; False when it cannot be read."""
        records = self.hub.records
        session = self.hub.ask(records.session, session_id)
        history = self.hub.ask(records.history, session_id)
        if session is None or history is None:
            return False
        self._names = {p.id: p.name for p in records.people()}
        self._history = history
        self.notice.hide()
        self.confirm.hide()
        self.inspector.site_id = ""
        self.turn_to(self.selecting.home)
        self.views.show_view(None)
        self.views.set_selected(None)
        self.views.set_zone(records.zone)
        self.past.read(session)
        self.panel.show_past(self.past.warning() if session.is_open else "")
        self._show(session)
        self.gates.open_session()
        self._say_when_begun(session)
        self.take_keyboard()
        return True

    def _say_when_begun(self, session: Session) -> None:
        zone = self.hub.records.zone
        begun = session.started_at.astimezone(zone).date()
        if session.is_open and begun != self.hub.clock().astimezone(zone).date():
            self.notice.show_notice(
                "warn",
                self.tr("This session was begun on {day}.").format(day=day_words(begun)),
                self.tr("Continue it, or void it from the Plan menu if it is not today’s."),
            )
            self.notice.show()
            self._place_notice()

    def _show(self, session: Session) -> None:
        before, self._session = self._session, session
        self.views.read_only = not session.is_open
        self.views.show_session(session)
        planned = session.planned
        self.views.set_next(planned[0].site_id if planned and session.is_open else None)
        zone = self.hub.records.zone
        self.panel.show_session(session, self._history, people=self._names, zone=zone)
        self.toolbar.show_session(session)
        self.selecting.show_session(before, session, self._history)
        self.muscle_menu.show_protocol(session.protocol)
        self._fit()
        site_id = self.inspector.site_id
        if site_id and session.has_site(site_id):
            self._fill_inspector(session, site_id)
        elif self.side.currentWidget() is self.inspector:
            # What was typed for a site that is gone is for nobody.
            self.inspector.site_id = ""
            self.close_editor()
        if self.side.currentWidget() is self.extra:
            if session.is_open:
                self.extra.show_session(session)
            else:
                self.close_editor()
        self.keys.show_session(session)
        self.places.show_session(session)

    def _fill_inspector(self, session: Session, site_id: str) -> None:
        performer = session.site(site_id).performer_id
        name = self._names.get(performer, "") if performer else ""
        self.inspector.show_site(session, site_id, name, self.hub.records.zone)
        self.inspector.show_past(self.past.lines(site_id))

    def _on_changed(self, change: Change[object]) -> None:
        after = change.after
        if not isinstance(after, Session) or after.id != self._id():
            return
        if change.event is not None:
            self._history = self._history.after(change.event)
        self.notice.hide()
        # What the line asked about is not what stands there any more.
        self.confirm.hide()
        self._show(after)

    def _on_refused(self, error: ClinicError) -> None:
        # What stops the first dose is told by the banner of the gates, with the ways on.
        if self.isVisible() and not isinstance(error, StoppedError):
            self.notice.show_error(error)
            self._place_notice()

    # acts ------------------------------------------------------------------------------------
    def take_keyboard(self) -> None:
        """Have the keyboard on the page itself."""
        # A hidden button would hand the keyboard to the rail, where no key of this page works.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_site(self, site_id: str) -> None:
        """Open the editor of a site; from now on a tap chooses a site instead of giving it."""
        if site_id != self.inspector.site_id and not self.commit():
            return
        if self._session is None:
            return
        self._fill_inspector(self._session, site_id)
        self.views.set_selected(site_id)
        self.turn_to(self.inspector)

    def turn_to(self, part: QWidget) -> None:
        """Show a part beside the diagram."""
        self.shield.turn_to(part)
        self.places.turn_to(part)
        self._fit()
        self.toolbar.show_editing(part is self.inspector)

    def toggle_muscles(self) -> None:
        """Hide all muscles, or show them again."""
        self.views.muscles.toggle()

    def add_extra(self) -> None:
        """Open the panel for extra sites."""
        if self._session and self._session.is_open and self.leave_editor():
            self.turn_to(self.extra)
            self.extra.start(self._session)
            self.places.show_session(self._session)

    def toggle_landmark(self) -> None:
        """Show how a site is found from landmarks, or hide it."""
        self.places.landmarks.toggle()

    def copy_picture(self) -> None:
        """Copy a picture of the map."""
        self.map_output.copy()

    def save_picture(self) -> None:
        """Save a picture of the map."""
        self.map_output.save()

    def _say_done(self, words: str) -> None:
        self.notice.show_notice("ok", words)
        self.notice.show()
        self.notice.fade()
        self._place_notice()

    def commit(self) -> bool:
        """Take over what was typed beside the diagram; False while a dose is not taken."""
        return self.inspector.commit() and self.selecting.commit()

    def leave_editor(self) -> bool:
        """Take over what was typed and let the edited site go; False while a dose is not taken."""
        if not self.commit():
            return False
        self.inspector.site_id = ""
        self.views.set_selected(None)
        return True

    def select_all(self) -> None:
        """Choose every site, to act on them together."""
        self.selecting.select_all()

    def show_regions(self) -> None:
        """Show the regions for gloves instead of the dose table, or the table again."""
        self.selecting.show_regions()

    def show_history(self) -> None:
        """Look at what was done to the patient so far."""
        if self._session:
            self.history_wanted.emit(self._session.patient_id, self._session.id)

    def close_editor(self, then: str = "") -> None:
        """Back to the panel; the focus goes to a site, or returns to the one that was edited."""
        goal = then or self.inspector.site_id
        if not self.leave_editor():
            return
        self.turn_to(self.selecting.home)
        if goal and self._session is not None and self._session.has_site(goal):
            self.views.focus_site(goal)
        else:
            self.take_keyboard()

    def _on_edit_wanted(self, wanted: bool) -> None:
        session = self._session
        if session is None or not wanted:
            self.close_editor()
        else:
            self.edit_site((session.planned or session.sites)[0].site_id)
        self.toolbar.show_editing(self.side.currentWidget() is self.inspector)

    def _add_extra(self, site_id: str, reason: str, give: bool, at: Fraction | None) -> None:
        if self.acts.add_extra(site_id, reason, give=give, at=at):
            self.close_editor()
            self.views.focus_site(site_id)

    def _id(self) -> UUID | None:
        return self._session.id if self._session else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._holds_escape():
            if self.notice.isVisible():
                self.notice.hide()
            elif not self.gates.close():
                self.inspector.reset()
                self.selecting.panel.doses.reset()
                self.close_editor()
        elif event.key() in _TO_THE_SITES:
            # Before a site has the keyboard, the first key that means one goes to the next.
            self.keys.first_site()
        else:
            super().keyPressEvent(event)

    def _holds_escape(self) -> bool:
        """Whether there is something to leave before one view is left for all four."""
        is_home = self.side.currentWidget() is self.selecting.home
        return self.notice.isVisible() or self.gates.sheet.isVisible() or not is_home

    # layout ----------------------------------------------------------------------------------
    def minimumSizeHint(self) -> QSize:
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.confirm.follow()
        self._place_notice()

    def _place_notice(self) -> None:
        # The sums beside the diagram stay in sight whatever is said.
        sheet = self.gates.sheet
        taken = max(self.side.width(), sheet.width() if sheet.isVisible() else 0)
        place_over(self.notice, self.width() - taken - 3 * px(12), self.side.y())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Panel width and row heights by the room there is; acts never shrink."""
        for_gloves = self.side.currentWidget() is self.selecting.regions
        room = self.gates.fit(self.size(), for_gloves=for_gloves)
        self.side.setFixedWidth(room.panel)
        has_legend = fit_toolbar(self.toolbar, room.diagram)
        self.panel.legend.setVisible(not has_legend)
        for part in (self.panel, self.inspector, self.extra):
            part.summary.set_compact(room.is_tight, bare=room.is_bare)
        self.selecting.fit(room)
        self.panel.set_bare(room.is_bare)
        self.panel.table.set_density(room.density)
