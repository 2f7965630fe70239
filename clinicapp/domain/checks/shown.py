"""The figures people were shown, compared with the record once more when it is signed."""

from __future__ import annotations

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.dilution import check_volumes
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.checks.sites import check_total
from clinicapp.domain.totals import total_of
from clinicapp.domain.volumes import volume_of


def check_shown(case: Case) -> tuple[Finding, ...]:
    """Checks 1 and 3: total and volumes of the screens are those of doses and vials (domain 9)."""
    session = case.session
    volumes = {s.site_id: volume_of(session, s) for s in session.given}
    return (*check_total(case, total_of(session).given_units), *check_volumes(case, volumes))
