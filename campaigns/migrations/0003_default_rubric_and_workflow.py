"""What every site starts with: the rubric of the four criteria, and 三审三校."""

from django.db import migrations

from campaigns.criteria import FOUR_CRITERIA

RUBRIC = "金点子四性评分标准"
WORKFLOW = "三审三校"
STEPS = (
    ("初审", ("editor",)),
    ("复审", ("editor", "publisher")),
    ("终审", ("publisher",)),
)


def create_rubric(apps, schema_editor):
    rubric = apps.get_model("campaigns", "Rubric").objects.create(name=RUBRIC)
    criteria = apps.get_model("campaigns", "Criterion").objects
    for order, text in enumerate(FOUR_CRITERIA):
        anchors = {f"anchor_{level}": words for level, words in enumerate(text["anchors"], 1)}
        criteria.create(
            rubric=rubric,
            sort_order=order,
            name=text["name"],
            name_en=text["name_en"],
            weight=text["weight"],
            description=text["description"],
            **anchors,
        )


def create_workflow(apps, schema_editor):
    """Three approvals by different people for every page, in place of Wagtail's one."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Workflow.objects.update(active=False)
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    for order, (name, groups) in enumerate(STEPS):
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task=create_task(apps, name, groups), sort_order=order
        )
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if root is not None:
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
            page=root, defaults={"workflow": workflow}
        )


def create_task(apps, name, groups):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="campaigns", model="differentpersontask"
    )
    task = apps.get_model("campaigns", "DifferentPersonTask").objects.create(
        name=name, content_type=content_type, active=True
    )
    Group = apps.get_model("auth", "Group")
    task.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return task


class Migration(migrations.Migration):

    dependencies = [
        ("campaigns", "0002_approval_by_different_people"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(create_rubric, migrations.RunPython.noop),
        migrations.RunPython(create_workflow, migrations.RunPython.noop),
    ]
