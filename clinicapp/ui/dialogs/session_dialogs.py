"""The small forms of a session: default dose, why it is void, an addendum."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.commands.sessions import change_default
from clinicapp.commands.signing import add_addendum, void_session
from clinicapp.domain.errors import InputError
from clinicapp.domain.session import Session
from clinicapp.domain.units import ZERO, parse_units, show_units
from clinicapp.ui.dialogs.form_dialog import FormDialog, asked, several_lines
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.labels import label

WIDTH = 520


class DoseDialog(FormDialog):
    """Asks for a session's default dose, and sets it."""

    def __init__(self, parent: QWidget, hub: ChangeHub, session: Session) -> None:
        super().__init__(parent, hub)
        self._session_id = session.id
        self.dose = TextField(self.tr("Units at each site"), show_units(session.default_units))
        self.dose.edit.setObjectName("default_dose")
        self.dose.edit.selectAll()
        self.build(
            self.tr("Default dose"),
            self.tr("Planned sites follow it. Given sites and doses changed by hand keep theirs."),
            self.tr("Set the default"),
            self.dose,
            width=WIDTH,
        )

    @classmethod
    def ask(cls, parent: QWidget, hub: ChangeHub, session: Session) -> bool:
        """Whether the default was set."""
        return asked(cls(parent, hub, session))

    def submit(self) -> None:
        try:
            units = parse_units(self.dose.text)
        except InputError as error:
            self.dose.show_error(str(error))
            return
        self.dose.clear_error()
        if self._hub.run(change_default, self._session_id, units):
            self.accept()


class VoidDialog(FormDialog):
    """Asks why a session is void, and voids it."""

    def __init__(
        self, parent: QWidget, hub: ChangeHub, session_id: UUID, *, is_signed: bool = False
    ) -> None:
        super().__init__(parent, hub)
        self._session_id = session_id
        self.reason = several_lines("void_reason")
        self.save.set_kind("danger")
        started = self.tr(
            "For a session started by mistake, such as on the wrong patient. It is kept, "
            "marked as entered in error, and counts for nothing."
        )
        signed = self.tr(
            "For a signed session that must not count, such as one of the wrong patient. Nothing "
            "is deleted: every version stays readable, and a new one says that it was entered "
            "in error, why and by whom."
        )
        session = hub.records.session(session_id)
        fields: list[QWidget] = [Field(self.tr("Reason"), self.reason)]
        if session.given:
            fields.insert(0, label(self._doses_words(session), "strong", wrap=True))
        self.build(
            self.tr("Void this session"),
            signed if is_signed else started,
            self.tr("Void the session"),
            *fields,
            width=WIDTH,
        )

    def _doses_words(self, session: Session) -> str:
        """What becomes of the given doses, and what to do if they were really given."""
        told = self.tr(
            "{units} units at {n} sites are recorded as given. They will no longer count in the "
            "interval, the {months}-month total and the stock. If they were really given to this "
            "patient, do not void it:"
        ).format(
            units=show_units(sum((s.units for s in session.given), ZERO)),
            n=len(session.given),
            months=self._hub.records.rules.policy.cumulative_months,
        )
        instead = self.tr("omit the rest, sign the session, and add an addendum if needed.")
        if not session.is_open:
            instead = self.tr("add an addendum instead.")
        return f"{told} {instead}"

    def typed_text(self) -> str:
        return self.reason.toPlainText()

    @classmethod
    def ask(
        cls, parent: QWidget, hub: ChangeHub, session_id: UUID, *, is_signed: bool = False
    ) -> bool:
        """Whether the session was voided."""
        return asked(cls(parent, hub, session_id, is_signed=is_signed))

    def submit(self) -> None:
        if self._hub.run(void_session, self._session_id, self.reason.toPlainText()):
            self.accept()


class AddendumDialog(FormDialog):
    """Asks for the reason and the text of an addendum, and adds it."""

    def __init__(self, parent: QWidget, hub: ChangeHub, session_id: UUID) -> None:
        super().__init__(parent, hub)
        self._session_id = session_id
        self.reason = TextField(self.tr("Reason"))
        self.reason.edit.setObjectName("addendum_reason")
        self.text = several_lines("addendum_text")
        self.build(
            self.tr("Add an addendum"),
            self.tr("The session stays as it is; the addendum is added with your name and time."),
            self.tr("Add the addendum"),
            self.reason,
            Field(self.tr("Correct entry"), self.text),
            width=WIDTH,
        )

    def typed_text(self) -> str:
        return self.reason.text + self.text.toPlainText()

    @classmethod
    def ask(cls, parent: QWidget, hub: ChangeHub, session_id: UUID) -> bool:
        """Whether the addendum was added."""
        return asked(cls(parent, hub, session_id))

    def submit(self) -> None:
        texts = (self.reason.text, self.text.toPlainText())
        if self._hub.run(add_addendum, self._session_id, *texts):
            self.accept()
