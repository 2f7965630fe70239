"""The syringe plan: how many syringes, which sites from each, what is left in the one in hand."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from clinicapp.domain.checks.case import Case
from clinicapp.domain.syringes import Syringe, SyringePlan, syringe_plan
from clinicapp.domain.units import show_units
from clinicapp.ui.models.vial_words import ml_words
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.labels import Glyph, label, set_tone
from clinicapp.ui.widgets.layouts import column, row

HUNDREDTH = Decimal("0.01")


class SyringeLine(QFrame):
    """One syringe: what to draw up and for which sites."""

    def __init__(self, syringe: Syringe, lot: str, *, is_in_hand: bool) -> None:
        super().__init__()
        self.setObjectName(f"syringe_{syringe.number}")
        self.setProperty("card", "accent" if is_in_hand else "sunken")
        self.title = label(self._title(syringe, lot), "strong", code=True, wrap=True)
        given = [d.site_id for d in syringe.doses if d.is_given]
        to_give = [d.site_id for d in syringe.doses if not d.is_given]
        self.hold = Tag(self._left(syringe), "accent")
        parts: list[QWidget] = [self.title, self.hold]
        for words, ids, tone in (
            (self.tr("To give: {sites}"), to_give, "accent_text"),
            (self.tr("Given: {sites}"), given, "text_2"),
        ):
            if ids:
                parts.append(_sites(words.format(sites=", ".join(ids)), tone))
        body = column(*parts, gap="xxs")
        line = row(Glyph("syringe", "accent_text" if is_in_hand else "text_2", 20), body, gap="s")
        line.setStretch(1, 1)
        line.set_margins((12, 8, 12, 8))
        self.setLayout(line)
        # Not before: without a parent it would be shown as a window of its own.
        self.hold.setVisible(is_in_hand)
        self.setAccessibleName(self.title.text())

    def _title(self, syringe: Syringe, lot: str) -> str:
        words = self.tr("{n}: draw up {units} units, {ml}")
        told = words.format(
            n=syringe.number, units=show_units(syringe.drawn), ml=_about(syringe.drawn_ml)
        )
        if syringe.spare:
            over = self.tr("{units} over").format(units=show_units(syringe.spare))
            told = f"{told} ({over})"
        if syringe.is_overfull:
            told = f"{told}, {self.tr('more than it holds')}"
        return f"{told}, {lot}" if lot else told

    def _left(self, syringe: Syringe) -> str:
        words = self.tr("should hold {units} units, {ml}")
        return words.format(units=show_units(syringe.left), ml=_about(syringe.left_ml))


class SyringeList(QWidget):
    """All syringes of a session, the one in hand in the fore."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "strong")
        self.assumed = label("", "label", "text_3", wrap=True)
        self.lines: list[SyringeLine] = []
        self._plan: tuple[SyringePlan, tuple[str, ...]] | None = None
        self._list = column(gap="xs")
        self.setLayout(column(self.title, self.assumed, self._list, gap="s"))

    def show_plan(self, case: Case) -> None:
        """Work the plan out for a case, and show it."""
        plan = syringe_plan(case.session, case.vials, case.rules.policy.syringe_ml)
        lots = {v.id: v.label.lot_number for v in case.vials}
        names = tuple(lots.values())
        if self._plan == (plan, names):
            return
        self._plan = plan, names
        self._say(plan, case.rules.policy.syringe_ml)
        for old in self.lines:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        in_hand = plan.in_hand if case.session.is_open else None
        tells_lot = len(lots) > 1
        self.lines = [
            SyringeLine(
                s,
                lots.get(s.vial_id, "") if tells_lot and s.vial_id else "",
                is_in_hand=s is in_hand,
            )
            for s in plan.syringes
        ]
        for line in self.lines:
            self._list.addWidget(line)
            line.show()
        self.setVisible(bool(plan.syringes))

    def _say(self, plan: SyringePlan, syringe_ml: Decimal) -> None:
        count = len(plan.syringes)
        words = self.tr("1 syringe of {ml}") if count == 1 else self.tr("{n} syringes of {ml}")
        self.title.setText(words.format(n=count, ml=ml_words(syringe_ml)))
        is_assumed = any(s.is_assumed for s in plan.syringes)
        self.assumed.setText(
            self.tr("The strength of the protocol, while no vial is reconstituted.")
        )
        self.assumed.setVisible(is_assumed)
        set_tone(self.assumed, "warn")


def _about(ml: Decimal) -> str:
    return ml_words(ml.quantize(HUNDREDTH))


def _sites(text: str, tone: str) -> QLabel:
    # A site's name is never broken at its hyphen; a screen reader hears the plain name.
    made = label(text.replace("-", "\u2011"), "caption", tone, wrap=True)
    made.setAccessibleName(text)
    return made
