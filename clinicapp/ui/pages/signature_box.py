"""Where a session is signed: what it means, who signs, the password, and the one act."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from clinicapp.domain.people import Practitioner
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label, set_tone
from clinicapp.ui.widgets.layouts import card, column, row

PAD = (22, 16, 18, 16)
NAME_HEIGHT = 24  # of a field, above its control


class SignatureBox(QFrame):
    """Asks for the password again; the act is off only while checks are open."""

    sign_wanted = Signal(str)  # password

    def __init__(self) -> None:
        super().__init__()
        self.meaning = label("", "title3", wrap=True)
        self.meaning.setObjectName("signature_meaning")
        self.state = label("", "label", "text_2", wrap=True)
        self.state.setObjectName("signature_state")
        self.password = TextField(self.tr("Password"), secret=True)
        self.password.edit.setObjectName("signature_password")
        self.sign = button(self.tr("Sign and lock"), "primary", icon="lock", bulk="act")
        self.sign.setObjectName("sign_and_lock")
        self.sign.clicked.connect(self._ask)
        self.password.edit.returnPressed.connect(self._on_return)
        line = row(self.password, column(NAME_HEIGHT, self.sign, None, gap=0), gap="m")
        line.setStretch(0, 1)
        inside = card(column(self.meaning, self.state, line, gap="s"), pad=PAD)
        self.setLayout(column(inside, gap=0))
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        self.password.edit.setFixedHeight(px(SIZE["button_act"]))

    def show_person(self, person: Practitioner | None) -> None:
        """Name who would sign; what another person typed is gone."""
        self.password.set_text("")
        name = person.signed_name if person else ""
        self.password.set_name(self.tr("{name}, password").format(name=name))

    def show_state(self, meaning: str, open_titles: tuple[str, ...]) -> None:
        """Say what the signature means, and which checks are still open."""
        self.meaning.setText(meaning)
        self.sign.setEnabled(not open_titles)
        if open_titles:
            count = len(open_titles)
            many = self.tr("{n} checks are open: {names}.")
            words = self.tr("1 check is open: {names}.") if count == 1 else many
            self.state.setText(words.format(n=count, names=", ".join(open_titles)))
            set_tone(self.state, "accent_text")
        else:
            self.state.setText(
                self.tr(
                    "Signing locks the session. Later corrections are dated additions; "
                    "this version stays readable."
                )
            )
            set_tone(self.state, "text_2")

    def refuse(self, words: str) -> None:
        """Say why the password was not taken; it can be typed over at once."""
        self.password.show_error(words)
        self.password.edit.selectAll()
        self.password.setFocus()

    def forget(self) -> None:
        """Empty the password."""
        self.password.set_text("")

    def _on_return(self) -> None:
        if self.sign.isEnabled():
            self._ask()

    def _ask(self) -> None:
        if not self.password.text:
            self.refuse(self.tr("Type your password to sign."))
            return
        self.sign_wanted.emit(self.password.text)
