"""Above the diagram: how much is shown, what the shapes mean, and acts on the plan."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from clinicapp.commands.sessions import omit_rest, plan_again
from clinicapp.domain.session import Session, SessionStatus
from clinicapp.domain.units import show_units
from clinicapp.ui.dialogs.session_dialogs import DoseDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import show_in_menu, show_key
from clinicapp.ui.widgets.badges import Legend
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.layouts import row


class SessionToolbar(QWidget):
    """The diagram's own tools."""

    view_chosen = Signal(str)  # a view's name, or "" for all four
    extra_wanted = Signal()
    edit_wanted = Signal(bool)
    select_wanted = Signal(bool)
    void_wanted = Signal()
    versions_wanted = Signal()

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.hub = hub
        self._session: Session | None = None
        self._is_selecting = False
        self._is_editing = False
        self._views = Segmented(
            [("four", self.tr("Four views"), "grid-2x2"), ("one", self.tr("One view"), "square")],
            "four",
            name=self.tr("How much is shown"),
        )
        self._extra = button(self.tr("Extra"), "quiet", icon="plus")
        self._extra.setAccessibleName(self.tr("Extra site"))
        self._extra.setObjectName("add_extra")
        show_key(self._extra, self.tr("Add an extra site"), "add_extra")
        self._edit = button(self.tr("Edit"), "quiet", icon="pen-line")
        self._edit.setAccessibleName(self.tr("Edit sites"))
        self._edit.setObjectName("edit_sites")
        self._edit.setCheckable(True)
        show_key(
            self._edit, self.tr("A tap opens a site’s editor instead of giving it"), "edit_sites"
        )
        self._select = button(self.tr("Select"), "quiet", icon="square-dashed")
        self._select.setObjectName("select_sites")
        self._select.setCheckable(True)
        show_key(
            self._select,
            self.tr("A tap chooses sites, to act on them together; or Ctrl or Shift with a click"),
            "select_sites",
        )
        self._plan = button(self.tr("Plan"), "quiet", icon="list-checks")
        self._plan.setObjectName("plan_menu")
        self._record = button(self.tr("Record"), "quiet", icon="file-clock")
        self._record.setObjectName("record_menu")
        self._show = button(self.tr("Show"), "quiet", icon="layers")
        self._show.setObjectName("show_menu")
        self.show_menu = QMenu(self)
        self._show.setMenu(self.show_menu)
        # Where the row of gates has no room, this stands for it.
        self.gates = button("", "quiet", icon="circle-dashed")
        self.gates.setObjectName("open_gates")
        show_key(self.gates, self.tr("Open the next gate that is not clear"), "next_gate")
        self.gates.hide()
        self._legend = Legend()
        self._build_menu()
        self._lay_out()
        self._connect()

    def _build_menu(self) -> None:
        self.menu = QMenu(self)
        self._again = self.menu.addAction(self.tr("Plan as last time"))
        self._default = self.menu.addAction(self.tr("Default dose…"))
        self._rest = self.menu.addMenu(self.tr("Omit the rest, because"))
        self.menu.addSeparator()
        self._void = self.menu.addAction(self.tr("Void this session…"))
        self._plan.setMenu(self.menu)
        self.record_menu = QMenu(self)
        self._versions = self.record_menu.addAction(self.tr("Versions…"))
        self.record_menu.addSeparator()
        self._void_signed = self.record_menu.addAction(self.tr("Void this session…"))
        self._record.setMenu(self.record_menu)
        show_in_menu(self._void_signed, "void")
        show_in_menu(self._again, "plan_again")
        show_in_menu(self._void, "void")

    def _lay_out(self) -> None:
        content = row(
            self._views,
            8,
            self._legend,
            None,
            self.gates,
            self._show,
            self._edit,
            self._select,
            self._plan,
            self._record,
            self._extra,
            gap=4,
            margins=(10, 8, 8, 8),
        )
        self.setLayout(content)

    def _connect(self) -> None:
        self._views.chosen.connect(self._on_view)
        self._extra.clicked.connect(self.extra_wanted)
        self._edit.toggled.connect(self._on_edit)
        self._select.toggled.connect(self._on_select)
        self._again.triggered.connect(self.plan_again)
        self._default.triggered.connect(self.ask_default)
        self._void.triggered.connect(self.void_wanted)
        self._void_signed.triggered.connect(self.void_wanted)
        self._versions.triggered.connect(self.versions_wanted)

    def show_session(self, session: Session) -> None:
        """Offer what can be done to this session."""
        self._session = session
        self._extra.setVisible(session.is_open)
        self._edit.setVisible(session.is_open)
        self._select.setVisible(session.is_open)
        self._plan.setVisible(session.is_open)
        self._record.setVisible(session.completed_at is not None)
        self._void_signed.setEnabled(session.status is SessionStatus.COMPLETED)
        self._again.setEnabled(not session.given)
        self._rest.setEnabled(bool(session.planned))
        self._offer_reasons(session)
        words = self.tr("Default dose: {units} units…")
        words = words.format(units=show_units(session.default_units))
        show_in_menu(self._default, "default_dose", words)

    def _offer_reasons(self, session: Session) -> None:
        labels = [r.label for r in session.protocol.omission_reasons]
        if labels == [act.text() for act in self._rest.actions()]:
            return
        self._rest.clear()
        for reason in session.protocol.omission_reasons:
            act = self._rest.addAction(reason.label)
            act.triggered.connect(partial(self._on_rest, reason.code))

    def _on_rest(self, reason: str, _checked: bool = False) -> None:
        if self._session:
            self.hub.run(omit_rest, self._session.id, reason)

    def show_editing(self, editing: bool) -> None:
        """Show whether a tap opens a site's editor."""
        self._is_editing = editing
        self._edit.setChecked(editing)
        self._edit.set_kind("choice" if editing else "quiet")

    def show_selecting(self, selecting: bool) -> None:
        """Show whether a tap chooses sites."""
        self._is_selecting = selecting
        self._select.setChecked(selecting)
        self._select.set_kind("choice" if selecting else "quiet")

    def _on_select(self, selecting: bool) -> None:
        # An assistive tool's Toggle changes the mark without a click; so does being told.
        if selecting != self._is_selecting:
            self.select_wanted.emit(selecting)

    def show_view(self, view: str) -> None:
        """Show which of one or four views is on."""
        self._views.choose("one" if view else "four")

    def _on_edit(self, editing: bool) -> None:
        # A click and an assistive tool's Toggle both change the mark; so does being told.
        if editing != self._is_editing:
            self.edit_wanted.emit(editing)

    def _on_view(self, code: str) -> None:
        if self._session is None:
            return
        planned = self._session.planned
        site = planned[0].site_id if planned else self._session.sites[0].site_id
        self.view_chosen.emit(self._session.protocol.site(site).view if code == "one" else "")

    # acts on the plan, by menu and by key ----------------------------------------------------
    def plan_again(self) -> None:
        """Plan as last time; refused in words once something is given."""
        if self._session:
            self.hub.run(plan_again, self._session.id)

    def ask_default(self) -> None:
        """Ask for the default dose of an open session."""
        if self._session and self._session.is_open:
            DoseDialog.ask(self, self.hub, self._session)

    def ask_void(self) -> None:
        """Ask to void a session, signed or not."""
        is_void = self._session and self._session.status is SessionStatus.ENTERED_IN_ERROR
        if self._session and not is_void:
            self.void_wanted.emit()

    def offer_rest(self) -> None:
        """Offer the reasons for omitting all that is still planned."""
        if self._session and self._session.is_open and self._session.planned:
            self._rest.popup(self._plan.mapToGlobal(self._plan.rect().bottomLeft()))
