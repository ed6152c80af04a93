from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("suggestions", "0020_key_of_the_portal"),
    ]

    operations = [
        migrations.AlterField(
            model_name="suggestion",
            name="classification",
            field=models.CharField(
                choices=[
                    ("unsorted", "Not sorted yet"),
                    ("suggestion", "Suggestion"),
                    ("question", "Question"),
                    ("claim", "Personal claim"),
                    ("court", "Matter of the courts"),
                    ("report", "Report against someone"),
                ],
                default="suggestion",
                max_length=12,
                verbose_name="class",
            ),
        ),
    ]
