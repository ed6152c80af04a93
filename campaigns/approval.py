"""三审三校: the steps of the editors' workflow are taken by different people."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from portal.accounts.user import User

Action = tuple[str, Any, bool]


class DifferentPersonTask(AbstractGroupApprovalTask):
    """An approval by a member of the groups who has not approved another step of the same run.

    How many steps there are is the workflow's affair: an office with one editor keeps one
    step in the workflow and deactivates the others.
    """

    class Meta:
        verbose_name = _("approval by somebody else")
        verbose_name_plural = _("approvals by somebody else")

    @classmethod
    def get_description(cls) -> str:
        """What an administrator reads when adding a step."""
        return str(_("A member of the chosen groups approves; nobody approves two steps."))

    def get_actions(self, obj: Page, user: User) -> list[Action]:
        """No action for who has approved an earlier step."""
        if has_approved_another(self, obj.current_workflow_task_state, user):
            return []
        return super().get_actions(obj, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """Who has approved an earlier step changes nothing in a later one."""
        state = obj.current_workflow_task_state
        return has_approved_another(self, state, user) or super().locked_for_user(obj, user)

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Approve or reject. Raises PermissionDenied for who has approved an earlier step."""
        if has_approved_another(self, task_state, user):
            raise PermissionDenied(_("You have already approved an earlier step."))
        super().on_action(task_state, user, action_name, **kwargs)


def has_approved_another(task: DifferentPersonTask, state: TaskState | None, user: User) -> bool:
    """Whether `user` approved another step of the run that `state` belongs to.

    A text that was sent back may be approved again by those who approved it before,
    each in the step they had.
    """
    if state is None:
        return False
    approved = TaskState.objects.filter(
        workflow_state=state.workflow_state_id,
        status=TaskState.STATUS_APPROVED,
        finished_by=user,
    )
    return approved.exclude(task=task.pk).exists()
