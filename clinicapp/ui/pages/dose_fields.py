"""One dose for several sites: typed, stepped, or one of the usual ones."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from clinicapp.domain.errors import InputError
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.units import check_site_units, parse_units, show_units
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, row

STEP = Decimal("0.5")


class DoseFields(QWidget):
    """Shows the dose that stands at all sites, or from which to which; asks for another one."""

    dose_wanted = Signal(object)  # Decimal
    dose_edited = Signal()  # `typed` tells what the field holds now

    def __init__(self) -> None:
        super().__init__()
        self._doses: tuple[Decimal, ...] = ()
        self._protocol: Protocol | None = None
        self.title = label("", "strong")
        self._less = button("", "secondary", icon="minus", bulk="icon", tip=self.tr("Less"))
        self._more = button("", "secondary", icon="plus", bulk="icon", tip=self.tr("More"))
        self._less.setObjectName("all_less")
        self._more.setObjectName("all_more")
        self.field = QLineEdit()
        self.field.setObjectName("all_doses")
        self.field.setAccessibleName(self.tr("Dose in units, at each selected site"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setMaxLength(8)
        self.quick = ChoiceChips(name=self.tr("Usual doses"), can_clear=False, gap=4)
        self._fault = label("", "label", "danger", wrap=True)
        self._fault.setObjectName("all_doses_fault")
        self._fault.hide()
        stepper = row(self._less, self.field, label(self.tr("units"), "body"), self._more, gap=8)
        stepper.setStretch(1, 1)
        usual = row(self.title, self.quick, gap=8)
        usual.setStretch(1, 1)
        self.setLayout(column(usual, stepper, self._fault, gap=6))
        self._less.clicked.connect(lambda: self._step(-STEP))
        self._more.clicked.connect(lambda: self._step(STEP))
        self.quick.chosen.connect(lambda code: self._choose(Decimal(code)))
        self.field.textChanged.connect(self._on_text_changed)
        self.field.editingFinished.connect(self.commit)

    def show_doses(self, doses: tuple[Decimal, ...], protocol: Protocol) -> None:
        """Show the different doses that stand there, smallest first; none can be changed."""
        if protocol != self._protocol:
            self._protocol = protocol
            usual = [show_units(u) for u in protocol.quick_units]
            self.quick.set_choices([(u, u) for u in usual])
        is_new, self._doses = doses != self._doses, doses
        self.field.setPlaceholderText(self._between())
        self.field.setEnabled(bool(doses))
        self.quick.setEnabled(bool(doses))
        self._less.setEnabled(len(doses) == 1)
        self._more.setEnabled(len(doses) == 1)
        # What was typed and not taken stays: it must not turn into another dose unseen.
        if is_new or not self._is_typed:
            self.reset()
        self._light_usual()

    def reset(self) -> None:
        """Drop what was typed."""
        self.field.setText(self._shown)
        self._say_fault("")

    def start_typing(self, text: str) -> None:
        """Put a first digit into the field and go on from there."""
        if self.field.isEnabled():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.setText(text)

    def commit(self) -> bool:
        """Ask for what was typed; False while that is not the dose of all, and it stays."""
        if not self.field.isEnabled() or not self._is_typed:
            self._say_fault("")
            return True
        try:
            units = parse_units(self.field.text())
        except InputError as error:
            self._say_fault(str(error))
            return False
        return self._ask(units)

    @property
    def typed(self) -> Decimal | None:
        """The dose that was typed and not yet taken, if it may stand at a site."""
        try:
            return self._allowed(parse_units(self.field.text())) if self._is_typed else None
        except InputError:
            return None

    @property
    def _is_typed(self) -> bool:
        return self.field.text().strip() != self._shown

    @property
    def _shown(self) -> str:
        """The dose in the field: none where several stand there."""
        return show_units(self._doses[0]) if len(self._doses) == 1 else ""

    def _between(self) -> str:
        if len(self._doses) < 2:
            return ""
        least, most = show_units(self._doses[0]), show_units(self._doses[-1])
        return self.tr("{least} to {most}").format(least=least, most=most)

    def _step(self, by: Decimal) -> None:
        self.commit()
        if len(self._doses) == 1 and self._doses[0] + by > 0:
            self._choose(self._doses[0] + by)

    def _choose(self, units: Decimal) -> None:
        """Ask for a dose instead of what was typed."""
        self.reset()
        self._ask(units)

    def _ask(self, units: Decimal) -> bool:
        """Ask for a dose that may stand at a site; else say why not, and keep what was typed."""
        try:
            exact = self._allowed(units)
        except InputError as error:
            self._say_fault(str(error))
            return False
        self._say_fault("")
        if self._doses != (exact,):
            self.dose_wanted.emit(exact)
        is_taken = self._doses == (exact,)
        if is_taken:
            self.reset()
        return is_taken

    def _light_usual(self) -> None:
        # While another dose is typed, the usual one that stands there can be chosen again.
        self.quick.choose("" if self._is_typed else self._shown)

    def _on_text_changed(self) -> None:
        self._light_usual()
        self.dose_edited.emit()

    def _allowed(self, units: Decimal) -> Decimal:
        most = self._protocol.site_units_max if self._protocol else units
        return check_site_units(units, self.tr("Each site"), most)

    def _say_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
