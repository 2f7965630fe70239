from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from clinicapp.domain.errors import RuleError
from clinicapp.domain.instructions import earliest_next_date, require_printable, restriction_end
from tests.factories import make_session, new_id

CHICAGO = ZoneInfo("America/Chicago")


def ended(local):
    end = local.astimezone(UTC)
    session = make_session(started_at=end)
    return session.give([s.site_id for s in session.sites], at=end, by=new_id())


@pytest.mark.parametrize(
    ("end", "until"),
    [
        (datetime(2026, 11, 22, 14, 2, tzinfo=CHICAGO), "Mon 2026-11-23 14:02"),
        (datetime(2026, 3, 7, 15, 40, tzinfo=CHICAGO), "Sun 2026-03-08 16:40"),
        (datetime(2026, 10, 31, 15, 40, tzinfo=CHICAGO), "Sun 2026-11-01 14:40"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=CHICAGO), "Fri 2027-01-01 23:59"),
    ],
)
def test_the_restriction_lasts_24_elapsed_hours_over_a_clock_change(end, until):
    assert f"{restriction_end(ended(end), CHICAGO):%a %Y-%m-%d %H:%M}" == until


def test_the_next_treatment_is_84_days_after_the_local_day():
    late = datetime(2026, 11, 22, 23, 30, tzinfo=CHICAGO)  # already the 23rd in UTC
    assert earliest_next_date(ended(late), CHICAGO) == date(2027, 2, 14)


def test_only_a_closed_session_is_printed():
    with pytest.raises(RuleError, match="signed session"):
        require_printable(make_session(give_all=True))
    with pytest.raises(RuleError, match="No dose"):
        restriction_end(make_session(), CHICAGO)
    require_printable(make_session(complete=True))
    assert restriction_end(make_session(complete=True), CHICAGO)
