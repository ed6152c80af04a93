"""Brings in a version of the tree of topics."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import CommandParser

from portal.organisation.imports.command import ListCommand
from portal.organisation.imports.topics import import_topics


class Command(ListCommand):
    """Run twice, it changes nothing."""

    help = (
        "Makes the topics in FILE (.xlsx, .csv) the tree: l1, l2, l3 and, if given, one column for "
        "each other system's codes (“code:12345”). What it no longer has is retired; one faulty "
        "line, and nothing is taken over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The same, with the name of the version."""
        super().add_arguments(parser)
        parser.add_argument("--version", metavar="NAME", dest="name_of_version", required=True)

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """The parser, in which --version is the topics' and not Django's."""
        return super().create_parser(
            prog_name, subcommand, **{"conflict_handler": "resolve", **options}
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file as a version."""
        self.take_over = partial(import_topics, version=options["name_of_version"], by=None)
        super().handle(*args, **options)
