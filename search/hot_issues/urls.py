"""Addresses of hot issues, below /admin/hot-issues/."""

from django.urls import path

from search.hot_issues import views

app_name = "hot_issues"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("export/", views.export, name="export"),
    path("<int:pk>/", views.issue_page, name="issue"),
]
