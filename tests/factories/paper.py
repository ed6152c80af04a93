"""Factories of paper forms: batches and sheets as the desk leaves them."""

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.organisation.membership import Role
from portal.organisation.unit import UnitKind
from suggestions.models import Sheet, SheetBatch
from suggestions.paper.sheet import SheetState
from tests.factories.campaigns import CampaignFactory
from tests.factories.organisation import UnitFactory, staff


class SheetBatchFactory(DjangoModelFactory):
    """A batch of a station, uploaded by its clerk."""

    class Meta:
        model = SheetBatch

    campaign = factory.SubFactory(CampaignFactory)
    station = factory.SubFactory(UnitFactory, kind=UnitKind.STATION)
    received_on = factory.LazyFunction(timezone.localdate)
    sample_percent = 10
    uploaded_by = factory.LazyAttribute(lambda batch: staff(Role.STATION_CLERK, unit=batch.station))
    uploaded_at = factory.LazyFunction(timezone.now)


class SheetFactory(DjangoModelFactory):
    """A sheet that was straightened and waits to be typed."""

    class Meta:
        model = Sheet

    batch = factory.SubFactory(SheetBatchFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = "表.jpg"
    sha256 = factory.Sequence(lambda n: f"{n:064}")
    state = SheetState.READY
    picture = factory.LazyFunction(lambda: ContentFile(b"RIFF0000WEBP", "page.webp"))
