"""The frame around every page: rail, patient banner, status line."""

from clinicapp.ui.frame.banner import PatientBanner
from clinicapp.ui.frame.rail import Rail
from clinicapp.ui.frame.status_line import StatusLine

__all__ = ["PatientBanner", "Rail", "StatusLine"]
