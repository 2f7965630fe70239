"""What is said while a site is spelled: what may follow, and why a letter leads nowhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.session import Session
from clinicapp.domain.spelling import Spelling
from clinicapp.ui.diagram.source import letters_by_muscle

EXTRA = "X"


def follow_words(session: Session, found: Spelling) -> str:
    """What the letters so far name, and what may follow: "Temporalis left: 1, 2, 3, 4"."""
    tr = QCoreApplication.translate
    sites = [session.protocol.site(i) for i in found.candidates]
    name = session.protocol.muscle(sites[0].muscle).name
    if len(found.typed) > 1:
        name = f"{name} {sites[0].side}"
    if EXTRA in found.typed:
        name = tr("diagram", "{name}, extra").format(name=name)
    words = {
        "L": tr("diagram", "L left"),
        "R": tr("diagram", "R right"),
        EXTRA: tr("diagram", "X extra"),
    }
    follows = ", ".join(words.get(letter, letter) for letter in found.follows)
    return tr("diagram", "{name}: {follows}").format(name=name, follows=follows)


def slip_words(session: Session, found: Spelling) -> str:
    """Why the letters lead nowhere, and what to type instead."""
    tr = QCoreApplication.translate
    typed = " ".join(found.typed)
    if EXTRA in found.typed:
        words = tr("diagram", "{typed} is not in this session. Add the extra site first.")
    else:
        words = tr("diagram", "{typed} is no site. Begin again: {letters}.")
    letters = ", ".join(letters_by_muscle().values())
    return words.format(typed=typed, letters=letters)
