"""Synonyms, picks, the log of queries, and the table of completions of the database engine.

Titles already indexed are completed after `search rebuild`.
"""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from search.engines.database import DatabaseEngine
from search.items import Index


def create(apps, schema_editor):
    """Make the table, unless an earlier migration has made it in its present shape."""
    DatabaseEngine().create_keys(Index.PUBLIC)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_tables'),
        ("suggestions", "0001_suggestions_and_review"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name='SynonymGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='Two words or more with = between them, such as 停车难 = 停车位不足.', max_length=300, verbose_name='words that mean the same')),
            ],
            options={
                'verbose_name': 'group of synonyms',
                'verbose_name_plural': 'synonyms',
                'ordering': ['words'],
            },
        ),
        migrations.CreateModel(
            name='AskedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('query', models.CharField(max_length=30, verbose_name='query')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='times')),
                ('results', models.PositiveIntegerField(verbose_name='results')),
            ],
            options={
                'verbose_name': 'query',
                'verbose_name_plural': 'queries',
                'indexes': [models.Index(fields=['day'], name='search_asked_day')],
                'constraints': [models.UniqueConstraint(fields=('query', 'day'), name='search_asked_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queries', models.TextField(help_text='One on each line; shown to whoever searches for exactly that.', verbose_name='queries')),
                ('address', models.CharField(blank=True, max_length=500, validators=[django.core.validators.RegexValidator('^(/(?![/\\\\])|https?://)\\S+$', 'Begin with https:// or, on this site, with one slash.')], verbose_name='address')),
                ('title', models.CharField(blank=True, help_text='Needed for an address only.', max_length=100, verbose_name='title')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='one sentence about it')),
                ('place', models.PositiveSmallIntegerField(default=1, help_text='Where there are several, 1 comes first.', verbose_name='order of display')),
                ('golden_idea', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='suggestions.goldenidea', verbose_name='golden idea')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'pick',
                'verbose_name_plural': 'picks',
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
