"""What the history page says in words: a session, how two differ, or the sums of all visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.people import Practitioner
from clinicapp.domain.protocol import Muscle, Protocol
from clinicapp.domain.session import Session
from clinicapp.domain.site_history import SiteSum
from clinicapp.domain.units import ZERO
from clinicapp.ui.models.history_words import difference_lines, sum_words
from clinicapp.ui.models.session_words import sum_words as sum_of_units
from clinicapp.ui.pages.panel_scroll import panel_scroll
from clinicapp.ui.pages.session_facts import SessionFacts
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row

LINES = 5


class HistoryPanel(QFrame):
    """Beside the diagram, or under two of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._site_name = label("", "strong", wrap=True)
        self._site_lines = label("", "body", "text_2", wrap=True, selectable=True)
        self._site_lines.setObjectName("site_history")
        site = column(self._site_name, self._site_lines, gap="xxs")
        self._site = card(site, "accent", (14, 10, 14, 10))
        self._site_box = holder(column(self._site, margins=(12, 12, 12, 0)))
        self.muscles: list[QWidget] = []
        self.facts = SessionFacts()
        self.facts.stack()
        self.title = label("", "title3", wrap=True)
        self.text = label("", "body", "text_2", wrap=True, selectable=True)
        self.text.setObjectName("history_words")
        self._more = label("", "body", "text_2", wrap=True, selectable=True)
        self._muscles = column(gap="s")
        words = row(self.text, self._more, gap="xl")
        told = column(self.title, words, self._muscles, gap="xs", margins=(16, 12, 16, 12))
        for part in (self.text, self._more):
            words.setAlignment(part, Qt.AlignmentFlag.AlignTop)
            words.setStretch(words.indexOf(part), 1)
        self._told = holder(told)
        content = column(self._site_box, self.facts, self._told, None, gap=0)
        self.scroller = panel_scroll(content)
        self.scroller.setObjectName("history_scroll")
        self.scroller.setAccessibleName(self.tr("History in words"))
        self.scroller.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # it is read by its own keys
        self.setLayout(column(self.scroller, margins=1))
        self.show_site("", ())

    def show_site(self, name: str, lines: Iterable[str]) -> None:
        """Tell the history of a site; without a name of none."""
        self._site_name.setText(name)
        self._site_lines.setText("\n".join(lines) or self.tr("Not given so far"))
        self._site_box.setVisible(bool(name))

    def show_session(
        self,
        session: Session,
        people: Mapping[UUID, Practitioner],
        zone: ZoneInfo,
        *,
        may_record: bool,
    ) -> None:
        """Tell one session."""
        self.facts.show_session(session, people, zone, may_record=may_record)
        self._turn_to(is_session=True)

    def show_differences(self, before: Session, after: Session, title: str) -> None:
        """Tell what the later of two sessions did otherwise."""
        told = difference_lines(before, after)
        self.title.setText(title)
        # As many as fit under two diagrams; more stand in two columns.
        first = len(told) if len(told) <= LINES else (len(told) + 1) // 2
        self.text.setText("\n".join(told[:first]) or self.tr("Every site was treated alike."))
        self._more.setText("\n".join(told[first:]))
        self.text.show()
        self._more.setVisible(first < len(told))
        self._show_muscles(())
        self._turn_to(is_session=False)

    def show_sums(self, sums: Mapping[str, SiteSum], protocol: Protocol) -> None:
        """Tell what every site got in all, muscle by muscle."""
        self.title.setText(self.tr("{units} units in all").format(units=_units(sums.values())))
        self.text.hide()
        self._more.hide()
        found = []
        for muscle in protocol.muscles:
            own = [s for s in sums.values() if s.site.muscle == muscle.code]
            if own:
                words = self.tr("{muscle} · {units} units")
                title = words.format(muscle=muscle.name, units=_units(own))
                found.append((title, [_line(s, muscle) for s in own]))
        self._show_muscles(found)
        self._turn_to(is_session=False)

    def _show_muscles(self, told: Iterable[tuple[str, list[str]]]) -> None:
        for old in self.muscles:
            self._muscles.removeWidget(old)
            old.hide()  # it lives until the event loop comes round
            old.deleteLater()
        self.muscles = []
        for title, lines in told:
            text = label("\n".join(lines), "body", "text_2", wrap=True, selectable=True)
            made = holder(column(label(title, "strong"), text, gap="xxs"))
            made.setAccessibleName(title)
            self.muscles.append(made)
            self._muscles.addWidget(made)

    def _turn_to(self, *, is_session: bool) -> None:
        self.facts.setVisible(is_session)
        self._told.setVisible(not is_session)


def _units(found: Iterable[SiteSum]) -> str:
    return sum_of_units(sum((s.units for s in found), ZERO))


def _line(found: SiteSum, muscle: Muscle) -> str:
    """A site under its muscle's name: "Left 1: 45 units over 9 visits"."""
    name = found.name.removeprefix(muscle.name).strip(" ,")
    return f"{name[:1].upper()}{name[1:]}: {sum_words(found)}"
