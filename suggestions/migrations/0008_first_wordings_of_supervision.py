"""The first wordings of letters of supervision and the first rules for leaders' cases.

Both are data: supervisors change them. The rules name no law, for no law counts repeats: they
are a local rule.
"""

from django.db import migrations

LATE = "经查，下列{count}件建议事项存在“{ground}”情形：\n{list}\n\n"
ANSWER = "请于{due}前将办理情况书面报送{issuer}。"
WORDINGS = {
    "reminder": (
        "关于及时办理人民建议事项的提醒函",
        "{unit}：\n\n" + LATE + "请尽快核实办理，依规答复建议人。" + ANSWER,
        5,
    ),
    "order": (
        "关于督促办理人民建议事项的督办函",
        "{unit}：\n\n"
        + LATE
        + "依据《信访工作条例》第四十条，现予督办。请明确责任领导和承办人，限期办结，并说明逾期原因。"
        + ANSWER,
        5,
    ),
    "improve_work": (
        "关于改进工作的建议函",
        "{unit}：\n\n"
        + LATE
        + "依据《信访工作条例》第四十条，建议你单位完善办理制度、改进工作作风，防止类似问题再次发生。"
        + "请于{due}前书面反馈采纳情况。",
        15,
    ),
    "circular": (
        "关于人民建议事项办理情况的通报",
        "{unit}：\n\n" + LATE + "经提醒、督办仍未按要求办理，现予通报。" + ANSWER,
        5,
    ),
    "improve_policy": (
        "关于完善政策的建议函",
        "{unit}：\n\n下列{count}件建议事项反映出现行政策需要完善：\n{list}\n\n"
        "依据《信访工作条例》第四十条，建议研究完善相关政策。请于{due}前书面反馈采纳情况。",
        30,
    ),
    "account": (
        "关于追究责任的建议函",
        "{unit}：\n\n"
        + LATE
        + "依据《信访工作条例》第四十条，建议按照管理权限调查处理，追究有关单位和人员的责任。"
        + "请于{due}前书面反馈采纳情况。",
        30,
    ),
}
LOCAL = "本地规则"
RULES = [
    {"name": "同一事项重复反映2次以上", "rung": 1, "least_repeats": 2},
    {"name": "申诉求决事项60日未办结", "rung": 1, "classification": "claim", "least_days": 60},
    {"name": "同一事项重复反映5次以上", "rung": 2, "least_repeats": 5},
    {"name": "涉及30人以上", "rung": 2, "least_people": 30},
    {"name": "同一事项重复反映10次以上", "rung": 3, "least_repeats": 10},
    {"name": "涉及100人以上", "rung": 3, "least_people": 100},
]


def write(apps, schema_editor):
    """Add the wording of each kind of letter, and the rules where there are none."""
    SupervisionWording = apps.get_model("suggestions", "SupervisionWording")
    EscalationRule = apps.get_model("suggestions", "EscalationRule")
    for kind, (subject, text, days) in WORDINGS.items():
        given = {"subject": subject, "text": text, "answer_within": days}
        SupervisionWording.objects.get_or_create(kind=kind, defaults=given)
    if not EscalationRule.objects.exists():
        for rule in RULES:
            EscalationRule.objects.create(source=LOCAL, **rule)


class Migration(migrations.Migration):
    replaces = [("suggestions", "0029_first_wordings_of_supervision")]
    dependencies = [("suggestions", "0007_supervision_clocks_and_paper")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
