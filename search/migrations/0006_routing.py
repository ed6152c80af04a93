"""Topic and unit suggestion: what was learned, and the hint for each suggestion."""

import django.db.models.deletion
import search.routing.learned
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_law_uses"),
        ("suggestions", "0001_suggestions_and_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearnedClassifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[("topic", "Topic"), ("unit", "Unit in charge")],
                        max_length=8,
                        unique=True,
                    ),
                ),
                (
                    "file",
                    models.FileField(storage=search.routing.learned.private, upload_to="routing"),
                ),
                ("digest", models.CharField(max_length=64)),
                ("learned_from", models.PositiveIntegerField()),
                ("learned_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RoutingHint",
            fields=[
                (
                    "suggestion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="suggestions.suggestion",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("topics", models.JSONField(default=list)),
                ("units", models.JSONField(default=list)),
                ("guessed_at", models.DateTimeField()),
            ],
        ),
    ]
