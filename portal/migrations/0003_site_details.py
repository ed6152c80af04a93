import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0002_pages"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteDetails",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organiser", models.CharField(blank=True, max_length=100, verbose_name="responsible authority")),
                ("operator", models.CharField(blank=True, max_length=100, verbose_name="operated by")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="public phone")),
                ("phone_hours", models.CharField(blank=True, max_length=100, verbose_name="phone hours")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="public e-mail")),
                ("site_code", models.CharField(blank=True, help_text="政府网站标识码, ten digits.", max_length=20, verbose_name="site code")),
                ("icp_record", models.CharField(blank=True, max_length=60, verbose_name="ICP record number")),
                ("police_record", models.CharField(blank=True, max_length=60, verbose_name="police record number")),
                ("site", models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site")),
            ],
            options={
                "verbose_name": "site details",
                "verbose_name_plural": "site details",
            },
        ),
    ]
