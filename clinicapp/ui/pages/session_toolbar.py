"""Above the diagram: how much is shown, what the shapes mean, and acts on the plan."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from clinicapp.commands.sessions import omit_rest, plan_again
from clinicapp.domain.session import Session
from clinicapp.domain.units import show_units
from clinicapp.ui.dialogs.session_dialogs import DoseDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.widgets.badges import Legend
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.layouts import row


class SessionToolbar(QWidget):
    """The diagram's own tools."""

    view_chosen = Signal(str)  # a view's name, or "" for all four
    extra_wanted = Signal()
    edit_wanted = Signal(bool)
    void_wanted = Signal()

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.hub = hub
        self._session: Session | None = None
        self._is_editing = False
        self._views = Segmented(
            [("four", self.tr("Four views"), "grid-2x2"), ("one", self.tr("One view"), "square")],
            "four",
            name=self.tr("How much is shown"),
        )
        self._extra = button(self.tr("Extra site"), "quiet", icon="plus")
        self._extra.setObjectName("add_extra")
        self._extra.setToolTip(self.tr("Add an extra site (Ctrl+E)"))
        self._edit = button(self.tr("Edit sites"), "quiet", icon="pen-line")
        self._edit.setObjectName("edit_sites")
        self._edit.setCheckable(True)
        self._edit.setToolTip(self.tr("A tap opens a site’s editor instead of giving it"))
        self._plan = button(self.tr("Plan"), "quiet", icon="list-checks")
        self._plan.setObjectName("plan_menu")
        self._legend = Legend()
        self.menu = QMenu(self)
        self._again = self.menu.addAction(self.tr("Plan as last time"))
        self._default = self.menu.addAction(self.tr("Default dose…"))
        self._rest = self.menu.addMenu(self.tr("Omit the rest, because"))
        self.menu.addSeparator()
        self._void = self.menu.addAction(self.tr("Void this session…"))
        self._plan.setMenu(self.menu)
        content = row(
            self._views,
            8,
            self._legend,
            None,
            self._edit,
            self._plan,
            self._extra,
            gap=4,
            margins=(10, 8, 8, 8),
        )
        self.setLayout(content)
        self._views.chosen.connect(self._on_view)
        self._extra.clicked.connect(self.extra_wanted)
        self._edit.toggled.connect(self._on_edit)
        self._again.triggered.connect(self._on_again)
        self._default.triggered.connect(self._on_default)
        self._void.triggered.connect(self.void_wanted)

    def show_session(self, session: Session) -> None:
        """Offer what can be done to this session."""
        self._session = session
        self._extra.setVisible(session.is_open)
        self._edit.setVisible(session.is_open)
        self._plan.setVisible(session.is_open)
        self._again.setEnabled(not session.given)
        self._rest.setEnabled(bool(session.planned))
        self._offer_reasons(session)
        self._default.setText(
            self.tr("Default dose: {units} units…").format(units=show_units(session.default_units))
        )

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

    def _on_again(self) -> None:
        if self._session:
            self.hub.run(plan_again, self._session.id)

    def _on_default(self) -> None:
        if self._session is None:
            return
        DoseDialog.ask(self, self.hub, self._session)
