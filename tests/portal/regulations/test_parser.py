"""The structure of a law's text, in the forms that real texts come in."""

import time

import pytest

from portal.regulations.parser import parse_body
from portal.regulations.structure import ArticleText, Division, Level
from tests.portal.regulations.texts import long_law


def outline(body):
    """Anchors and first words, in reading order."""
    return [
        (entry.anchor, entry.heading if isinstance(entry, Division) else entry.text)
        for entry in parse_body(body).entries
    ]


def labels(body):
    return [article.label for article in parse_body(body).articles]


def test_chapters_sections_and_articles_nest():
    law = parse_body(
        "## 第一章 总则\n\n第一条 甲。\n\n## 第二章 办理\n\n### 第一节 受理\n\n第二条 乙。\n"
    )

    assert [(entry.anchor, entry.depth) for entry in law.entries] == [
        ("chapter-1", 0),
        ("article-1", 1),
        ("chapter-2", 0),
        ("chapter-2-section-1", 1),
        ("article-2", 2),
    ]
    assert law.articles[1].path == ("第二章 办理", "第一节 受理")


def test_words_decide_what_a_heading_is_whatever_marks_it_has():
    law = parse_body("### 第一章 总则\n第一条 甲。\n## 第一节 一般规定\n第二条 乙。")

    assert law.articles[1].path == ("第一章 总则", "第一节 一般规定")


def test_parts_restart_their_chapters():
    body = "## 第一编 总则\n### 第一章 甲\n第一条 一。\n## 第二编 分则\n### 第一章 乙\n第二条 二。"

    assert [anchor for anchor, _text in outline(body)] == [
        "part-1",
        "part-1-chapter-1",
        "article-1",
        "part-2",
        "part-2-chapter-1",
        "article-2",
    ]


def test_a_first_chapter_may_have_no_heading():
    law = parse_body("第一条 甲。\n第二条 乙。\n## 第二章 监督\n第三条 丙。")

    assert [article.path for article in law.articles] == [(), (), ("第二章 监督",)]
    assert law.count(Level.CHAPTER) == 1


def test_a_text_without_chapters_is_articles_only():
    assert outline("第一条 甲。\n\n续甲。\n\n第二条 乙。") == [
        ("article-1", "甲。\n续甲。"),
        ("article-2", "乙。"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "第二十二条 应当答复。",
        "第二十二条　应当答复。",
        "　　第二十二条 应当答复。",
        "第 二 十 二 条 应当答复。",
        "第22条 应当答复。",
        "第２２条　应当答复。",
        "**第二十二条** 应当答复。",
        "#### 第二十二条 应当答复。",
        "第二十二条\n应当答复。",
    ],
)
def test_an_article_is_recognised_in_every_form(line):
    assert outline(line) == [("article-22", "应当答复。")]


def test_inserted_articles_have_addresses_of_their_own():
    body = "第十七条 甲。\n第十七条之一 乙。\n第一百二十条之十二 丙。"

    assert [anchor for anchor, _text in outline(body)] == [
        "article-17",
        "article-17-1",
        "article-120-12",
    ]
    assert labels(body) == ["第十七条", "第十七条之一", "第一百二十条之十二"]


def test_an_article_may_begin_with_its_subject_in_parentheses():
    assert outline("第一条（目的和依据）\n为了甲。") == [("article-1", "（目的和依据）\n为了甲。")]


def test_numbers_that_run_into_the_text_count_while_they_follow_on():
    assert labels("第一条为了甲。\n第二条乙。\n第七条丙。") == ["第一条", "第二条"]


@pytest.mark.parametrize(
    "citation",
    ["第二条规定的期限届满。", "第一条第二款所称的单位。", "第一条 第二款所称的单位。"],
)
def test_a_paragraph_that_opens_with_a_citation_stays_in_its_article(citation):
    law = parse_body(f"第一条 甲。\n第二条 乙。\n第三条 丙。\n{citation}\n第四条 丁。")

    assert [article.label for article in law.articles] == ["第一条", "第二条", "第三条", "第四条"]
    assert citation in law.articles[2].paragraphs


@pytest.mark.parametrize(
    "line", ["第二章规定的期限。", "第二章 的规定，适用本条。", "第一节课程设置"]
)
def test_a_sentence_is_no_heading(line):
    law = parse_body(f"第一条 甲。\n{line}")

    assert (law.divisions, law.articles[0].paragraphs[1]) == ([], line)


def test_headings_are_recognised_without_marks_and_with_spaces():
    law = parse_body("第一章　总　　则\n第一条 甲。\n第二章 附 则\n第二条 乙。")

    assert [division.heading for division in law.divisions] == ["第一章 总则", "第二章 附则"]


def test_a_preamble_stands_before_everything():
    law = parse_body("为了甲，制定本规定：\n第一条 乙。")

    assert (law.preamble, len(law.articles)) == (["为了甲，制定本规定："], 1)


def test_a_preface_is_a_division_with_text_and_no_chapter():
    law = parse_body("## 序言\n我国是甲。\n## 第一章 总纲\n第一条 乙。")

    preface = law.divisions[0]
    assert (preface.level, preface.title, preface.paragraphs) == (None, "序言", ["我国是甲。"])
    assert law.articles[0].path == ("第一章 总纲",)


def test_a_table_of_contents_is_not_read_as_headings():
    contents = "目　录\n第一章 总则\n第二章 附则\n"
    text = "第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"

    assert outline(contents + text) == outline(text)


def test_the_word_contents_alone_drops_nothing_else():
    assert labels("目录\n第一章 总则\n第一条 甲。") == ["第一条"]


def test_what_comes_after_the_last_article_is_an_annex():
    law = parse_body("## 第一章 附则\n第一条 甲。\n附件：细目\n（一）乙\n附件2\n丙")

    first, second = law.divisions[1:]
    assert (first.heading, first.depth, first.paragraphs) == ("附件 细目", 0, ["（一）乙"])
    assert (second.heading, second.paragraphs) == ("附件2", ["丙"])
    assert law.articles[0].paragraphs == ["甲。"]


def test_a_paragraph_that_only_begins_like_an_annex_is_text():
    law = parse_body("第一条 甲。\n附图中应当注明文字。\n附件 齐全的，应当受理。\n第二条 乙。")

    assert law.divisions == []
    assert len(law.articles[0].paragraphs) == 3


def test_an_annex_in_the_middle_does_not_swallow_the_articles_after_it():
    law = parse_body("## 第一章 总则\n第一条 甲。\n附表 样式\n第二条 乙。")

    assert law.articles[1].path == ("第一章 总则",)


def test_articles_of_an_annex_keep_apart_from_those_of_the_law():
    law = parse_body("第一条 甲。\n第二条 乙。\n附件 章程\n第一条 丙。")

    assert [article.anchor for article in law.articles] == [
        "article-1",
        "article-2",
        "article-1-copy-2",
    ]
    assert law.articles[2].path == ("附件 章程",)


def test_the_supplementary_provisions_are_no_annex():
    law = parse_body("第一条 甲。\n附 则\n第二条 乙。")

    assert law.articles[1].path == ("附则",)


def test_lists_keep_their_marks_in_both_widths():
    law = parse_body("第一条 包括：\n（一）甲；\n(二)乙；\n1．丙。")

    assert law.articles[0].paragraphs == ["包括：", "（一）甲；", "(二)乙；", "1．丙。"]


def test_line_breaks_in_a_tables_cells_do_not_break_its_rows():
    rows = "| 项目  |金额  |\n|-----|-----|\n| 甲\n第二条 乙  |1  |"
    table = f"<!-- TABLE -->\n{rows}\n<!-- TABLE END -->"
    law = parse_body(f"第一条 收费如下：\n{table}\n第二条 丙。")

    assert law.articles[0].paragraphs[1:] == [
        "| 项目  |金额  |",
        "|-----|-----|",
        "| 甲 第二条 乙  |1  |",
    ]
    assert len(law.articles) == 2


def test_comments_in_the_markdown_are_not_shown():
    assert outline("第一条 甲。\n<!-- FORCE\nBREAK -->\n第二条 乙。") == [
        ("article-1", "甲。"),
        ("article-2", "乙。"),
    ]


@pytest.mark.parametrize(
    "body", ["", "\n\n", "没有条文的一段话。", "#", "第条 甲", "第百十百条 甲"]
)
def test_a_text_without_articles_is_kept_as_it_is(body):
    law = parse_body(body)

    assert law.articles == []
    assert law.preamble == ([body] if body.strip("#\n") else [])


def test_an_article_knows_where_it_stands():
    article = ArticleText(1, 17, 1, 2, ("第一章 总则",), paragraphs=["甲", "乙"])

    assert (article.label, article.anchor, article.text) == (
        "第十七条之一",
        "article-17-1-copy-2",
        "甲\n乙",
    )


def test_the_time_grows_with_the_text_and_not_with_its_square():
    def seconds(articles):
        body = long_law(articles)
        start = time.process_time()
        parse_body(body)
        return time.process_time() - start

    seconds(10)
    short = min(seconds(200) for _try in range(3))

    assert min(seconds(2000) for _try in range(3)) < 40 * short
