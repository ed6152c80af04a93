"""Addresses of the desk, below /admin/golden-ideas/."""

from django.urls import path

from suggestions.conversion.desk import actions, views

app_name = "conversion"
urlpatterns = [
    path("", views.IdeasView.as_view(), name="ideas"),
    path("<int:pk>/", views.IdeaView.as_view(), name="idea"),
    path("<int:pk>/plan/", actions.PlanView.as_view(), name="plan"),
    path("<int:pk>/conclude/", views.ConcludeView.as_view(), name="conclude"),
    path("<int:pk>/show/", views.ShowView.as_view(), name="show"),
    path("actions/<int:pk>/", actions.ChangeView.as_view(), name="change_action"),
    path("actions/<int:pk>/report/", actions.ReportView.as_view(), name="report"),
]
