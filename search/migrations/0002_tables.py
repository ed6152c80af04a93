"""The tables of the database engine. They hold nothing that a rebuild does not bring back.

Their shape is written in search.engines; whoever changes it adds a migration like this one (values by number).
"""

from django.db import migrations

from search.engines.database import DatabaseEngine
from search.items import Index


def create(apps, schema_editor):
    """Make the tables in their present shape; a later change makes them anew."""
    for index in Index:
        DatabaseEngine().create(index)


def drop(apps, schema_editor):
    """Remove the tables."""
    for index in Index:
        DatabaseEngine().drop(index)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_outbox")]
    operations = [migrations.RunPython(create, drop)]
