"""Roles are the groups here: Wagtail's two sample groups would grant what no role grants."""

from django.db import migrations


def delete_sample_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0007_staff_accounts"),
        # the migrations that look these groups up
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(delete_sample_groups, migrations.RunPython.noop)]
