"""The first standards: what laws say about time limits, and local rules labelled as such.

They are rows from then on: whoever edits or deletes one here is never overruled.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Rule = tuple[str, str, int, str, dict[str, object], str]

PETITION = "《信访工作条例》"
HOTLINE = "《济南市12345市民服务热线条例》"
LOCAL = "地方规定（非法律法规）"
PROMISE = "“民意速办”服务承诺（非法律法规）"
NO_ROLL: dict[str, object] = {"rolls": False}

STANDARDS: dict[str, tuple[str, bool, list[Rule]]] = {
    "petition": (
        f"{PETITION}：申诉求决",
        True,
        [
            ("forward", "submitted", 15, "day", {}, f"{PETITION}第二十二条"),
            ("notice", "submitted", 15, "day", {}, f"{PETITION}第二十三条"),
            ("object", "assigned", 5, "working_day", {}, f"{PETITION}第二十三条"),
            ("close", "accepted", 60, "day", {"extension_days": 30}, f"{PETITION}第三十四条"),
        ],
    ),
    "petition-forward": (
        f"{PETITION}：登记转送",
        True,
        [("forward", "submitted", 15, "day", {}, f"{PETITION}第二十二条")],
    ),
    "hotline": (
        f"{HOTLINE}",
        True,
        [("reply", "submitted", 5, "working_day", {"may_commit": True}, f"{HOTLINE}第二十四条")],
    ),
    "prompt": (
        "民意速办：当日受理转办，1-2-3 服务",
        False,
        [
            ("forward", "submitted", 0, "day", NO_ROLL, PROMISE),
            ("contact", "submitted", 1, "day", NO_ROLL, PROMISE),
            ("meet", "submitted", 2, "day", NO_ROLL, PROMISE),
            ("interim", "submitted", 3, "day", NO_ROLL, PROMISE),
        ],
    ),
    "local-suggestion": (
        "地方规定：人民建议",
        False,
        [
            ("forward", "submitted", 5, "working_day", {}, LOCAL),
            ("reply", "accepted", 15, "working_day", {"extension_days": 15}, LOCAL),
            ("close", "accepted", 60, "day", {"extension_days": 30}, LOCAL),
        ],
    ),
    "local-question": (
        "地方规定：咨询",
        False,
        [
            ("forward", "submitted", 2, "working_day", {}, LOCAL),
            ("reply", "submitted", 5, "working_day", {"extension_days": 5}, LOCAL),
        ],
    ),
    "local-common": (
        "地方规定：各类事项",
        False,
        [
            ("forward", "submitted", 5, "working_day", {}, LOCAL),
            ("object", "assigned", 5, "working_day", {}, LOCAL),
            ("call", "called", 2, "working_day", {}, LOCAL),
            ("reply", "accepted", 45, "day", {"extension_days": 15}, LOCAL),
            ("rate", "asked", 10, "working_day", {}, LOCAL),
        ],
    ),
}
"""Code: name, whether it binds, rules (step, start, length, unit, more, source)."""

USES: list[tuple[str, dict[str, str]]] = [
    ("hotline", {"channel": "hotline"}),
    ("petition", {"classification": "claim"}),
    ("petition-forward", {"classification": "report"}),
    ("petition-forward", {"classification": "court"}),
    ("local-suggestion", {"classification": "suggestion"}),
    ("local-suggestion", {"classification": "unsorted"}),
    ("local-question", {"classification": "question"}),
    ("local-common", {}),
]
"""Which standard is in use for what; the last for everything."""


def add_standards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the standards, their rules and their uses into empty tables."""
    standards = apps.get_model("suggestions", "Standard").objects
    rules = apps.get_model("suggestions", "ClockRule").objects
    uses = apps.get_model("suggestions", "StandardUse").objects
    for code, (name, is_law, lines) in STANDARDS.items():
        standard = standards.create(code=code, name=name, is_law=is_law)
        for step, start, length, unit, more, source in lines:
            said = {"step": step, "start": start, "length": length, "source": source}
            rules.create(standard=standard, length_unit=unit, **said, **more)
    for code, about in USES:
        uses.create(standard=standards.get(code=code), **about)


class Migration(migrations.Migration):
    replaces = [("suggestions", "0031_first_standards")]
    dependencies = [("suggestions", "0008_first_wordings_of_supervision")]
    operations = [migrations.RunPython(add_standards, migrations.RunPython.noop)]
