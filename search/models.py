"""The list of search's models; the tables of the database engine are its own business."""

from search.asked.log import AskedQuery
from search.hot_issues.grouping import Grouping, HotIssue, Member
from search.indexing.lease import Lease
from search.indexing.outbox import OutboxEntry
from search.law_uses import LawUse
from search.routing.learned import LearnedClassifier, RoutingHint
from search.vocabulary.edition import Edition
from search.vocabulary.picks import Pick
from search.vocabulary.synonyms import SynonymGroup

__all__ = [
    "AskedQuery",
    "Edition",
    "Grouping",
    "HotIssue",
    "LawUse",
    "LearnedClassifier",
    "Lease",
    "Member",
    "OutboxEntry",
    "Pick",
    "RoutingHint",
    "SynonymGroup",
]
