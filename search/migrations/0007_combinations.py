"""The tables of the database engine count by combinations of facet values.

They are made anew, empty: `search rebuild` fills them.
"""

from django.db import migrations

from search.engines.database import DatabaseEngine
from search.items import Index


def create(apps, schema_editor):
    """Make the tables in their present shape; a later change makes them anew."""
    for index in Index:
        DatabaseEngine().create(index)


class Migration(migrations.Migration):
    dependencies = [("search", "0006_routing")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
