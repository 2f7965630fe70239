"""The editor of one site, fixed in the panel so that it covers no neighbour."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import tzinfo
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from clinicapp.domain.errors import InputError
from clinicapp.domain.session import Session, SiteRecord, reason_label
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import check_site_units, parse_units, show_units
from clinicapp.domain.volumes import volume_of
from clinicapp.ui.announce import announce
from clinicapp.ui.pages.panel_scroll import editor_layout
from clinicapp.ui.pages.place_part import PlacePart
from clinicapp.ui.pages.session_summary import Summary
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.dose_field import DoseField
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.labels import ElidedLabel, keep_room, label, set_tone
from clinicapp.ui.widgets.layouts import column, holder, row, rule

STEP = Decimal("0.5")


class SiteInspector(QFrame):
    """Dose, omission and note of one site; every act is saved as it is made."""

    give_wanted = Signal(str)
    dose_wanted = Signal(str, object)
    omit_wanted = Signal(str, str, str)
    restore_wanted = Signal(str)
    note_wanted = Signal(str, str)
    passed = Signal(str)  # what was begun at a site with a key is done
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setObjectName("site_inspector")
        self.site_id = ""
        self._session: Session | None = None
        self._shown = ""
        self.summary = Summary()
        self._name = ElidedLabel("", "title2")
        self._state = label("", "label", "text_2", wrap=True)
        self._landmark = label("", "caption", "text_3", wrap=True)
        self._past = label("", "caption", "text_2", wrap=True, selectable=True)
        self._past.setObjectName("site_past")
        self._close = button("", "quiet", icon="x", bulk="icon", tip=self.tr("Close (Esc)"))
        self._close.setObjectName("close_inspector")
        self._build_dose()
        self._build_reasons()
        self._build_acts()
        self.place = PlacePart()
        self._lay_out()
        self._connect()

    def _build_dose(self) -> None:
        self._less = button("", "secondary", icon="minus", bulk="icon", tip=self.tr("Less"))
        self._more = button("", "secondary", icon="plus", bulk="icon", tip=self.tr("More"))
        self._less.setObjectName("dose_less")
        self._more.setObjectName("dose_more")
        self.dose = DoseField()
        self.dose.setObjectName("dose_field")
        self.dose.setAccessibleName(self.tr("Dose in units"))
        self.dose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.dose.setMaxLength(8)
        self._volume = label("", "label", "text_2")
        self.quick = ChoiceChips(name=self.tr("Usual doses"), can_clear=False, gap=4)
        self.quick.setObjectName("quick_doses")
        self._pinned = label(
            self.tr("Changed by hand: a new default leaves it alone."),
            "caption",
            "text_2",
            wrap=True,
        )
        # What comes and goes under the pointer must not push the chips about.
        keep_room(self._pinned)
        self._fault = label("", "label", "danger", wrap=True)
        self._fault.setObjectName("dose_fault")
        self._fault.hide()

    def _build_reasons(self) -> None:
        self._reason_title = label(self.tr("Omit, because"), "strong")
        self.reasons = ChoiceChips(
            name=self.tr("Omit, because"), can_clear=False, gap=4, has_digits=True
        )
        self.reasons.setObjectName("omission_reasons")
        self._note = QLineEdit()
        self._note.setObjectName("site_note")
        self._note.setPlaceholderText(self.tr("Note for this site"))
        self._note.setAccessibleName(self.tr("Note for this site"))

    def _build_acts(self) -> None:
        self._back = FittingButton("secondary", icon="rotate-ccw")
        self._back.set_words(self.tr("Take back"))
        self._back.setObjectName("take_back")
        self._give = FittingButton("primary")
        self._give.setObjectName("give_site")
        self._finish = button(self.tr("Done"), "primary")
        self._finish.setObjectName("inspector_done")

    def _lay_out(self) -> None:
        head = row(holder(column(self._name, self._state, gap=2)), self._close, gap=8)
        head.setStretch(0, 1)
        stepper = row(self._less, self.dose, label(self.tr("units"), "body"), self._more, gap=8)
        stepper.setStretch(1, 1)
        self._omission = holder(column(self._reason_title, self.reasons, gap=8))
        middle = column(
            stepper,
            row(self._volume, None, gap=8),
            self.quick,
            self._pinned,
            self._fault,
            rule(),
            self._omission,
            self._note,
            self._past,
            self.place,
            self._landmark,
            None,
            gap=6,
            margins=(14, 10, 14, 10),
        )
        foot = row(self._back, None, self._give, self._finish, gap=8, margins=(16, 10, 16, 10))
        top = column(head, margins=(16, 10, 8, 10))
        self.setLayout(editor_layout(self.summary, top, middle, foot))

    def _connect(self) -> None:
        self._less.clicked.connect(lambda: self._step(-STEP))
        self._more.clicked.connect(lambda: self._step(STEP))
        self.quick.chosen.connect(lambda code: self._choose_dose(Decimal(code)))
        self.dose.textChanged.connect(self._on_dose_text_changed)
        self.dose.editingFinished.connect(self._on_dose_typed)
        self.dose.entered.connect(self._on_dose_entered)
        self.reasons.chosen.connect(self._on_reason)
        self._note.editingFinished.connect(self._on_note)
        self._back.clicked.connect(lambda: self.restore_wanted.emit(self.site_id))
        self._give.clicked.connect(self._on_give)
        self._finish.clicked.connect(self._on_done)
        self._close.clicked.connect(self._on_done)

    # showing ---------------------------------------------------------------------------------
    def show_site(self, session: Session, site_id: str, performer: str, zone: tzinfo) -> None:
        """Show one site of a session; filling the fields sends nothing."""
        is_other = site_id != self.site_id or self._session is None
        is_protocol_new = self._session is None or self._session.protocol != session.protocol
        if is_other:
            self.dose.is_passing = False
        self._session, self.site_id = session, site_id
        record = session.site(site_id)
        if is_protocol_new:
            self._offer(session)
        self.summary.show_totals(total_of(session))
        self._name.set_full_text(session.name(site_id))
        self._state.setText(self._state_words(session, record, performer, zone))
        self._landmark.setText(session.protocol.site(site_id).landmark)
        self.reasons.choose(record.omission_reason)
        is_open = session.is_open
        self._omission.setVisible(not record.is_extra and (is_open or record.is_omitted))
        self.reasons.setEnabled(is_open)
        self._note.setReadOnly(not is_open)
        for widget in (self.dose, self._less, self._more, self.quick):
            widget.setEnabled(is_open and not record.is_omitted)
        self._give.setVisible(is_open and record.is_planned)
        self._finish.set_kind("secondary" if record.is_planned else "primary")
        self._back.setVisible(is_open and (not record.is_planned or record.is_extra))
        was_shown, self._shown = self._shown, show_units(record.units)
        # What was typed and not taken stays: it must not turn into another dose unseen.
        if is_other or was_shown != self._shown or not self._has_typed_dose:
            self.reset()
        self._on_dose_text_changed()
        if is_other or not self._note.hasFocus():
            self._note.setText(record.note)
        self.place.show_site(session, record)
        self._show_volume(record.units)
        self._pinned.setVisible(record.is_pinned and not record.is_omitted)

    def show_past(self, lines: Iterable[str]) -> None:
        """Tell what was done here before, and what came after it."""
        self._past.setText("\n".join(lines))
        self._past.setVisible(bool(self._past.text()))

    @property
    def _has_typed_dose(self) -> bool:
        return self.dose.isEnabled() and self.dose.text().strip() != self._shown

    def _say_give(self) -> None:
        """Say which dose is given: the typed one, where it may stand, is taken over first."""
        if self._session is None:
            return
        units = self._shown
        with suppress(InputError):
            units = show_units(self._allowed(parse_units(self.dose.text()), self._session))
        self._give.set_wordings(
            self.tr("Give {units} units").format(units=units),
            self.tr("Give {units}").format(units=units),
        )

    def _on_dose_text_changed(self) -> None:
        # While another dose is typed, the usual one that stands there can be chosen again.
        self.quick.choose("" if self._has_typed_dose else self._shown)
        self._say_give()

    def _allowed(self, units: Decimal, session: Session) -> Decimal:
        return check_site_units(units, self.site_id, session.protocol.site_units_max)

    def reset(self) -> None:
        """Drop the dose that was typed."""
        self.dose.setText(self._shown)
        self._show_fault("")

    def start_typing(self, text: str) -> bool:
        """Put a first digit into the dose field and go on from there; an omitted site has none."""
        if not self.dose.isEnabled():
            return False
        self.dose.is_passing = True
        self.dose.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.dose.setText(text)
        return True

    def ask_reason(self) -> None:
        """Take the keyboard to the reasons for omitting the site, each with its digit."""
        self.dose.is_passing = True
        self.reasons.take_keyboard()

    def _offer(self, session: Session) -> None:
        doses = [show_units(u) for u in session.protocol.quick_units]
        self.quick.set_choices([(d, d) for d in doses])
        self.reasons.set_choices([(r.code, r.label) for r in session.protocol.omission_reasons])

    def _state_words(
        self, session: Session, record: SiteRecord, performer: str, zone: tzinfo
    ) -> str:
        if record.is_given and record.performed_at:
            local = record.performed_at.astimezone(zone)
            words = self.tr("{id} · given {time} by {name}").format(
                id=record.site_id, time=f"{local:%H:%M:%S}", name=performer
            )
        elif record.is_omitted:
            reason = reason_label(session.protocol.omission_reasons, record.omission_reason)
            words = self.tr("{id} · omitted: {reason}").format(id=record.site_id, reason=reason)
        else:
            words = self.tr("{id} · planned").format(id=record.site_id)
        if record.is_extra:
            reason = reason_label(session.protocol.extra_reasons, record.extra_reason)
            words += " · " + self.tr("extra: {reason}").format(reason=reason)
        return words

    def _show_volume(self, units: Decimal) -> None:
        if self._session is None:
            return
        record = self._record()
        if record is None:
            return
        asked = replace(record, units=units)
        volume = show_units(volume_of(self._session, asked))
        default = show_units(self._session.default_units)
        self._volume.setText(
            self.tr("{ml} mL · default {units} units").format(ml=volume, units=default)
        )

    def _show_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        set_tone(self._fault, "danger")
        announce(self._fault, words, assertive=True)

    # user signals ----------------------------------------------------------------------------
    def _record(self) -> SiteRecord | None:
        # The field may tell of its last edit when the editor is closing or its site is gone.
        if self._session is None or not self._session.has_site(self.site_id):
            return None
        return self._session.site(self.site_id)

    def _step(self, by: Decimal) -> None:
        self._commit_dose()
        record = self._record()
        if record and record.units + by > 0:
            self._choose_dose(record.units + by)

    def _choose_dose(self, units: Decimal) -> None:
        """Ask for a dose instead of what was typed."""
        self.reset()
        self._ask_dose(units)

    def _ask_dose(self, units: Decimal) -> bool:
        """Ask for a dose that may stand at one site; else say why not, and keep what was typed."""
        record = self._record()
        if record is None or self._session is None:
            return False
        try:
            exact = self._allowed(units, self._session)
        except InputError as error:
            self._show_fault(str(error))
            return False
        self._show_fault("")
        if exact != record.units:
            self.dose_wanted.emit(self.site_id, exact)
        record = self._record()
        is_taken = record is not None and record.units == exact
        if is_taken:
            self.reset()
        return is_taken

    def _commit_dose(self) -> bool:
        """Send a typed dose; False while it is not the dose of the site, and stays."""
        if self._record() is None or not self._has_typed_dose:
            self._show_fault("")
            return True
        try:
            units = parse_units(self.dose.text())
        except InputError as error:
            self._show_fault(str(error))
            return False
        return self._ask_dose(units)

    def _on_dose_typed(self) -> None:
        if self._commit_dose():
            self.dose.selectAll()

    def _on_dose_entered(self) -> None:
        if self._commit_dose() and self._record():
            self.passed.emit(self.site_id)

    def _on_give(self) -> None:
        # While what was typed is not the dose of the site, no other dose is given in its place.
        if self._commit_dose():
            self.give_wanted.emit(self.site_id)

    def _on_reason(self, code: str) -> None:
        record = self._record()
        if code and record and code != record.omission_reason:
            self.omit_wanted.emit(self.site_id, code, self._note.text())
        record = self._record()
        if self.dose.is_passing and record and record.omission_reason == code:
            self.passed.emit(self.site_id)

    def _on_note(self) -> None:
        record = self._record()
        if record and self._note.text().strip() != record.note:
            self.note_wanted.emit(self.site_id, self._note.text())

    def commit(self) -> bool:
        """Send what was typed and not yet kept; False while a typed dose is not taken."""
        self._on_note()
        return self._commit_dose()

    def _on_done(self) -> None:
        # A typed dose is never dropped in silence: it is taken, or it stays.
        if self._commit_dose():
            self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_note()
            self.reset()
            self.done.emit()
        else:
            super().keyPressEvent(event)
