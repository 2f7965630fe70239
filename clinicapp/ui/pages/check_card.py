"""The card of all checks before a signature: what is open first, with what mends it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.commands.session_facts import acknowledge
from clinicapp.domain.checks.all_checks import CHECKS
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Gate, Severity
from clinicapp.domain.people import Permission
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.check_words import CheckLine, Standing, check_lines, clear_count
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label
from clinicapp.ui.widgets.layouts import column, empty, holder, row, rule

HEAD, ROW, CLEAR_ROW = (18, 10, 14, 10), (18, 10, 14, 10), (18, 5, 14, 5)


class CheckRow(QFrame):
    """One open, taken or seen finding; a hold is answered by a reason typed here."""

    mend_wanted = Signal(object)  # Gate

    def __init__(self, hub: ChangeHub, case: Case, line: CheckLine) -> None:
        super().__init__()
        self.setObjectName("check_row")
        self._hub, self._session_id = hub, case.session.id
        self.line = line
        self.reason: TextField | None = None
        self.mend: Button | None = None
        icon, tone = _icon(line)
        words = column(label(line.title, "strong", wrap=True), gap=1)
        if line.detail:
            words.addWidget(label(line.detail, "label", "text_2", wrap=True))
        sign = Glyph(icon, tone)
        top = row(sign, holder(words), self._end(), gap="m")
        top.setStretch(1, 1)
        top.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        box = column(top, gap="s", margins=ROW)
        if self._may_take_on():
            box.addWidget(self._answer())
        self.setLayout(box)
        self.setAccessibleName(f"{line.title} {line.detail}")

    def _end(self) -> QWidget:
        line = self.line
        if line.standing is Standing.TAKEN:
            return Tag(self.tr("recorded"), "warn", "check")
        if line.standing is Standing.SEEN or line.finding is None:
            return Tag(self.tr("seen when signed"), "", "eye")
        gate = line.finding.gate
        self.mend = button(_MEND[gate](self), "secondary")
        self.mend.setObjectName(f"mend_{gate.value}")
        self.mend.clicked.connect(partial(self._on_mend, gate))
        return self.mend

    def _may_take_on(self) -> bool:
        finding = self.line.finding
        is_hold = finding is not None and finding.severity is Severity.HOLD
        is_open = self.line.standing is Standing.OPEN
        return is_hold and is_open and self._hub.may(Permission.ANSWER_HOLD)

    def _answer(self) -> QWidget:
        self.reason = TextField(self.tr("Or write why it is right here"))
        self.reason.edit.setObjectName("hold_reason")
        keep = button(self.tr("Record the reason"))
        keep.setObjectName("keep_reason")
        keep.clicked.connect(self._on_keep)
        self.reason.edit.returnPressed.connect(self._on_keep)
        line = row(self.reason, keep, gap="s", margins=(32, 0, 0, 0))
        line.setStretch(0, 1)
        line.setAlignment(keep, Qt.AlignmentFlag.AlignBottom)
        return holder(line)

    def _on_mend(self, gate: Gate, _checked: bool = False) -> None:
        self.mend_wanted.emit(gate)

    def _on_keep(self) -> None:
        finding, field = self.line.finding, self.reason
        if finding is None or field is None:
            return
        if not field.text.strip():
            field.show_error(self.tr("Write why, in a few words."))
            field.setFocus()
            return
        self._hub.run(acknowledge, self._session_id, finding.key, field.text)


class CheckCard(QFrame):
    """All checks by what they say; the clear ones are quiet."""

    mend_wanted = Signal(object)  # Gate

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._hub = hub
        self._lines: tuple[CheckLine, ...] = ()
        self.rows: list[CheckRow] = []
        self.tag = Tag()
        self._list = column(gap=0, margins=(0, 0, 0, 6))
        head = row(label(self.tr("Checks"), "title3"), None, self.tag, margins=HEAD)
        self.setLayout(column(holder(head), rule(), self._list, gap=0, margins=1))

    def show_case(self, case: Case) -> None:
        """Show what the checks say; a reason that is being typed stays."""
        lines = check_lines(case)
        clear = clear_count(lines)
        if clear == len(CHECKS):
            self.tag.show_tag(self.tr("All {n} clear").format(n=clear), "ok", "circle-check")
        else:
            words = self.tr("{n} open").format(n=len(CHECKS) - clear)
            self.tag.show_tag(words, "accent", "circle-dashed")
        if lines == self._lines:
            return
        typed = {r.line.title: r.reason.text for r in self.rows if r.reason}
        self._lines = lines
        self._rebuild(case)
        for made in self.rows:
            if made.reason:
                made.reason.set_text(typed.get(made.line.title, ""))

    def forget(self) -> None:
        """Let another session begin without what was typed for the last one."""
        self._lines, self.rows = (), []
        empty(self._list)

    def _rebuild(self, case: Case) -> None:
        empty(self._list)
        self.rows = []
        for line in self._lines:
            if line.standing is Standing.CLEAR:
                self._list.addWidget(_clear_row(line))
                continue
            made = CheckRow(self._hub, case, line)
            made.mend_wanted.connect(self.mend_wanted)
            self.rows.append(made)
            self._list.addWidget(made)
            self._list.addWidget(rule())


def _clear_row(line: CheckLine) -> QWidget:
    words = row(
        Glyph("circle-check", "ok", 18),
        label(line.title, "label"),
        ElidedLabel(line.detail, "label", "text_3"),
        gap="m",
        margins=CLEAR_ROW,
    )
    words.setStretch(2, 1)
    made = holder(words)
    made.setAccessibleName(f"{line.title} {line.detail}".strip())
    return made


def _icon(line: CheckLine) -> tuple[str, str]:
    finding = line.finding
    if line.standing is Standing.SEEN or finding is None:
        return "info", "text_2"
    if finding.severity is Severity.HOLD:
        return "triangle-alert", "warn"
    return ("circle-dashed", "accent_text") if finding.is_missing else ("octagon-x", "danger")


_MEND = {
    Gate.CONSENT: lambda w: w.tr("Consent"),
    Gate.TIME_OUT: lambda w: w.tr("Time-out"),
    Gate.SAFETY: lambda w: w.tr("Safety screen"),
    Gate.INTERVAL: lambda w: w.tr("Interval"),
    Gate.VIAL: lambda w: w.tr("To the vial"),
    Gate.DIAGNOSIS: lambda w: w.tr("Diagnosis"),
    Gate.OUTCOMES: lambda w: w.tr("Outcome scores"),
    Gate.SITES: lambda w: w.tr("To the diagram"),
    Gate.CHARGES: lambda w: w.tr("Charge lines"),
}
