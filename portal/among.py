"""Among: conditions that a key is one of many, in a form that PostgreSQL finds by index.

`a IN (SELECT …) OR b IN (SELECT …)` makes it look at every row; `= ANY(array)` lets it take each
side from its index and join what it found.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

Compiled = tuple[str, Any]


class AmongRows(models.Func):
    """That `key` is among the keys that the rows of a query name; for queries with few rows."""

    template = "(%(expressions)s)"
    arg_joiner = " IN "
    output_field: models.Field[Any, Any] = models.BooleanField()

    def __init__(self, key: str, rows: models.QuerySet[Any]) -> None:
        """`rows` answers one column: `values("suggestion")`."""
        super().__init__(models.F(key), models.Subquery(rows))

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Compiled:
        """The rows are read once, into an array."""
        return self.as_sql(
            compiler, connection, template="(%(expressions)s))", arg_joiner=" = ANY(ARRAY"
        )


class AmongKeys(models.Func):
    """That `key` is one of `keys`, however many: they are one parameter of the statement."""

    output_field: models.Field[Any, Any] = models.BooleanField()
    template = "(%(expressions)s IN (SELECT value FROM json_each(%%s)))"

    def __init__(self, key: str, keys: Iterable[int]) -> None:
        """`keys` are primary keys; none of them fits nothing."""
        super().__init__(models.F(key))
        self.keys = tuple(keys)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Compiled:
        """The keys as a JSON text."""
        sql, parameters = self.as_sql(compiler, connection)
        return sql, [*parameters, json.dumps(self.keys)]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Compiled:
        """The keys as an array."""
        sql, parameters = self.as_sql(compiler, connection, template="(%(expressions)s = ANY(%%s))")
        return sql, [*parameters, list(self.keys)]
