"""Two supervisors at the same moment: one letter, one case."""

import threading

import pytest
from django.db import connection, connections

from portal.organisation.membership import Role
from suggestions.models import LedCase, SupervisionLetter
from suggestions.supervision.refusals import SupervisionRefused
from tests.factories import make_case, make_letter, staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


def both(*jobs):
    """Run the jobs at once; returns how many were refused."""
    start, refused = threading.Barrier(len(jobs)), []

    def run(job):
        start.wait()
        try:
            job()
        except SupervisionRefused as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return len(refused)


def test_two_supervisors_send_one_letter(world):
    assert connection.vendor == "postgresql"
    colleague = staff(Role.SUPERVISOR, unit=world.city)

    refused = both(
        lambda: make_letter(world.suggestion, issuer=world.city, by=world.supervisor),
        lambda: make_letter(world.suggestion, issuer=world.city, by=colleague),
    )

    assert (refused, SupervisionLetter.objects.count()) == (1, 1)


def test_two_supervisors_take_one_case_on(world):
    colleague = staff(Role.SUPERVISOR, unit=world.city)

    refused = both(
        lambda: make_case(world.suggestion, by=world.supervisor, leader=world.leader),
        lambda: make_case(world.suggestion, by=colleague, leader=world.leader),
    )

    assert (refused, LedCase.objects.count()) == (1, 1)
