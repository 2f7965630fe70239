"""The card of how a consent ends without a signature, or is taken back after one."""

from __future__ import annotations

from clinicapp.commands.consent_endings import (
    decline_consent,
    mark_consent_as_error,
    postpone_consent,
    withdraw_signed_consent,
)
from clinicapp.domain.consent.record import ConsentKind
from clinicapp.ui.pages.consent_card import ConsentCard, InlineForm
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.layouts import holder


class EndCard(ConsentCard):
    """Decline, not today, begun by mistake while it is open; the withdrawal of a signed one."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self._make_forms()
        line = FlowLayout()
        self.acts: dict[str, Button] = {}
        for code, words in (
            ("decline", self.tr("The patient declines…")),
            ("postpone", self.tr("Not today…")),
            ("mistake", self.tr("Begun by mistake…")),
            ("withdraw", self.tr("The patient withdraws it…")),
        ):
            act = button(words)
            act.setObjectName(f"open_{code}")
            self.acts[code] = act
            line.addWidget(act)
            act.clicked.connect(lambda _checked=False, code=code: self._open(code))
        self.build(self.tr("End without a signature"), "", holder(line), *self.forms.values())

    def _make_forms(self) -> None:
        self.said_by, self.reason = {}, {}
        for code in ("decline", "postpone", "mistake", "withdraw"):
            self.said_by[code] = TextField(self.tr("Who said it"))
            self.said_by[code].edit.setObjectName(f"{code}_said_by")
            self.reason[code] = TextField(self.tr("What was said"))
            self.reason[code].edit.setObjectName(f"{code}_reason")
        for code in ("decline", "postpone"):
            self.reason[code].set_name(self.tr("What was said, if anything"))
        self.reason["mistake"].set_name(self.tr("What went wrong"))
        who = self.tr("Write the name.")
        self.forms = {
            "decline": self._form(
                "decline",
                self.tr("The patient says no. No session can be signed on this consent."),
                self.tr("Record that the patient declines"),
                ((self.reason["decline"], ""), (self.said_by["decline"], who)),
            ),
            "postpone": self._form(
                "postpone",
                self.tr("The patient does not decide today. A new consent can be taken any day."),
                self.tr("Record: not today"),
                ((self.reason["postpone"], ""), (self.said_by["postpone"], who)),
            ),
            "mistake": self._form(
                "mistake",
                self.tr("This consent was begun by mistake. It is kept with the reason."),
                self.tr("Mark as entered in error"),
                ((self.reason["mistake"], self.tr("Write what went wrong.")),),
            ),
            "withdraw": self._form(
                "withdraw",
                self.tr("From now on no session can be signed on this consent."),
                self.tr("Record the withdrawal"),
                (
                    (self.reason["withdraw"], self.tr("Write what was said.")),
                    (self.said_by["withdraw"], who),
                ),
            ),
        }

    def _form(
        self, code: str, sentence: str, act: str, fields: tuple[tuple[TextField, str], ...]
    ) -> InlineForm:
        made = InlineForm(code, sentence, act, fields)
        made.confirmed.connect(lambda: self._send(code))
        made.dismissed.connect(self.fold)
        return made

    def show_file(self, consent_file: ConsentFile) -> None:
        consent, may = consent_file.consent, self.desk.may_take()
        is_course = consent.kind is ConsentKind.COURSE
        can_withdraw = consent.is_signed and is_course and consent.withdrawal is None
        offered = {
            "decline": consent.is_open,
            "postpone": consent.is_open,
            "mistake": consent.is_open,
            "withdraw": can_withdraw,
        }
        for code, act in self.acts.items():
            act.setVisible(offered[code] and may)
            if not (offered[code] and may):
                self.forms[code].hide()
        self.setVisible(may and any(offered.values()))
        title = self.tr("End without a signature")
        self.set_title(self.tr("Withdrawal") if can_withdraw else title)

    def forget(self) -> None:
        for field in (*self.said_by.values(), *self.reason.values()):
            field.set_text("")
        for form in self.forms.values():
            form.hide()

    def fold(self) -> bool:
        opened = [code for code, form in self.forms.items() if not form.isHidden()]
        for code in opened:
            self.forms[code].hide()
            self.acts[code].setFocus()
        return bool(opened)

    def _open(self, code: str) -> None:
        consent_file = self.desk.file
        if consent_file is None:
            return
        for other, form in self.forms.items():
            form.setVisible(other == code)
        if not self.said_by[code].text:
            self.said_by[code].set_text(consent_file.signer)
        self.forms[code].open()

    def _send(self, code: str) -> None:
        said_by, reason = self.said_by[code].text, self.reason[code].text
        if code == "mistake":
            is_done = self.desk.run(mark_consent_as_error, reason)
        else:
            verbs = {
                "decline": decline_consent,
                "postpone": postpone_consent,
                "withdraw": withdraw_signed_consent,
            }
            is_done = self.desk.run(verbs[code], said_by, reason)
        if is_done:
            self.forms[code].hide()
