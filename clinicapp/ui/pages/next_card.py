"""What one act would give now: the next site in order, or the sites that were chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.units import ZERO, show_units
from clinicapp.domain.volumes import volume_in
from clinicapp.ui.diagram.bounce import BounceGuard
from clinicapp.ui.keymap import show_key
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.dose_model import Chosen
from clinicapp.ui.widgets.labels import ElidedLabel
from clinicapp.ui.widgets.layouts import column, holder, row


class NextCard(QFrame):
    """Names the sites and their dose, gives them, and opens the editor of a single one."""

    give_wanted = Signal(object)  # site ids
    edit_wanted = Signal(str)

    def __init__(self, guard: BounceGuard) -> None:
        super().__init__()
        self.setProperty("card", "accent")
        self._guard = guard
        self._sites: tuple[str, ...] = ()
        self._head = ElidedLabel("", "caption", "accent_text")
        self._name = ElidedLabel("", "strong")
        self._edit = button(
            "", "quiet", icon="pen-line", bulk="icon", tip=self.tr("Edit this site")
        )
        self._edit.setObjectName("edit_next")
        self._give = button(self.tr("Give"), "secondary")
        show_key(self._give, self.tr("Give this now"), "give_site")
        self._give.setObjectName("give_next")
        words = holder(column(None, self._head, self._name, None, gap=1))
        content = row(words, self._edit, self._give, gap=4)
        content.setStretch(0, 1)
        self._content = content
        self._is_bare = False
        self.setLayout(content)
        self.set_bare(False)
        self._give.clicked.connect(self._on_give)
        self._edit.clicked.connect(self._on_edit)

    def set_bare(self, bare: bool) -> None:
        """Leave the editor's button out where the name would have no room."""
        self._is_bare = bare
        self._edit.setVisible(not bare)
        self._content.set_margins((10, 2, 4, 2) if bare else (14, 6, 6, 6))

    @property
    def head(self) -> str:
        """The line over the name: what is offered, and its dose."""
        return self._head.full_text

    @property
    def name(self) -> str:
        """What is named: a site, or what was chosen and how many sites that is."""
        return self._name.full_text

    def show_next(self, session: Session, chosen: Chosen) -> None:
        """Show the chosen planned sites, or else the next planned site."""
        picked = chosen.planned_in(session) if chosen.muscle else ()
        sites: Sequence[SiteRecord] = picked or session.planned[:1]
        self.setVisible(bool(sites))
        self._sites = tuple(s.site_id for s in sites)
        if not sites:
            return
        units = sum((s.units for s in sites), ZERO)
        volume = show_units(volume_in(session, sites))
        dose = self.tr("{units} units, {ml} mL").format(units=show_units(units), ml=volume)
        if picked:
            self._say(
                self.tr("Chosen · {dose}").format(dose=dose), self._chosen_words(session, chosen)
            )
        else:
            head = self.tr("Next · {dose} · {view}")
            self._say(
                head.format(dose=dose, view=self._view_words(session)),
                session.name(self._sites[0]),
            )
        self._edit.setVisible(not picked and not self._is_bare)

    def _say(self, head: str, name: str) -> None:
        for part, words in ((self._head, head), (self._name, name)):
            if part.full_text != words:
                part.set_full_text(words)

    def _chosen_words(self, session: Session, chosen: Chosen) -> str:
        sides = {
            "left": self.tr("{muscle} left"),
            "right": self.tr("{muscle} right"),
            "midline": self.tr("{muscle} midline"),
        }
        where = sides.get(chosen.side, "{muscle}")
        muscle = where.format(muscle=session.protocol.muscle(chosen.muscle).name)
        return self.tr("{muscle}, {n} planned").format(muscle=muscle, n=len(self._sites))

    def _on_give(self) -> None:
        # The card shows the next site at once: a bounced click would give that one too.
        if self._guard.lets("give"):
            self.give_wanted.emit(self._sites)

    def _on_edit(self) -> None:
        if self._sites:
            self.edit_wanted.emit(self._sites[0])

    def _view_words(self, session: Session) -> str:
        words = {
            "front": self.tr("front"),
            "back": self.tr("back view"),
            "left": self.tr("left side"),
            "right": self.tr("right side"),
        }
        return words[session.protocol.site(self._sites[0]).view]
