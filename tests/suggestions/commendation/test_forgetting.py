"""Erasing an author's data takes them out of commendations too."""

import pytest

from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Ground
from suggestions.commendation.checking import find
from suggestions.commendation.issuing import draw_certificate, draw_waiting_certificates
from suggestions.models import Certificate
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_name_certificate_and_files_go_and_the_place_stays(
    at, client, django_capture_on_commit_callbacks
):
    world = at("published")
    draw_certificate(Certificate.objects.get().pk)
    certificate = Certificate.objects.get()
    ground, name = world.nominee.grounds.get(), world.nominee.name
    world.nominee.person = ground.author = UserFactory()
    world.nominee.save(update_fields=["person"])
    ground.save(update_fields=["author"])

    with django_capture_on_commit_callbacks(execute=True):
        erase(ground, reason=Ground.CONSENT, by=None, at=world.now)

    world.nominee.refresh_from_db()
    assert (world.nominee.name, world.nominee.person, world.nominee.points) == ("", None, 2)
    assert find(certificate.code) is None
    assert not certificate.picture.storage.exists(certificate.picture.name)
    assert name not in client.get(world.row.get_absolute_url()).content.decode()


def test_an_erased_certificate_is_not_drawn_again(at):
    world = at("published")
    erase(world.nominee.grounds.get(), reason=Ground.CONSENT, by=None, at=world.now)

    draw_waiting_certificates()

    assert not Certificate.objects.exists()


def test_others_on_the_list_stay_as_they_are(at):
    world = at("published", names=2)
    erase(world.nominee.grounds.get(), reason=Ground.CONSENT, by=None, at=world.now)

    other = world.row.nominees.exclude(pk=world.nominee.pk).get()
    assert other.public_name == other.name != ""
    assert Certificate.objects.get().nominee == other
