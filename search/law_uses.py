"""How often each law is what people need: a prior for its articles.

A village's by-law and the Civil Code may hold the same words; who asks a question in everyday
language nearly always means the latter. Until a portal has learned from its own questions
(`manage.py learn_law_uses`), a rough division of our own applies: the Civil Code, the laws of
every household and workplace, those of particular occasions, and interpretations of the courts.
"""

from collections.abc import Mapping
from math import log

from django.db import models, transaction

from portal.regulations.articles import Article
from portal.signals import changed

STRENGTH = 0.15
"""How much use raises the rank of a law's articles (measured: .10 to .20 hardly differ)."""
HOUSEHOLD, OCCASION, INTERPRETATION = 16, 6, 3
"""Uses taken for granted, in relation to 200 of the Civil Code."""
EVERYDAY = (
    {"民法典": 200}
    | dict.fromkeys(
        (
            "道路交通安全法", "工伤保险条例", "劳动法", "劳动合同法", "民事诉讼法",
            "农村土地承包法", "社会保险法", "土地管理法", "物业管理条例", "消费者权益保护法",
            "刑法", "治安管理处罚法",
        ),
        HOUSEHOLD,
    )
    | dict.fromkeys(
        (
            "保险法", "保障农民工工资支付条例", "残疾人保障法", "产品质量法",
            "城市房地产管理法", "电子商务法", "法律援助法", "反家庭暴力法", "妇女权益保障法",
            "个人信息保护法", "公司法", "广告法", "国家赔偿法", "国有土地上房屋征收与补偿条例",
            "合伙企业法", "户口登记条例", "婚姻登记条例", "价格法", "劳动保障监察条例",
            "劳动争议调解仲裁法", "老年人权益保障法", "旅游法", "商标法", "失业保险条例",
            "食品安全法", "未成年人保护法", "信访工作条例", "行政处罚法", "行政复议法",
            "行政强制法", "行政诉讼法", "行政许可法", "医疗纠纷预防和处理条例", "义务教育法",
            "噪声污染防治法", "政府信息公开条例", "职工带薪年休假条例", "住房公积金管理条例",
            "著作权法", "专利法",
        ),
        OCCASION,
    )
)  # fmt: skip
_OF_COURTS = "最高人民法院"


class LawUse(models.Model):
    """How often articles of one law have been the answer."""

    law = models.CharField(max_length=200, unique=True)
    uses = models.PositiveIntegerField()

    def __str__(self) -> str:
        """Law and number."""
        return f"{self.law}: {self.uses}"


def learned_uses() -> dict[str, int]:
    """What this portal has learned, by law; {} before it has. One query."""
    return dict(LawUse.objects.values_list("law", "uses"))


def use_prior(law: str, learned: Mapping[str, int]) -> float:
    """What the relevance of an article is multiplied by, from 1; `law` as `law_key` gives it."""
    return 1 + STRENGTH * log(1 + (learned.get(law, 0) if learned else _usual_uses(law)))


@transaction.atomic
def learn(uses: Mapping[str, int]) -> int:
    """Replace what was learned; how many articles go to the index again."""
    LawUse.objects.all().delete()
    LawUse.objects.bulk_create(LawUse(law=law, uses=number) for law, number in uses.items())
    articles = list(Article.objects.public().values_list("pk", flat=True))
    changed(Article, articles)
    return len(articles)


def _usual_uses(law: str) -> int:
    is_of_courts = law.startswith(_OF_COURTS)
    return EVERYDAY.get(law, INTERPRETATION if is_of_courts else 0)
