"""The first wording of every consent. A deployer adds versions of their own beside them."""

from datetime import date

from django.db import migrations

IN_FORCE_FROM = date(2020, 1, 1)

TEXTS = {
    "privacy": (
        "我已阅读个人信息处理规则并同意：本平台为登记、核实、办理和答复我的建议，处理我填写的姓名、"
        "联系方式、建议内容和附件（《中华人民共和国个人信息保护法》第十三条、第十四条、第十七条）。"
        "联系方式加密保存，只有需要与我联系的工作人员可以查看，每次查看都有记录，不会公开。"
        "我可以凭受理编号和查询码查阅、更正、撤回（第十五条、第四十四条至第四十七条）；"
        "撤回不影响撤回前已进行的处理。",
        "I have read the privacy notice and agree that, in order to register, verify, handle and "
        "answer my suggestion, this portal processes the name, contact details, text and files I "
        "give (Personal Information Protection Law, Arts. 13, 14 and 17). Contact details are "
        "stored encrypted, are seen only by staff who must contact me, every look is logged, and "
        "they are never published. With my receipt number and tracking code I may see, correct "
        "and withdraw them (Arts. 15 and 44 to 47); what was done before a withdrawal stays valid.",
    ),
    "publish": (
        "我同意在本网站公开我的建议内容、附件图片和办理结果（《中华人民共和国个人信息保护法》"
        "第二十五条）。公开前由工作人员审核，并遮盖其中的个人信息；是否显示姓名由我另行选择。"
        "不同意公开不影响建议的受理和办理。我可以随时凭受理编号和查询码撤回，撤回后不再公开（第十五条）。",
        "I agree that the text of my suggestion, its pictures and what became of it are published "
        "on this site (Personal Information Protection Law, Art. 25). Staff check it and mask "
        "personal data first; whether my name is shown I choose separately. If I do not agree, my "
        "suggestion is handled all the same. I may take this back at any time with my receipt "
        "number and tracking code; then it is no longer published (Art. 15).",
    ),
    "forward": (
        "我同意把我的建议和为办理所必需的个人信息转交负责办理的单位，仅用于办理和答复本建议"
        "（《中华人民共和国个人信息保护法》第二十三条）。不同意转交的，由征集单位直接答复。",
        "I agree that my suggestion, with the personal data its handling requires, is passed on to "
        "the units in charge, for handling and answering this suggestion only (Personal "
        "Information Protection Law, Art. 23). If I do not agree, the organiser answers me itself.",
    ),
    "guardian": (
        "我是未满十四周岁的建议人的父母或者其他监护人，已阅读上述内容，同意处理该未成年人的个人信息"
        "（《中华人民共和国个人信息保护法》第三十一条）。",
        "I am a parent or guardian of the author, who is under fourteen. I have read the above and "
        "agree to the processing of the child's personal data (Personal Information Protection "
        "Law, Art. 31).",
    ),
}


def write_texts(apps, schema_editor):
    """Add version 1 of every text."""
    ConsentText = apps.get_model("suggestions", "ConsentText")
    for kind, (text_zh, text_en) in TEXTS.items():
        ConsentText.objects.get_or_create(
            kind=kind,
            version=1,
            defaults={
                "text_zh": text_zh,
                "text_en": text_en,
                "effective_from": IN_FORCE_FROM,
            },
        )


class Migration(migrations.Migration):
    replaces = [("suggestions", "0003_first_consent_texts")]
    dependencies = [("suggestions", "0001_suggestions_and_review")]

    operations = [migrations.RunPython(write_texts, migrations.RunPython.noop)]
