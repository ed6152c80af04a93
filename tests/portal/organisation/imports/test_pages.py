"""The pages of lists: what was tried is what is taken."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.models import ListUpload, Unit
from portal.organisation.membership import Role

UNITS = "编码,名称,上级编码,层级\nN1,新一,C1,街镇\nN2,新二,C2,街镇\n"
LISTS = reverse("organisation_lists:lists")


class TestLists:
    """What was tried is what is taken."""

    def sent(self, client, text: str = UNITS, **said):
        file = SimpleUploadedFile("list.csv", text.encode("gb18030"))
        return client.post(LISTS, {"kind": "units", "file": file, **said}, follow=True)

    def test_a_list_is_tried_first(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        answer = self.sent(client)

        assert answer.context["outcome"].counts["new"] == 2
        assert not Unit.objects.filter(code="N1").exists()

    def test_then_taken_over_once(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        self.sent(client)
        upload = ListUpload.objects.get()
        page = reverse("organisation_lists:list", args=[upload.pk])

        client.post(page)
        client.post(page)

        upload.refresh_from_db()
        assert upload.outcome["new"] == Unit.objects.filter(code__startswith="N").count() == 2
        assert upload.content is None

    def test_a_county_takes_only_its_own(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.east))

        answer = self.sent(client)

        assert [refused.line for refused in answer.context["outcome"].refused] == [3]

    def test_what_is_no_table_says_so(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        assert self.sent(client, "编码\nX\n").context["problem"]

    def test_topics_need_a_version(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        answer = self.sent(client, kind="topics")

        assert "version" in answer.context["form"].errors

    def test_topics_with_a_faulty_line_are_not_said_to_be_taken_over(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        self.sent(client, "一级,二级,三级\n交通,,\n环境,,树木\n", kind="topics", version="一")
        upload = ListUpload.objects.get()

        client.post(reverse("organisation_lists:list", args=[upload.pk]))

        upload.refresh_from_db()
        assert upload.taken_at is None
        assert upload.content is not None

    def test_anothers_list_is_not_found(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        self.sent(client)
        page = reverse("organisation_lists:list", args=[ListUpload.objects.get().pk])

        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        assert client.get(page).status_code == 404

    def test_only_for_who_keeps_the_lists(self, client, land, person):
        client.force_login(person(Role.HANDLER, land.city))

        assert self.sent(client).redirect_chain or not ListUpload.objects.exists()
        assert not ListUpload.objects.exists()
