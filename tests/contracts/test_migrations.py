"""The migrations make exactly the tables that the models describe, from nothing."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    output = io.StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=output)

    assert output.getvalue().strip() == "No changes detected"


@pytest.mark.django_db
def test_an_empty_database_was_migrated_to_the_end():
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_accounts_and_organisation_come_before_wagtail():
    """Page types in the first migration would make a circle of portal and wagtailcore."""
    graph = MigrationExecutor(connection=None).loader.graph
    before = graph.forwards_plan(("portal", "0001_accounts_and_organisation"))

    assert {app for app, _ in before} & {"wagtailcore", "wagtailimages", "campaigns"} == set()
