"""What happens at the end of an approval workflow. Wagtail reads this while it loads its models."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from portal.accounts.user import User


def publish_approved(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publish the text that was approved; `user` took the last step, that is right enough."""
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
