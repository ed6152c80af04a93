"""Erasing takes the person away, leaves the acts of officials and a chain that holds."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from portal.accounts.contact import (
    Contact,
    ContactAccess,
    ContactDetails,
    Purpose,
    keep_contact,
    read_contact,
)
from portal.models import User
from portal.organisation.membership import Role
from search.indexing.outbox import OutboxEntry
from suggestions.chain.entry import ChainEntry, Occasion
from suggestions.chain.erasing import ledger
from suggestions.chain.erasing.erasing import erase, erase_account
from suggestions.chain.erasing.erasure import Erasure, Ground
from suggestions.chain.erasing.masking import ERASED, masked
from suggestions.chain.erasing.refusals import ErasureRefused
from suggestions.chain.refusals import ChainBroken
from suggestions.chain.sealing import seal_waiting
from suggestions.chain.subject_key import SubjectKey
from suggestions.chain.verifying import verify
from suggestions.handling.correcting import correct
from suggestions.history import Event, record
from suggestions.intake.attachments import Attachment
from suggestions.intake.files import check_upload
from suggestions.intake.preparing import keep_upload
from suggestions.models import Entry, Suggestion
from suggestions.revision import Words
from suggestions.states import State
from tests.factories import UnitFactory, UserFactory, staff
from tests.suggestions.chain.tampering import execute

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture(autouse=True)
def _own_ledger(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "erasures" / "ledger.jsonl")


def erased(suggestion, **more):
    found = erase(suggestion, reason=Ground.CONSENT, by=None, at=NOW(), **more)
    seal_waiting()
    suggestion.refresh_from_db()
    return found


def photo():
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return SimpleUploadedFile("我家门口.png", content.getvalue())


def test_after_an_erasure_the_chain_holds_and_says_how_much_it_cannot_compare(decision):
    before = ChainEntry.objects.count()

    erased(decision.suggestion)

    report = verify()
    assert report.destroyed == before
    assert ChainEntry.objects.filter(kind="erasure").count() == 1
    assert report.compared == ChainEntry.objects.filter(key__destroyed_at=None).count()


def test_the_person_is_gone_from_the_row(submitted):
    submitted.author = UserFactory()
    submitted.contact = keep_contact(ContactDetails(phone="13800000000"))
    submitted.place = "和平路5号"
    submitted.save()
    read_contact(submitted.contact, by=None, purpose=Purpose.NOTIFY)

    erased(submitted)

    assert (submitted.author_name, submitted.author, submitted.contact) == ("", None, None)
    assert (submitted.title, submitted.problem, submitted.place) == (ERASED, ERASED, "")
    assert not Contact.objects.exists()
    assert ContactAccess.objects.exists()  # that somebody looked is kept


def test_words_that_are_not_kept_go_off_the_site(decision):
    Suggestion.objects.update(public_since=NOW())

    erased(decision.suggestion)

    assert not Suggestion.objects.public().exists()


def test_the_words_of_an_adopted_idea_can_stay_without_its_author(decision):
    Suggestion.objects.update(public_since=NOW(), problem="王小明说，电话13812345678")

    erased(decision.suggestion, keeps_text=True)

    assert decision.suggestion.problem == "某某说，电话某某"
    assert Suggestion.objects.public().exists()


def test_words_that_nobody_adopted_cannot_be_kept(submitted):
    with pytest.raises(ErasureRefused):
        erased(submitted, keeps_text=True)

    assert not Erasure.objects.exists()


def test_reviews_and_decisions_stay_but_for_the_name(decision):
    review = decision.suggestion.assignments.get().review
    execute("UPDATE suggestions_decision SET reason = '采纳王小明的建议'")
    levels = list(review.scores.values_list("level", flat=True))

    erased(decision.suggestion)

    decision.refresh_from_db()
    assert (decision.outcome, decision.reason) == (State.ADOPTED, "采纳某某的建议")
    assert list(review.scores.values_list("level", flat=True)) == levels


def test_what_stays_cannot_be_changed_unseen_after_the_erasure(decision):
    erased(decision.suggestion)
    assert ChainEntry.objects.filter(occasion=Occasion.AFTER_ERASURE).count() == 6

    execute("UPDATE suggestions_score SET level = 1")

    with pytest.raises(ChainBroken, match="levels"):
        verify()


def test_an_erasure_that_is_taken_out_of_the_database_is_found(decision):
    erased(decision.suggestion)

    execute("DELETE FROM suggestions_erasure")

    with pytest.raises(ChainBroken, match="no erasure says so"):
        verify()


def test_nothing_brings_the_key_back(decision):
    erasure = erased(decision.suggestion)

    key = SubjectKey.objects.get(pk=erasure.destroyed_key)
    assert bytes(key.sealed) == b""
    assert SubjectKey.objects.filter(destroyed_at=None).get().sealed != key.sealed


def test_earlier_wordings_go(submitted):
    correct(submitted, Words("新的标题", "新的问题", ""), by=UserFactory())

    erased(submitted)

    assert not submitted.revisions.exists()


def test_files_go_from_the_disk(submitted, django_capture_on_commit_callbacks):
    kept = keep_upload(check_upload(photo()), form_key=submitted.submission_key, at=NOW())
    Attachment.objects.update(suggestion=submitted)
    name, storage = kept.raw.name, kept.raw.storage
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        erase(submitted, reason=Ground.CONSENT, by=None, at=NOW())

    assert not storage.exists(name)
    assert not Attachment.objects.exists()


def test_words_of_the_author_in_the_history_go_and_those_of_officials_stay(submitted):
    submitted.author = UserFactory()
    submitted.save()
    own = record(submitted, Event.SECOND_LOOK, by=submitted.author, note="我家住在和平路")
    official = record(submitted, Event.PROGRESS, by=UserFactory(), note="已答复王小明")

    erased(submitted)

    assert Entry.objects.get(pk=own.pk).note == ""
    assert Entry.objects.get(pk=official.pk).note == "已答复某某"
    assert verify().compared


@pytest.mark.parametrize(
    "number",
    ["13812345678", "0571-87654321", "11010519491231002X", "wang@example.org"],
)
def test_numbers_that_point_to_a_person_are_masked(number):
    assert masked(f"请联系{number}。", []) == "请联系某某。"


@pytest.mark.parametrize("text", ["2026年第11条", "20261122-4827316-5", "投资3800万元"])
def test_numbers_that_point_to_nobody_stay(text):
    assert masked(text, ["王"]) == text


def test_the_ledger_names_nobody(decision):
    erased(decision.suggestion)

    text = ledger._path().read_text()
    line = next(ledger.lines())
    assert decision.suggestion.receipt not in text
    assert "王小明" not in text
    assert line.subject == ledger.digest_of(decision.suggestion)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECURITY_ADMIN])
def test_nobody_but_security_administrators_erases(submitted, role):
    with pytest.raises(PermissionDenied):
        erase(
            submitted,
            reason=Ground.CONSENT,
            by=staff(role, unit=submitted.unit),
            at=NOW(),
        )


def test_security_administrators_erase_in_their_unit_only(submitted):
    with pytest.raises(PermissionDenied):
        erase(
            submitted,
            reason=Ground.CONSENT,
            by=staff(Role.SECURITY_ADMIN, unit=UnitFactory()),
            at=NOW(),
        )
    own = staff(Role.SECURITY_ADMIN, unit=submitted.unit)
    assert erase(submitted, reason=Ground.CONSENT, by=own, at=NOW()).by == own


def test_an_account_goes_with_all_its_suggestions(submitted):
    person = UserFactory(name="王小明")
    submitted.author = person
    submitted.save()

    erase_account(person, reason=Ground.CONSENT, by=None, at=NOW())

    person = User.objects.get(pk=person.pk)
    submitted.refresh_from_db()
    assert (person.name, person.email, person.is_active) == ("", "", False)
    assert not person.has_usable_password()
    assert submitted.author_name == ""
    assert Erasure.objects.count() == len(list(ledger.lines())) == 2


def test_staff_are_not_erased(submitted):
    member = staff(Role.HANDLER, unit=submitted.unit)

    with pytest.raises(ErasureRefused):
        erase_account(member, reason=Ground.CONSENT, by=None, at=NOW())


def test_the_index_hears_of_it(submitted):
    OutboxEntry.objects.all().delete()

    erased(submitted)

    assert OutboxEntry.objects.filter(kind="suggestion", row=submitted.pk).exists()
