"""Publishing: pages with an approval workflow go on the site through it, and no other way."""

from wagtail.models import PagePermissionTester

from portal.accounts.user import User


class WorkflowFirst(PagePermissionTester):
    """What `user` may do with `page`: nobody publishes past its workflow.

    Taking a page off the site, its schedule and its restrictions stay with the publishers;
    an office that takes the workflow away publishes directly. Superusers may, in need.
    """

    def can_publish(self) -> bool:
        """Whether the page may be published at once, without anybody's approval."""
        return bool(super().can_publish()) and self._is_unbound()

    def can_publish_subpage(self) -> bool:
        """Whether a page may be made below this one and published in one go."""
        return bool(super().can_publish_subpage()) and self._is_unbound()

    def can_unschedule(self) -> bool:
        """Whether a publication that is planned may be called off."""
        return bool(super().can_publish())

    def can_set_view_restrictions(self) -> bool:
        """Whether the page may be restricted to some visitors.

        A type of page without `private_page_options` never is, not even by a superuser.
        """
        return bool(super().can_publish()) and bool(self.page.private_page_options)

    def _is_unbound(self) -> bool:
        return bool(self.user.is_superuser) or not self.page.has_workflow


class WorkflowFirstMixin:
    """A page type that is published by its workflow where it has one."""

    def permissions_for_user(self, user: User) -> WorkflowFirst:
        """What `user` may do with this page."""
        return WorkflowFirst(user, self)
