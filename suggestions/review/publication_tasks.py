"""Publishing in the background: a large round takes minutes."""

from celery import shared_task

from suggestions.review.publication import PublicationRun
from suggestions.review.publishing import carry_on


@shared_task
def publish_round(run: int) -> None:
    """Carry on the publication with this key; may run twice, late, or beside another run."""
    row = PublicationRun.objects.unfinished().select_related("round__campaign", "by")
    found = row.filter(pk=run).first()
    if found is not None:
        carry_on(found)


@shared_task
def carry_on_publications() -> None:
    """Carry on whatever was cut short: a task was lost with its worker."""
    for run in PublicationRun.objects.unfinished().values_list("pk", flat=True):
        publish_round(run)
