"""After every migration the groups of the roles have what the tables say."""

from django.db.models.signals import post_migrate

from portal.organisation.groups import grant_role_permissions

post_migrate.connect(grant_role_permissions, dispatch_uid="portal.grant_role_permissions")
