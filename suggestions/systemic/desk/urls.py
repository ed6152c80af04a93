"""Addresses of systemic issues, below /admin/systemic/."""

from django.urls import path

from suggestions.systemic.desk import pages

app_name = "systemic"
urlpatterns = [
    path("", pages.ListView.as_view(), name="list"),
    path("open/", pages.OpenView.as_view(), name="open"),
    path("<int:pk>/", pages.IssueView.as_view(), name="issue"),
    path("<int:pk>/<slug:deed>/", pages.IssueView.as_view(), name="deed"),
]
