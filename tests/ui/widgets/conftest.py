import pytest

from tests.ui.theme.dressing import dress


@pytest.fixture(autouse=True)
def light(qapp):
    """Every test starts, and leaves, in light at 100 %."""
    dress(qapp)
    yield
    dress(qapp)
