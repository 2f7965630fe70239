"""A patient with a past: completed sessions some weeks ago, and what came after them."""

from datetime import timedelta

from clinicapp.commands.after_effects import record_after_effect
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned, start_session
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT


class Past:
    """Charts sessions of one patient, each some weeks before today."""

    def __init__(self, records, staff, patient):
        self.records, self.staff, self.patient = records, staff, patient

    def session(self, weeks, *edits, effect=""):
        """A completed session; each edit is a verb with its arguments after the session."""
        act = Act(self.staff.physician, AT - timedelta(weeks=weeks))
        session = start_session(self.records, self.patient.id, act=act).after
        agree(self.records, self.patient.id, act)
        for verb, *args in edits:
            verb(self.records, session.id, *args, act=act)
        give_all_planned(self.records, session.id, act=act)
        complete_session(self.records, session.id, act=act)
        if effect:
            self.effect(session, effect)
        return self.records.session(session.id)

    def effect(self, session, code="neck-pain"):
        """An after-effect recorded today."""
        act = Act(self.staff.nurse, AT)
        return record_after_effect(self.records, session.id, code, None, act=act).after
