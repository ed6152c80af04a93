"""Forgetting: after an erasure the files of papers go; number, kind and date stay."""

from django.db.models import F, Q

from suggestions.papers.paper import Paper


def remove_papers(suggestion: int) -> None:
    """Delete the files of this suggestion's papers made until now; may run twice or late."""
    for paper in Paper.objects.filter(suggestion=suggestion).exclude(word="", pdf=""):
        for field in (paper.word, paper.pdf):
            if field.name:
                field.storage.delete(field.name)
        Paper.objects.filter(pk=paper.pk).update(word="", pdf="", pages=None)


def with_forgotten_papers() -> set[int]:
    """The suggestions that were erased after a paper was made whose file is still there."""
    left = Paper.objects.filter(~Q(word="", pdf=""), suggestion__erasures__at__gte=F("at"))
    return set(left.values_list("suggestion", flat=True))
