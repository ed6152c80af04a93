"""The ground everything stands on: site, accounts, organisation and page types."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
