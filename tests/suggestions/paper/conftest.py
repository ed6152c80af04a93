"""A batch of photographed forms, and who types them."""

import pytest

from tests.factories import SheetBatchFactory, SheetFactory
from tests.suggestions.paper.sheets import SAID, address


@pytest.fixture
def batch():
    return SheetBatchFactory()


@pytest.fixture
def clerk(batch):
    return batch.uploaded_by


@pytest.fixture
def typed(client, batch, clerk):
    """A sheet of the sample, typed the first time."""
    sheet = SheetFactory(batch=batch, in_sample=True)
    client.force_login(clerk)
    client.post(address(sheet), SAID)
    sheet.refresh_from_db()
    return sheet
