"""Addresses of work orders at the desk, below /admin/work-orders/."""

from django.urls import path

from suggestions.workorders.desk.views import CommitView, ImportView

app_name = "workorders"
urlpatterns = [
    path("", ImportView.as_view(), name="import"),
    path("<slug:receipt>/commit/", CommitView.as_view(), name="commit"),
]
