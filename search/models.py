"""The list of search's models; the tables of the database engine are its own business."""

from search.indexing.lease import Lease
from search.indexing.outbox import OutboxEntry

__all__ = ["Lease", "OutboxEntry"]
