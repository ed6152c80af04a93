"""Areas, topics and offices of the invented city."""

from typing import Any

from treebeard.mp_tree import MP_Node

from portal.organisation.area import Area
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from search.demo.city import City
from search.demo.reading import text_file


def build_offices(city: City) -> None:
    """Make the areas, then the topics, then the offices."""
    for fields in text_file("areas")["area"]:
        city.areas[fields["code"]] = _node(Area, fields, city.areas)
    for fields in text_file("topics")["topic"]:
        _topic(city, fields)
    for fields in text_file("units")["unit"]:
        area = city.areas[fields["area"]]
        city.units[fields["code"]] = _node(Unit, fields | {"area": area}, city.units)


def _topic(city: City, fields: dict[str, Any]) -> None:
    """One topic of the first level and those below it."""
    below = fields.pop("below")
    city.topics[fields["code"]] = _node(Topic, fields, city.topics)
    for code, name, name_en in below:
        lower = {"code": code, "name": name, "name_en": name_en, "parent": fields["code"]}
        city.topics[code] = _node(Topic, lower, city.topics)


def _node(model: type[MP_Node], fields: dict[str, Any], made: dict[str, Any]) -> Any:
    """A node below its parent, if it names one, else a root."""
    values = {name: value for name, value in fields.items() if name != "parent"}
    if "parent" not in fields:
        return model.add_root(**values)
    return model.objects.get(pk=made[fields["parent"]].pk).add_child(**values)
