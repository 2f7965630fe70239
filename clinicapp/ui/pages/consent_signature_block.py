"""One signature of the consent: its pad, a typed name in its place, and the act of signing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.commands.consent_signing import (
    clear_signature,
    draw_stroke,
    sign_consent,
    type_name,
    undo_stroke,
)
from clinicapp.domain.consent.completion import is_drawn
from clinicapp.domain.consent.record import PATIENTS_ROLES, Signature, SignerRole
from clinicapp.domain.consent.strokes import Stroke
from clinicapp.ui.announce import announce
from clinicapp.ui.consent.signature_pad import SignaturePad
from clinicapp.ui.models.consent_words import role_words
from clinicapp.ui.pages.consent_card import InlineForm
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import Glyph, label, set_tone
from clinicapp.ui.widgets.layouts import column, row

PAD_HIGH, SHOWN_HIGH = 140, 84
NAMED = (SignerRole.INTERPRETER, SignerRole.WITNESS)


class SignatureBlock(QFrame):
    """The signature of one role; the patient's is shown here, and made on the patient's screen."""

    def __init__(self, desk: ConsentDesk, role: SignerRole) -> None:
        super().__init__()
        self.setObjectName(f"signature_{role.value}")
        self.role, self._desk = role, desk
        self._file: ConsentFile | None = None
        self._signature: Signature | None = None
        self.can_sign = False
        self._sign_glyph = Glyph("circle-dashed", "accent_text", 20)
        self.state = label("", "label", "text_2", wrap=True)
        self.state.setObjectName("signature_state")
        self.name = TextField(self.tr("Name"))
        self.name.edit.setObjectName(f"name_{role.value}")
        self.pad = SignaturePad(desk.hub.clock)
        self.pad.setAccessibleName(self.tr("Signature: {role}").format(role=role_words(role)))
        self.typed = TextField(
            self.tr("The name instead"),
            hint=self.tr("Signing attests that the typed name stands for the signature."),
        )
        self.typed.edit.setObjectName(f"typed_{role.value}")
        self._make_acts()
        self._ask = InlineForm(
            "clear_patient",
            self.tr("Clear it? Everything that was signed after it goes too, and the patient "
                    "signs again."),
            self.tr("Clear the patient’s signature"),
            keep=self.tr("Keep it"),
        )  # fmt: skip
        title = label(role_words(role), "strong")
        words = column(title, self.state, gap=1)
        head = row(self._sign_glyph, words, self.take_back, gap="s")
        head.setAlignment(self._sign_glyph, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        self.setLayout(
            column(head, self.name, self.pad, self.typed, self._acts, self._ask, gap="s")
        )
        self._connect()

    def _make_acts(self) -> None:
        self.sign = button(self.tr("Sign"), icon="signature")
        self.undo = button(self.tr("Undo stroke"), "quiet", icon="undo-2")
        self.clear = button(self.tr("Clear"), "quiet", icon="eraser")
        self.type = button(self.tr("Type the name instead"), "quiet", icon="type")
        self.take_back = button(self.tr("Clear this signature"), "quiet", icon="eraser")
        line = FlowLayout(gap=4)
        for code, act in (
            ("sign", self.sign),
            ("undo", self.undo),
            ("clear", self.clear),
            ("type", self.type),
        ):
            act.setObjectName(f"{code}_{self.role.value}")
            line.addWidget(act)
        self.take_back.setObjectName(f"take_back_{self.role.value}")
        if self.role in PATIENTS_ROLES:
            self.take_back.set_words(self.tr("Clear the patient’s signature…"))
        self._acts = QWidget()
        self._acts.setLayout(line)

    def _connect(self) -> None:
        self.pad.stroke_grown.connect(self._on_stroke)
        self.pad.stroke_ended.connect(self._on_stroke)
        self.sign.clicked.connect(self._on_sign)
        self.undo.clicked.connect(lambda: self._desk.run(undo_stroke, self.role))
        self.clear.clicked.connect(self._on_clear)
        self.type.clicked.connect(self._on_type)
        self.take_back.clicked.connect(self._on_take_back)
        self.typed.edit.returnPressed.connect(self._on_sign)
        self.typed.edit.editingFinished.connect(self._on_typed_left)
        self._ask.confirmed.connect(self._on_clear)
        self._ask.dismissed.connect(self._close_ask)
        notifier.theme_changed.connect(self._apply_scale)

    # showing ---------------------------------------------------------------------------------
    def show_file(self, consent_file: ConsentFile) -> None:
        """Show the signature as it is recorded, and what can be done with it."""
        consent, role = consent_file.consent, self.role
        self._file, self._signature = consent_file, consent.signature(role)
        signature, is_patients = self._signature, role in PATIENTS_ROLES
        is_signed = consent.has_signed(role)
        waits = consent.is_open and not is_signed and not is_patients
        self.can_sign = waits and consent.patient_has_signed and self._may()
        strokes = signature.strokes if signature else ()
        typed = signature.typed if signature else ""
        self.pad.show_strokes(strokes, typed)
        self.pad.setEnabled(self.can_sign)
        self.pad.setVisible(self.can_sign or bool(strokes or typed))
        self.name.setVisible(self.can_sign and role in NAMED)
        can_take_back = is_signed and consent.is_open and self._desk.may_take()
        self.take_back.setVisible(can_take_back and self._ask.isHidden())
        for act in (self.sign, self.undo, self.clear, self.type):
            act.setVisible(self.can_sign)
        self.undo.setEnabled(bool(strokes))
        self.clear.setEnabled(bool(strokes or typed))
        self._acts.setVisible(self.can_sign)
        if not self.can_sign or strokes:
            self.typed.hide()
        elif typed and self.typed.isHidden():
            self.typed.set_text(typed)
            self.typed.show()
        if not can_take_back:
            self._ask.hide()
        self._say(is_signed)
        self._apply_scale()

    def forget(self) -> None:
        """Let another consent begin."""
        for field in (self.name, self.typed):
            field.set_text("")
        self.typed.hide()
        self._ask.hide()

    def fold(self) -> bool:
        """Close the question; False when it is not open."""
        if self._ask.isHidden():
            return False
        self._close_ask()
        return True

    def take_keyboard(self) -> None:
        """Give the keyboard to the act: the pen comes first, then one press."""
        self.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, is_signed: bool) -> None:
        is_open = self._file is not None and self._file.consent.is_open
        icon, tone = "circle-dashed", "accent_text" if is_open else "text_3"
        if is_signed:
            icon, tone = "circle-check", "ok"
        self._sign_glyph.set_glyph(icon, tone)
        set_tone(self.state, "text_2")
        self.state.setText(self._signed_words() if is_signed else self._waiting_words())
        person = self._desk.hub.person
        if person is not None and self.role is SignerRole.WITNESS:
            words = self.tr("Name of the witness; left empty, {name} signs")
            self.name.set_name(words.format(name=person.signed_name))
        elif self.role is SignerRole.INTERPRETER:
            self._propose_interpreter()

    def _signed_words(self) -> str:
        signature, consent_file = self._signature, self._file
        if signature is None or consent_file is None:
            return ""
        words = self.tr("{name} signed {at}")
        if signature.is_on_paper:
            words = self.tr("{name} signed the form {at}")
        elif signature.typed:
            words = self.tr("{name} signed {at}, with the name typed")
        return words.format(name=signature.name, at=consent_file.moment(signature.signed_at))

    def _waiting_words(self) -> str:
        consent_file, person = self._file, self._desk.hub.person
        if consent_file is None or not consent_file.consent.is_open:
            return self.tr("Not signed")
        if self.role in PATIENTS_ROLES:
            is_paper = consent_file.is_on_paper
            on_paper = self.tr("Signs the form; record it below.")
            return on_paper if is_paper else self.tr("Signs on the patient’s screen.")
        if not consent_file.consent.patient_has_signed:
            return self.tr("The patient signs first.")
        if not self._may() or person is None:
            return self.tr("Cannot be signed in your role.")
        if self.role is SignerRole.CLINICIAN:
            return self.tr("{name}: sign in the field.").format(name=person.signed_name)
        return self.tr("Sign in the field.")

    def _propose_interpreter(self) -> None:
        named = self._file.consent.interpreter if self._file else None
        self.name.set_name(self.tr("Name or number of the interpreter"))
        if named and not self.name.text:
            self.name.set_text(named.name or named.number)

    def _apply_scale(self) -> None:
        self.pad.setFixedHeight(px(PAD_HIGH if self.can_sign else SHOWN_HIGH))

    def _may(self) -> bool:
        is_clinicians = self.role is SignerRole.CLINICIAN
        return self._desk.may_explain() if is_clinicians else self._desk.may_take()

    # acts ------------------------------------------------------------------------------------
    def signer(self) -> str:
        """The name under what is drawn: of who is signed in, or as it is written here."""
        person = self._desk.hub.person
        own = person.signed_name if person else ""
        return (self.name.text.strip() or own) if self.role in NAMED else own

    def _on_stroke(self, place: int, stroke: Stroke) -> None:
        self._desk.run(draw_stroke, self.role, place, stroke, self.signer())

    def _on_typed_left(self) -> None:
        # Not at once: the press that left the field may begin a stroke, and nothing moves then.
        strokes = self.pad.strokes

        def keep() -> None:
            if self.pad.strokes == strokes:
                self._keep_typed()

        QTimer.singleShot(0, self, keep)

    def _keep_typed(self) -> None:
        signature, words = self._signature, self.typed.text.strip()
        kept = signature.typed if signature else ""
        if self.can_sign and words and words != kept and not self.pad.is_drawing:
            self._desk.run(type_name, self.role, words, self.signer())

    def _on_type(self) -> None:
        self.typed.show()
        if not self.typed.text:
            self.typed.set_text(self.signer())
        self.typed.edit.selectAll()
        self.typed.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sign(self) -> None:
        if self.role is SignerRole.INTERPRETER and not self.name.text.strip():
            self.name.show_error(self.tr("Write the name."))
            self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.typed.isHidden():
            self._keep_typed()
        if not is_drawn(self._signature, self._desk.records.rules.policy):
            self.state.setText(self.tr("Sign in the field first, or type the name."))
            set_tone(self.state, "danger")
            announce(self, self.state.text(), assertive=True)
            return
        name = self.name.text.strip() if self.role in NAMED else ""
        self._desk.run(sign_consent, self.role, name)

    def _on_clear(self) -> None:
        self._ask.hide()
        self.typed.set_text("")
        self.typed.hide()
        self._desk.run(clear_signature, self.role)

    def _on_take_back(self) -> None:
        if self.role not in PATIENTS_ROLES:
            self._on_clear()
            return
        self.take_back.hide()
        self._ask.open()

    def _close_ask(self) -> None:
        self._ask.hide()
        self.take_back.show()
        self.take_back.setFocus(Qt.FocusReason.OtherFocusReason)
