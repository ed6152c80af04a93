"""Work in the background goes through Redis to a real worker."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from portal.celery import app
from portal.tasks import publish_scheduled_pages
from tests.waiting import wait_until

pytestmark = pytest.mark.services


def test_a_page_whose_time_has_come_is_published_by_the_worker(worker):
    page = Page.objects.get(depth=1).add_child(title="Call", slug="call", live=False)
    page.go_live_at = timezone.now() + timedelta(milliseconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    publish_scheduled_pages.delay()

    wait_until(lambda: Page.objects.get(pk=page.pk).live)


def test_tasks_wait_in_the_queue_of_this_test_process(worker):
    assert set(app.control.ping([worker], timeout=5)[0]) == {worker}
    assert app.conf.broker_url.rpartition("/")[2].isdigit()


def test_the_worker_knows_every_task_that_is_scheduled(worker):
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    known = set(app.control.inspect([worker]).registered()[worker])

    assert scheduled - known == set()
