"""The four criteria every call starts from, with a written anchor for each level."""

from typing import TypedDict


class CriterionText(TypedDict):
    """One criterion in words; `weight` counts against the sum of all weights."""

    name: str
    name_en: str
    weight: int
    description: str
    anchors: tuple[str, str, str, str, str]


FOUR_CRITERIA: tuple[CriterionText, ...] = (
    {
        "name": "针对性",
        "name_en": "Relevance",
        "weight": 25,
        "description": "是否抓住了真实、具体的问题，是否切合本次征集的主题。",
        "anchors": (
            "看不出要解决什么问题，或与征集主题无关。",
            "提到了问题，但只是泛泛而谈，没有说明发生在哪里、影响谁。",
            "问题真实、与主题相关，说清了基本情况，但缺少事例或数据。",
            "问题具体，说清了地点、人群和频次，并分析了主要原因。",
            "抓住了群众反映集中或长期未解决的关键问题，原因分析透彻，有亲身调查或数据支撑。",
        ),
    },
    {
        "name": "公益性",
        "name_en": "Public benefit",
        "weight": 25,
        "description": "受益的是多数人还是个别人，是否兼顾公平和弱势群体。",
        "anchors": (
            "只关系个人或个别单位的利益，或会损害他人利益。",
            "受益范围很小，对公共利益的作用不明确。",
            "能使一个小区、一条街道或一类人群受益，没有明显的不利影响。",
            "能使一个区域或较大人群受益，并考虑了老人、儿童、残疾人等群体的需要。",
            "受益面广、作用长久，促进公平，对可能受影响的人也提出了妥善安排。",
        ),
    },
    {
        "name": "科学性",
        "name_en": "Soundness",
        "weight": 20,
        "description": "依据是否可靠，思路是否合理，是否合法合规。",
        "anchors": (
            "与法律法规或基本常识相抵触，或前后矛盾。",
            "主要凭感觉，没有说明理由，关键环节站不住脚。",
            "思路基本合理，不违反现行规定，但依据不足或没有考虑副作用。",
            "理由充分，参考了法规、标准或其他地方的做法，指出了需要注意的问题。",
            "依据扎实、论证严密，比较过不同方案，对风险和副作用有应对办法，有所创新。",
        ),
    },
    {
        "name": "实操性",
        "name_en": "Feasibility",
        "weight": 30,
        "description": "在现有的权限、人力、财力和时间内能不能办成，怎么办。",
        "anchors": (
            "没有提出办法，或在可预见的时间内无法实现。",
            "只有方向性的愿望，没有说明由谁来做、怎么做。",
            "有基本做法，现有条件下大体可行，但步骤、成本或责任单位不明确。",
            "步骤清楚，明确了责任单位，估计了成本和时间，可以列入工作计划。",
            "方案完整，投入小、见效快，可先试点再推广，并写明了怎样检验效果。",
        ),
    },
)
