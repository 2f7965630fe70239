"""The picture of the map on its way out of the program: to the clipboard, or into a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from clinicapp.commands.papers import map_handed_out
from clinicapp.config.files import write_atomically
from clinicapp.domain.errors import FileError
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.map_picture import MapPicture
from clinicapp.ui.diagram.picture_files import image_of, png_of, svg_of
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import show_in_menu
from clinicapp.ui.models.day_words import local_day

ChoosePicture = Callable[[QWidget, str], Path | None]
SVG_KIND = "image/svg+xml"


class MapOutput(QObject):
    """Copies or saves the map of the session shown; each is kept in the trail."""

    done = Signal(str)  # what was done, in a sentence

    def __init__(
        self,
        hub: ChangeHub,
        shown: Callable[[], Session | None],
        choose_file: ChoosePicture,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._hub, self._shown = hub, shown
        self._choose_file, self._page = choose_file, page
        self.copy_act = QAction(self.tr("Copy picture"), self)
        self.save_act = QAction(self.tr("Save picture…"), self)
        show_in_menu(self.copy_act, "copy_picture")
        show_in_menu(self.save_act, "save_picture")
        self.copy_act.triggered.connect(self.copy)
        self.save_act.triggered.connect(self.save)

    def offer_in(self, menu: QMenu) -> None:
        """Put both acts at the end of a menu."""
        menu.addSeparator()
        menu.addActions([self.copy_act, self.save_act])

    def copy(self) -> None:
        """Put the map on the clipboard, as an image and as a drawing."""
        session = self._shown()
        if session is not None and self._hub.ask(self._copied, session):
            self.done.emit(self.tr("The picture was copied. It names no patient."))

    def save(self) -> None:
        """Save the map where the user chooses, as PNG or SVG."""
        session = self._shown()
        if session is None:
            return
        # No patient's name: file names are seen by everybody, and synchronised anywhere.
        day = local_day(session.ended_at or session.started_at, self._hub.records.zone)
        path = self._choose_file(self._page, f"injection-map-{day.isoformat()}.png")
        if path is not None and self._hub.ask(self._saved, session, path):
            words = self.tr("Saved as {name} in {folder}. It names no patient.")
            self.done.emit(words.format(name=path.name, folder=path.parent))

    def _copied(self, session: Session) -> bool:
        picture = self._picture(session)
        content = QMimeData()
        content.setImageData(image_of(picture))
        content.setData(SVG_KIND, svg_of(picture))
        self._keep(session, "copied", "png, svg")
        QGuiApplication.clipboard().setMimeData(content)
        return True

    def _saved(self, session: Session, path: Path) -> bool:
        kind, picture = path.suffix.lower(), self._picture(session)
        if kind not in (".png", ".svg"):
            raise FileError(
                "A picture is saved as PNG or SVG.", remedy="Let its name end in .png or .svg."
            )
        content = svg_of(picture) if kind == ".svg" else png_of(image_of(picture))
        write_atomically(path, content)
        self._keep(session, "saved", kind[1:])
        return True

    def _picture(self, session: Session) -> MapPicture:
        return MapPicture(session, self._hub.records.zone)

    def _keep(self, session: Session, how: str, kind: str) -> None:
        map_handed_out(self._hub.records, session.id, how, kind, act=self._hub.act())
