from decimal import Decimal

import pytest

from clinicapp.commands.records import Act
from clinicapp.commands.sessions import add_extra_site, give_sites, shift_site, undo
from clinicapp.domain.errors import AccessError
from tests.factories import AT


def test_a_moved_and_a_placed_site_read_back_as_written(records, session, act):
    place = (Decimal("0.4321"), Decimal("0.25"))
    add_extra_site(records, session.id, "TEM-LX1", "tenderness", Decimal(5), True, place, act=act)
    after = shift_site(records, session.id, "TEM-LX1", Decimal("-0.5"), Decimal("0.25"), act=act)
    assert records.session(session.id) == after.after
    undone = undo(records, session.id, act=act).after
    assert not undone.site("TEM-LX1").is_moved
    assert (undone.site("TEM-LX1").at_x, undone.site("TEM-LX1").at_y) == place


def test_a_nurse_moves_no_given_site(records, session, act, staff):
    give_sites(records, session.id, ["TEM-L1"], act=act)
    with pytest.raises(AccessError):
        shift_site(
            records, session.id, "TEM-L1", Decimal("0.5"), Decimal(0), act=Act(staff.nurse, AT)
        )
    assert not records.session(session.id).site("TEM-L1").is_moved
