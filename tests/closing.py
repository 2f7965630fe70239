"""Closing a session without a signature, as sessions were closed before there were seals."""

from clinicapp.commands.records import Records
from clinicapp.domain.people import Permission


def complete_session(records: Records, session_id, *, act):
    label = "Complete the session"
    records.require(act, Permission.SIGN_SESSION, label)
    return records.edit_session(
        act,
        "complete_session",
        session_id,
        label,
        lambda s: s.complete(at=act.at, by=act.by.id),
    )
