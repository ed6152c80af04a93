"""Wagtail's own background tasks (`django_tasks`) on Celery, so that there is one queue."""

from typing import Any

from celery import shared_task
from celery.utils.log import get_task_logger
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_module_path, get_random_id, normalize_json

logger = get_task_logger(__name__)


@shared_task(name="portal.background.run")
def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the django task at `path`; a row that is gone by now is logged, not raised.

    Eager, an error here would otherwise reach the web request that saved the row.
    """
    try:
        import_string(path).func(*args, **kwargs)
    except ObjectDoesNotExist:
        logger.warning("background task %s: its row is gone", path)


class CeleryBackend(BaseTaskBackend):
    """Hands django tasks to Celery once the surrounding transaction has committed."""

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Queue `task` on commit and return its (ready, never updated) result."""
        self.validate_task(task)
        path = get_module_path(task.func)
        message = normalize_json(list(args)), normalize_json(kwargs)
        transaction.on_commit(lambda: run.delay(path, *message))
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=message[0],
            kwargs=message[1],
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
