"""Special days: where offices work or rest other than the calendar says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0010_validity_directory_delegation"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("is_working", models.BooleanField(verbose_name="offices work")),
                (
                    "why",
                    models.CharField(
                        help_text="For instance: announced by the State Council, typhoon, local festival.",
                        max_length=200,
                        verbose_name="why",
                    ),
                ),
            ],
            options={
                "verbose_name": "special day",
                "verbose_name_plural": "special days",
                "ordering": ["-day"],
            },
        ),
    ]
