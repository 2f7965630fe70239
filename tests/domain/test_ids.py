from datetime import timedelta

from clinicapp.domain.ids import new_id
from tests.factories import AT


def test_ids_are_version_7_and_sort_by_time():
    ids = [new_id(AT + timedelta(milliseconds=n)) for n in range(50)]
    assert {i.version for i in ids} == {7}
    assert [str(i) for i in ids] == sorted(str(i) for i in ids)
    assert len({new_id(AT) for _ in range(1000)}) == 1000
