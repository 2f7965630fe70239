"""The order in which one goes from site to site."""

from __future__ import annotations

from clinicapp.domain.session import Session


def site_after(session: Session, site_id: str) -> str:
    """Where one goes on after a site: to the next planned one, else to the next of all.

    After the last planned site those before it come; where none is planned, the last site stays.
    """
    ids = [s.site_id for s in session.sites]
    place = ids.index(site_id)
    planned = {s.site_id for s in session.planned} - {site_id}
    later = [i for i in ids[place + 1 :] if i in planned]
    earlier = [i for i in ids[:place] if i in planned]
    return [*later, *earlier, *ids[place + 1 :], site_id][0]
