"""Many tables in one step: all there, whichever refers to which, and all gone again."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState

from portal.migrating import CreateModels

KEY = ("id", models.BigAutoField(primary_key=True))
HEN = CreateModel("Hen", [KEY, ("egg", models.ForeignKey("poultry.Egg", models.CASCADE))])
EGG = CreateModel(
    "Egg", [KEY, ("hen", models.ForeignKey("poultry.Hen", models.CASCADE, null=True))]
)
TABLES = {"poultry_hen", "poultry_egg"}


def tables():
    return TABLES & set(connection.introspection.table_names())


def move(step, *, forwards):
    """Takes `step` in the database, in one transaction as a migration does."""
    before, after = ProjectState(), ProjectState()
    step.state_forwards("poultry", after)
    with connection.schema_editor() as editor:
        if forwards:
            step.database_forwards("poultry", editor, before, after)
        else:
            step.database_backwards("poultry", editor, after, before)


@pytest.mark.django_db(transaction=True)
def test_models_that_refer_to_each_other_are_made_and_unmade():
    step = CreateModels([HEN, EGG])

    move(step, forwards=True)
    made = tables()
    move(step, forwards=False)

    assert made == TABLES
    assert tables() == set()


@pytest.mark.django_db(transaction=True)
def test_what_is_made_later_in_the_list_is_what_an_earlier_one_refers_to():
    move(CreateModels([HEN, EGG]), forwards=True)

    with connection.cursor() as cursor:
        relations = connection.introspection.get_relations(cursor, "poultry_hen")

    assert {column: found[:2] for column, found in relations.items()} == {
        "egg_id": ("id", "poultry_egg")
    }


def test_what_was_rendered_before_the_step_is_rendered_anew():
    state = ProjectState()
    assert list(state.apps.get_models()) == []

    CreateModels([HEN, EGG]).state_forwards("poultry", state)

    assert {model.__name__ for model in state.apps.get_models()} == {"Hen", "Egg"}
