"""The first wording of the letter for every outcome. Editors change it in the admin."""

from django.db import migrations

OPENING = """尊敬的建议人：

您好！您在“{campaign}”中提出的建议“{title}”（受理编号：{receipt}）已经评审，现将结果和理由函告如下。
"""

CLOSING = """{figures}

{second_look}

感谢您对我们工作的关心和支持，欢迎继续提出宝贵意见。

{organiser}
{date}
"""

RESULTS = {
    "adopted": """经研究，决定采纳您的建议。

采纳理由：
{reason}

{code}

{good}

{lacking}

接下来，责任单位将制定落实措施，进展情况会在本网站公开；您也可以凭受理编号和查询码随时查询。
""",
    "partly_adopted": """经研究，决定部分采纳您的建议。

采纳的部分和理由：
{reason}

{code}

{good}

{lacking}

采纳的部分将由责任单位制定落实措施，进展情况会在本网站公开；您也可以凭受理编号和查询码随时查询。
""",
    "kept": """经研究，您的建议留作参考，暂不列入落实计划。

理由：
{reason}

{code}

{good}

{lacking}

您的建议已存入建议资源库。今后的征集活动或新的法规与它相关时，我们会重新研究，并告知您。
""",
    "not_adopted": """经研究，您的建议未予采纳。

理由：
{reason}

{code}

{good}

{lacking}

您的建议仍保存在建议资源库。今后的征集活动或新的法规与它相关时，我们会重新研究，并告知您。
""",
}


def write_texts(apps, schema_editor):
    """Add the text for each outcome that has none."""
    LetterTemplate = apps.get_model("suggestions", "LetterTemplate")
    for outcome, result in RESULTS.items():
        text = "\n".join((OPENING, result, CLOSING))
        LetterTemplate.objects.get_or_create(outcome=outcome, defaults={"text": text})


class Migration(migrations.Migration):
    replaces = [("suggestions", "0018_first_letters")]
    dependencies = [("suggestions", "0003_following_up_and_evidence")]

    operations = [migrations.RunPython(write_texts, migrations.RunPython.noop)]
