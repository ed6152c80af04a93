"""Classifying: which of the classes a message probably belongs to, and why.

A proposal for whoever sorts messages, never a decision by itself. The classes follow
信访工作条例 Arts. 22 and 29-31: 建议意见, 申诉求决, 涉法涉诉, 检举控告; 咨询 is a question.
"""

import re
from dataclasses import dataclass

from suggestions.states import Classification


@dataclass(frozen=True)
class Rule:
    """Words that speak for a class, in the title alone or in title and text."""

    name: str
    classification: Classification
    words: re.Pattern[str]
    title_only: bool = False


@dataclass(frozen=True)
class Verdict:
    """The class, the rule that led to it, and the words it found ("" if it found none)."""

    classification: Classification
    rule: str
    found: str


# Advice that an office gave the author (建议您起诉) or 建议 as a thing is no proposal.
_ADVISED = (
    r"(?!书|权|你|您|业主|当事人|双方|我(?!市|县|区|们市|省)|群众通过|报警|起诉|走?司法|走?法律)"
)
_REFUSED = r"(?<!不)(?<!没有)(?<!无)(?<!听)(?<!教委)(?<!律师)(?<!医生)(?<!曾)(?<!协调)"

RULES: tuple[Rule, ...] = (
    Rule(
        "names-misconduct-of-officials",
        Classification.REPORT,
        re.compile(
            r"贪污|受贿|行贿|索贿|贪官|腐败分子|保护伞|渎职|滥用职权|徇私|以权谋私|权钱交易"
            r"|官商勾结|警匪|吃拿卡要|侵吞|挪用.{0,6}款|检举|控告"
        ),
    ),
    Rule("title-reports", Classification.REPORT, re.compile(r"举报|实名反映"), title_only=True),
    Rule(
        "title-names-a-matter-of-the-courts",
        Classification.COURT,
        re.compile(
            r"^(?!.*(?:建议|金点子|献策))"
            r".*?(判决|裁定书|一审|二审|再审|不予?立案|强制执行|申请执行"
            r"|执行难|失信被执行|老赖|冤案|错案|抗诉|刑事案)"
        ),
        title_only=True,
    ),
    Rule("title-complains", Classification.CLAIM, re.compile(r"投诉|维权"), title_only=True),
    Rule(
        "title-proposes",
        Classification.SUGGESTION,
        re.compile(rf"{_REFUSED}建议{_ADVISED}|金点子|献策|献计|的几点(?:想法|意见)"),
        title_only=True,
    ),
    Rule(
        "title-names-a-grievance",
        Classification.CLAIM,
        re.compile(r"拖欠|欠薪|退款|退费|讨要|诈骗|被骗|扰民|不作为|乱收费|赔偿"),
        title_only=True,
    ),
    Rule(
        "author-proposes",
        Classification.SUGGESTION,
        re.compile(
            r"(?:我|本人|个人|我们|在此|强烈|郑重|特此|特|以下|如下|几点|几条|一点|点|个|条)建议"
            rf"{_ADVISED}"
        ),
    ),
    Rule(
        "sentence-proposes",
        Classification.SUGGESTION,
        re.compile(rf"(?:^|[。！？!?；;，,：:、\s\d)）.．（(]){_REFUSED}建议{_ADVISED}"),
    ),
    Rule(
        "title-wishes-for-something-new",
        Classification.SUGGESTION,
        re.compile(
            r"(?:希望|期盼|盼望?|恳请|恳求|申请|请求|呼吁|能否|能不能|可否|是否可以|请(?!问))"
            r"(?:(?!何时|什么时候).){0,24}"
            r"(?:增设|增加|加装|加开|新增|新建|修建|开设|开通|延长|延伸|设立|设置|优化|规划建)"
        ),
        title_only=True,
    ),
    Rule(
        "title-asks",
        Classification.QUESTION,
        re.compile(
            r"咨询|请问|询问|想问|[?？吗呢]$|[?？]|何时|什么时候|几时|多久|多少|怎么办理|如何办理"
            r"|是否|能否|有没有|哪里|哪些|为什么|为何"
        ),
        title_only=True,
    ),
    Rule("text-asks", Classification.QUESTION, re.compile(r"想咨询|请问|想了解|想问")),
)
"""In this order; the first that finds its words holds. What accuses a person goes first: a
report that is taken for something else would be shown to the one it is about."""

NOTHING_FOUND = Verdict(Classification.CLAIM, "nothing-found", "")
"""What asks for nothing else asks for help."""


def classify(title: str, text: str) -> Verdict:
    """The class that the words of a message speak for, by the first rule that finds any."""
    for rule in RULES:
        found = rule.words.search(title if rule.title_only else f"{title}\n{text}")
        if found:
            words = found[found.lastindex or 0]
            return Verdict(rule.classification, rule.name, words.strip())
    return NOTHING_FOUND
