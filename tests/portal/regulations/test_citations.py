"""Laws and articles that a text names: found as people write them, and led to the right version."""

from datetime import date

import pytest

from portal.regulations.citations import Citation, citations, regulations_cited
from portal.regulations.importing import import_text
from portal.regulations.kinds import Status
from portal.regulations.pages import RegulationPage
from tests.factories import home_page

KNOWN = {"信访工作条例", "工作条例"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("依据《某某办法》第二十二条", [("某某办法", 0, 0), ("某某办法", 22, 0)]),
        ("《某某办法》第3条", [("某某办法", 0, 0), ("某某办法", 3, 0)]),
        ("《某某办法》（2020年修正）第三条之一", [("某某办法", 0, 0), ("某某办法", 3, 1)]),
        (
            "《某某办法》第三条第二款、第五条和第七条",
            [("某某办法", 0, 0), ("某某办法", 3, 0), ("某某办法", 5, 0), ("某某办法", 7, 0)],
        ),
        ("《中华人民共和国某某法》", [("某某法", 0, 0)]),
        ("按信访工作条例第二条办理", [("信访工作条例", 0, 0), ("信访工作条例", 2, 0)]),
        ("本条例第三条", []),
        ("第三条路和第四条街", []),
        ("《某某办法》很好。我说第三条", [("某某办法", 0, 0)]),
        ("没有提到", []),
        ("", []),
    ],
)
def test_what_a_text_cites(text, found):
    assert citations(text, KNOWN) == [Citation(*one) for one in found]


def test_each_is_named_once():
    text = "《某某办法》第一条，又是《某某办法》第一条"

    assert len(citations(text)) == 2


@pytest.mark.django_db
class TestRegulationsCited:
    """The published pages."""

    @pytest.fixture(autouse=True)
    def home(self):
        return home_page()

    @staticmethod
    def law(issued=date(2020, 1, 1), status=Status.IN_FORCE, name="某规定"):
        text = f"# {name}\n<!-- INFO END -->\n第一条 甲{issued.year}。\n第二条 乙。"
        page = import_text(text, f"{name}({issued})", by=None).page
        RegulationPage.objects.filter(pk=page.pk).update(status=status)
        return page

    def test_an_article_is_led_to_with_its_text(self):
        page = self.law()

        (cited,) = regulations_cited("依据《某规定》第一条")

        assert cited.regulation == page
        assert [article.text for article in cited.articles] == ["甲2020。"]
        assert cited.articles[0].url.endswith(cited.articles[0].anchor)

    def test_the_version_in_force_is_meant(self):
        old, new = self.law(date(2010, 1, 1)), self.law(date(2020, 1, 1))
        RegulationPage.objects.filter(pk=old.pk).update(status=Status.IN_FORCE)
        RegulationPage.objects.filter(pk=new.pk).update(status=Status.REPEALED)

        (cited,) = regulations_cited("《某规定》")

        assert cited.regulation == old

    def test_a_remark_behind_the_name_need_not_be_cited(self):
        page = self.law(name="某规定（试行）")

        found = [regulations_cited(text)[0] for text in ("《某规定》", "《某规定（试行）》")]

        assert [one.regulation for one in found] == [page, page]

    def test_a_law_we_do_not_have_is_left_out(self):
        self.law()

        assert regulations_cited("《别的规定》第一条") == []

    def test_an_article_that_does_not_exist_leaves_the_law(self):
        self.law()

        (cited,) = regulations_cited("《某规定》第九十九条")

        assert cited.articles == []

    def test_what_is_not_published_is_not_led_to(self):
        self.law().unpublish()

        assert regulations_cited("《某规定》第一条") == []

    def test_a_text_that_cites_nothing_asks_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert regulations_cited("路灯坏了") == []

    def test_many_citations_ask_four_questions(self, django_assert_num_queries):
        for number in range(4):
            self.law(name=f"某规定{number}")
        text = "".join(f"《某规定{number}》第一条、第二条" for number in range(4))

        with django_assert_num_queries(4):
            cited = regulations_cited(text)

        assert [len(one.articles) for one in cited] == [2] * 4
