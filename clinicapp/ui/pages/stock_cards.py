"""How many vials of each product may be used, and what asks for attention."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.policy import Policy
from clinicapp.domain.stock import StockLine
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, row


class StockCard(QFrame):
    """One product: its usable vials in figures; low, expiring and expired as tags."""

    def __init__(self, line: StockLine, policy: Policy, day: date) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setObjectName(f"stock_{line.product.ndc}")
        usable = self.tr("vial usable") if line.usable == 1 else self.tr("vials usable")
        figure = row(
            label(str(line.usable), "title1", "text" if line.usable else "danger"),
            column(None, label(usable, "label", "text_2"), 6, gap=0),
            None,
            gap="s",
        )
        self.tags = [Tag(*words) for words in self._notices(line, policy, day)]
        name = label(line.product.name, "strong")
        told = row(column(None, name, figure, None, gap=0), gap="xl", margins=(16, 10, 16, 10))
        told.addLayout(column(None, *self.tags, None, gap="xs"))
        told.addStretch(1)
        self.setLayout(told)
        said = (line.product.name, str(line.usable), usable, *(t.text() for t in self.tags))
        self.setAccessibleName(", ".join(said))

    def _notices(self, line: StockLine, policy: Policy, day: date) -> list[tuple[str, str, str]]:
        found = []
        if line.is_low:
            words = self.tr("Low: fewer than {n}").format(n=policy.low_stock_vials)
            found.append((words, "warn", "triangle-alert"))
        if line.expiring:
            last = short_day(day + timedelta(days=policy.expiring_days))
            words = (
                self.tr("1 expires by {day}")
                if line.expiring == 1
                else self.tr("{n} expire by {day}")
            )
            found.append((words.format(n=line.expiring, day=last), "warn", "timer"))
        if line.expired:
            words = (
                self.tr("1 expired, set it aside")
                if line.expired == 1
                else self.tr("{n} expired, set them aside")
            )
            found.append((words.format(n=line.expired), "danger", "octagon-x"))
        return found


class StockCards(QWidget):
    """One card per product, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._line = row(gap="m")
        self.cards: list[StockCard] = []
        self._told: tuple[object, ...] = ()
        self.setLayout(self._line)

    def show_stock(self, lines: Sequence[StockLine], policy: Policy, day: date) -> None:
        """Show the stock as it is counted now."""
        if (tuple(lines), day) == self._told:
            return
        self._told = (tuple(lines), day)
        for old in self.cards:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [StockCard(line, policy, day) for line in lines]
        for made in self.cards:
            self._line.addWidget(made, 1)
        self.setVisible(bool(lines))
