"""What the tests of following up share."""

import pytest

from tests.suggestions.conversion.following import scene


@pytest.fixture
def here(db):
    """An idea with its action and the people around it."""
    return scene()
