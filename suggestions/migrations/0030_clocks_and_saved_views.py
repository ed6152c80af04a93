"""Clocks with their standards and rules; saved views and ledger columns of the desk."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0006_leaders_mailbox"),
        ("portal", "0010_validity_directory_delegation"),
        ("suggestions", "0029_first_wordings_of_supervision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Standard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "is_law",
                    models.BooleanField(
                        default=False,
                        help_text="A law or regulation: a campaign may promise more than it, never less.",
                        verbose_name="binding",
                    ),
                ),
            ],
            options={
                "verbose_name": "service standard",
                "verbose_name_plural": "service standards",
                "ordering": ["-is_law", "name"],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("forward", "Register and forward"),
                            ("notice", "Tell the author of the receipt"),
                            ("object", "Object to being in charge"),
                            ("contact", "Contact the author"),
                            ("meet", "Meet the author"),
                            ("interim", "Resolve or give an interim answer"),
                            ("reply", "Reply"),
                            ("call", "Answer a call from below"),
                            ("close", "Close"),
                            ("rate", "Ask the author for a rating"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "length_unit",
                    models.CharField(
                        choices=[
                            ("hour", "hours"),
                            ("day", "calendar days"),
                            ("working_day", "working days"),
                        ],
                        max_length=12,
                    ),
                ),
                ("rolls", models.BooleanField()),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("extension_days", models.PositiveSmallIntegerField(default=0)),
                ("may_commit", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("met_at", models.DateTimeField(null=True, verbose_name="done")),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("paused_at", models.DateTimeField(null=True)),
                ("extended_to", models.DateTimeField(null=True)),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clocks",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="portal.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "clock",
                "verbose_name_plural": "clocks",
                "ordering": ["due_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ClockChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("extended", "Extended"),
                            ("resumed", "Went on after a pause"),
                            ("recounted", "Counted again"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.DateTimeField()),
                ("after", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="suggestions.clock",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ClockPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(max_length=200)),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="suggestions.clock",
                    ),
                ),
            ],
            options={
                "ordering": ["started_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ClockRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("forward", "Register and forward"),
                            ("notice", "Tell the author of the receipt"),
                            ("object", "Object to being in charge"),
                            ("contact", "Contact the author"),
                            ("meet", "Meet the author"),
                            ("interim", "Resolve or give an interim answer"),
                            ("reply", "Reply"),
                            ("call", "Answer a call from below"),
                            ("close", "Close"),
                            ("rate", "Ask the author for a rating"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                (
                    "start",
                    models.CharField(
                        choices=[
                            ("submitted", "when it was handed in"),
                            ("accepted", "when it was accepted"),
                            ("assigned", "when a unit was given it"),
                            ("called", "when a unit called for help"),
                            ("asked", "when the author was asked"),
                        ],
                        max_length=10,
                        verbose_name="runs from",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField(verbose_name="length")),
                (
                    "length_unit",
                    models.CharField(
                        choices=[
                            ("hour", "hours"),
                            ("day", "calendar days"),
                            ("working_day", "working days"),
                        ],
                        max_length=12,
                        verbose_name="counted in",
                    ),
                ),
                (
                    "rolls",
                    models.BooleanField(
                        default=True,
                        help_text="If the last day is no working day, the next working day is the last.",
                        verbose_name="ends on a working day",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "extension_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Calendar days, once, with a reason and approval; 0: not at all.",
                        verbose_name="may be extended by",
                    ),
                ),
                (
                    "may_commit",
                    models.BooleanField(
                        default=False,
                        help_text="Kept as well by telling the author measures and the day they will be done.",
                        verbose_name="or a committed date",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clock_rules",
                        to="campaigns.campaignpage",
                        verbose_name="only for this campaign",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="suggestions.standard",
                        verbose_name="standard",
                    ),
                ),
            ],
            options={
                "verbose_name": "time limit",
                "verbose_name_plural": "time limits",
                "ordering": ["standard", "campaign", "step"],
            },
        ),
        migrations.AddField(
            model_name="clock",
            name="rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="suggestions.clockrule",
            ),
        ),
        migrations.CreateModel(
            name="LedgerChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("columns", models.JSONField(default=list)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ledger_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.TextField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shared_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="portal.unit",
                        verbose_name="shared with colleagues of",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StandardUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("web", "Web"),
                            ("station", "Station"),
                            ("import", "Spreadsheet"),
                            ("letter", "Letter"),
                            ("event", "Event"),
                            ("hotline", "Hotline"),
                            ("api", "Other system"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "classification",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsorted", "Not sorted yet"),
                            ("suggestion", "Suggestion"),
                            ("question", "Question"),
                            ("claim", "Personal claim"),
                            ("court", "Matter of the courts"),
                            ("report", "Report against someone"),
                        ],
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standards",
                        to="campaigns.campaignpage",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="suggestions.standard",
                        verbose_name="standard",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a standard",
                "verbose_name_plural": "uses of standards",
            },
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(
                    ("cancelled_at__isnull", True),
                    ("met_at__isnull", True),
                    ("paused_at__isnull", True),
                ),
                fields=["unit", "due_at", "id"],
                name="clock_of_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(
                    ("cancelled_at__isnull", True),
                    ("met_at__isnull", True),
                    ("paused_at__isnull", True),
                ),
                fields=["due_at", "id"],
                name="clock_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at__isnull", True), ("met_at__isnull", True)),
                fields=("suggestion", "step", "unit"),
                name="clock_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("owner", "name"), name="saved_view_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clockrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standard__isnull", False)),
                fields=("standard", "step"),
                name="clock_rule_of_standard",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("campaign__isnull", False)),
                fields=("campaign", "step"),
                name="clock_rule_of_campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standard__isnull", True), ("campaign__isnull", True), _connector="XOR"
                ),
                name="clock_rule_has_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarduse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("campaign__isnull", False)),
                fields=("standard", "campaign", "channel", "classification"),
                name="standard_used_once_by_campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarduse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("campaign__isnull", True)),
                fields=("standard", "channel", "classification"),
                name="standard_used_once",
            ),
        ),
    ]
