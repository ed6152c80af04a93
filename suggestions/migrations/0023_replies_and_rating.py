import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0010_validity_directory_delegation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("suggestions", "0022_duties_and_calls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="event",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted"),
                    ("moved", "Moved on"),
                    ("classified", "Class set"),
                    ("assigned", "Passed to a unit"),
                    ("published", "Published"),
                    ("hidden", "Taken off the site"),
                    ("edited", "Text corrected"),
                    ("consent_given", "Consent given"),
                    ("consent_revoked", "Consent revoked"),
                    ("progress", "Progress reported"),
                    ("asked", "Please tell us whether it was carried out"),
                    ("linked", "Compared with another suggestion"),
                    ("unlinked", "Comparison taken back"),
                    ("heard", "An earlier suggestion that says the same has been answered"),
                    ("second_look", "A second look was asked for"),
                    ("look_answered", "The request for a second look is answered"),
                    ("reconsidered", "Your suggestion has come up again"),
                    ("replied", "Interim reply"),
                    ("release", "Reply reviewed before release"),
                    ("checked", "Reply checked"),
                    ("rate_asked", "Please tell us how your suggestion was handled"),
                    ("rated", "Rated by the author"),
                    ("erased", "Personal data erased"),
                ],
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("link", "By link or on the tracking page"),
                            ("call", "By a call back"),
                        ],
                        max_length=4,
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("call_from", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rated", "Rated"),
                            ("silent", "Not rated"),
                            ("refused", "Did not wish to rate"),
                            ("unreachable", "Could not be reached"),
                            ("not_called", "Nobody called"),
                            ("cancelled", "No longer asked"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asking",
                        to="suggestions.entry",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.unit",
                        verbose_name="unit that replied",
                    ),
                ),
            ],
            options={
                "verbose_name": "request to rate",
                "verbose_name_plural": "requests to rate",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CallAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("answered", "Answered the questions"),
                            ("no_answer", "No answer"),
                            ("wrong_number", "Wrong number"),
                            ("refused", "Did not wish to answer"),
                        ],
                        max_length=12,
                        verbose_name="what came of it",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                ("at", models.DateTimeField()),
                (
                    "asking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="suggestions.asking",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "call back",
                "verbose_name_plural": "calls back",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answered",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "Very satisfied"),
                            (4, "Satisfied"),
                            (3, "Fairly satisfied"),
                            (2, "Dissatisfied"),
                            (1, "Very dissatisfied"),
                        ],
                        verbose_name="Was it answered?",
                    ),
                ),
                (
                    "done",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "Very satisfied"),
                            (4, "Satisfied"),
                            (3, "Fairly satisfied"),
                            (2, "Dissatisfied"),
                            (1, "Very dissatisfied"),
                        ],
                        verbose_name="Was it done?",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=1000, verbose_name="comment")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own", "Rated by the author online"),
                            ("callback", "Told in a call back"),
                        ],
                        max_length=8,
                    ),
                ),
                ("alone", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("needs_supervisor", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_note", models.TextField(blank=True, max_length=1000)),
                (
                    "asking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="suggestions.asking",
                    ),
                ),
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
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alone", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "earlier_hand",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.unit",
                    ),
                ),
                (
                    "rating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopening",
                        to="suggestions.rating",
                    ),
                ),
                (
                    "suggestion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopening",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "reopening",
                "verbose_name_plural": "reopenings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
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
                        choices=[("interim", "Interim reply"), ("final", "Reply")],
                        default="final",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for approval"),
                            ("returned", "Sent back to be changed"),
                            ("approved", "Approved, not sent yet"),
                            ("sent", "Sent"),
                            ("discarded", "Given up"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="text")),
                (
                    "committed_on",
                    models.DateField(blank=True, null=True, verbose_name="will be done by"),
                ),
                (
                    "publicity",
                    models.CharField(
                        choices=[
                            ("public", "Published"),
                            ("on_request", "Open on request"),
                            ("closed", "Not open"),
                        ],
                        default="public",
                        max_length=10,
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "publicity_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="why not"),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("drafted_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "return_note",
                    models.TextField(blank=True, max_length=1000, verbose_name="what is missing"),
                ),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_alone", models.BooleanField(default=False)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("review_note", models.CharField(blank=True, max_length=200)),
                ("review_found", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "also_for",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="suggestions.suggestion",
                        verbose_name="also sent to",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="suggestions.entry",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="portal.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("passed", models.BooleanField()),
                ("points", models.JSONField(default=list, verbose_name="what was looked at")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                ("at", models.DateTimeField()),
                ("alone", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_made",
                        to="suggestions.reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a reply",
                "verbose_name_plural": "checks of replies",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="asking",
            name="reply",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asking",
                to="suggestions.reply",
            ),
        ),
        migrations.CreateModel(
            name="ReplyBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=5000)),
                (
                    "kind",
                    models.CharField(
                        choices=[("interim", "Interim reply"), ("final", "Reply")],
                        default="final",
                        max_length=8,
                    ),
                ),
                ("committed_on", models.DateField(null=True)),
                (
                    "publicity",
                    models.CharField(
                        choices=[
                            ("public", "Published"),
                            ("on_request", "Open on request"),
                            ("closed", "Not open"),
                        ],
                        max_length=10,
                    ),
                ),
                ("publicity_reason", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pattern",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="suggestions.reply",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply to many",
                "verbose_name_plural": "replies to many",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("skipped", "Left out")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("obstacle", models.CharField(blank=True, max_length=40)),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suggestions.suggestion",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch_item",
                        to="suggestions.reply",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="suggestions.replybatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "recipient",
                "verbose_name_plural": "recipients",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("interim", "Interim reply"), ("final", "Reply")],
                        default="final",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Filled in: {receipt}, {title}, {campaign}, {unit}, {date} and {committed_on}.",
                        max_length=5000,
                        verbose_name="text",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="This unit and those below it use the template; empty: everybody does.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="portal.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply template",
                "verbose_name_plural": "reply templates",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["at"], name="rating_by_time"),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                condition=models.Q(("needs_supervisor", True), ("settled_at__isnull", True)),
                fields=["at", "id"],
                name="rating_for_supervisor",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered__range", (1, 5)), ("done__range", (1, 5))),
                name="rating_on_the_scale",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("state", "submitted")),
                fields=["submitted_at", "id"],
                name="reply_to_approve",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(
                    ("checked_at__isnull", True), ("kind", "final"), ("state", "sent")
                ),
                fields=["sent_at", "id"],
                name="reply_to_check",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("committed_on__isnull", False), ("state", "sent")),
                fields=["committed_on", "id"],
                name="reply_promised",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "returned", "approved"])),
                fields=("suggestion", "unit"),
                name="one_unsent_reply_per_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sent"), _negated=True),
                    ("sent_at__isnull", False),
                    _connector="OR",
                ),
                name="sent_reply_has_a_date",
            ),
        ),
        migrations.AddIndex(
            model_name="asking",
            index=models.Index(
                condition=models.Q(("call_from__isnull", False), ("closed_at__isnull", True)),
                fields=["call_from", "id"],
                name="asking_to_call",
            ),
        ),
        migrations.AddIndex(
            model_name="asking",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["due_at", "id"],
                name="asking_open",
            ),
        ),
        migrations.AddIndex(
            model_name="asking",
            index=models.Index(fields=["asked_at"], name="asking_by_time"),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("suggestion",),
                name="one_open_asking",
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("end", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("end", ""), _negated=True)),
                    _connector="OR",
                ),
                name="asking_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.UniqueConstraint(
                fields=("batch", "suggestion"), name="batch_item_once"
            ),
        ),
    ]
