"""What the program says about places: ways in the patient's terms, moves and distances."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.artwork import ViewArt
from clinicapp.domain.directions import Heading, headings
from clinicapp.domain.extra_places import ExtraPlace, neighbour_of
from clinicapp.domain.protocol import Protocol, ProtocolSite
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.units import show_units


def heading_words(heading: Heading) -> str:
    """A direction; left and right are the patient's, and say so."""
    tr = QCoreApplication.translate
    return {
        Heading.LATERAL: tr("places", "lateral"),
        Heading.MEDIAL: tr("places", "medial"),
        Heading.LEFT: tr("places", "to the patient’s left"),
        Heading.RIGHT: tr("places", "to the patient’s right"),
        Heading.FORWARD: tr("places", "forward"),
        Heading.BACK: tr("places", "back"),
        Heading.UP: tr("places", "up"),
        Heading.DOWN: tr("places", "down"),
    }[heading]


def cm_words(length: float | Decimal) -> str:
    """A length to the millimetre: "0.6 cm"."""
    shown = show_units(Decimal(length).quantize(Decimal("0.1")))
    return QCoreApplication.translate("places", "{n} cm").format(n=shown)


def way_words(site: ProtocolSite, x: Decimal, y: Decimal) -> str:
    """A way in a site's view: "0.4 cm lateral, 0.3 cm up"; x is to the viewer's right, y down."""
    parts = headings(site.view, site.side, x, y)
    return ", ".join(f"{_exact_cm(length)} {heading_words(heading)}" for heading, length in parts)


def moved_way(session: Session, record: SiteRecord) -> str:
    """How a given site lies beside its planned place: "0.4 cm lateral"; "" when it does not."""
    return way_words(session.protocol.site(record.site_id), record.shift_x, record.shift_y)


def moved_words(session: Session, record: SiteRecord) -> str:
    """The same in a sentence: "moved 0.4 cm lateral"."""
    way = moved_way(session, record)
    return QCoreApplication.translate("places", "moved {way}").format(way=way) if way else ""


def away_words(place: ExtraPlace) -> str:
    """How far an extra site is from its nearest neighbour: "0.9 cm from TEM-L3"."""
    return _away(place.nearest, place.away_cm)


def own_place_words(art: ViewArt, protocol: Protocol, record: SiteRecord) -> str:
    """Where a site was put by hand: "put 0.9 cm from TEM-L3"; "" where it lies as suggested."""
    if record.at_x is None:
        return ""
    nearest, away = neighbour_of(art, protocol, record)
    tr = QCoreApplication.translate
    return tr("places", "put {away}").format(away=_away(nearest, away)) if nearest else ""


def _away(nearest: str, away_cm: float) -> str:
    return QCoreApplication.translate("places", "{length} from {site}").format(
        length=cm_words(away_cm), site=nearest
    )


def _exact_cm(length: Decimal) -> str:
    return QCoreApplication.translate("places", "{n} cm").format(n=show_units(length))
