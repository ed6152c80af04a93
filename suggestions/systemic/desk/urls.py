"""Addresses of systemic issues, below /admin/systemic/."""

from django.urls import path

from suggestions.systemic.desk import gather, lists, pages

app_name = "systemic"
urlpatterns = [
    path("", lists.ListView.as_view(), name="list"),
    path("open/", lists.OpenView.as_view(), name="open"),
    path("gather/", gather.GatherView.as_view(), name="gather"),
    path("<int:pk>/", pages.IssueView.as_view(), name="issue"),
    path("<int:pk>/<slug:deed>/", pages.IssueView.as_view(), name="deed"),
]
