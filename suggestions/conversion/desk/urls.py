"""Addresses of the desk, below /admin/golden-ideas/."""

from django.urls import path

from suggestions.conversion.desk import actions, figures_page, lists, todo, verification, views
from suggestions.conversion.desk.uploads import limited_uploads

app_name = "conversion"
report = limited_uploads(actions.ReportView.as_view())
propose = limited_uploads(verification.ProposeView.as_view())
urlpatterns = [
    path("", views.IdeasView.as_view(), name="ideas"),
    path("todo/", todo.TodoView.as_view(), name="todo"),
    path("figures/", figures_page.FiguresView.as_view(), name="figures"),
    path("lists/", lists.ListsView.as_view(), name="lists"),
    path("lists/<int:pk>/", lists.ListView.as_view(), name="list"),
    path("<int:pk>/", views.IdeaView.as_view(), name="idea"),
    path("<int:pk>/plan/", actions.PlanView.as_view(), name="plan"),
    path("<int:pk>/propose/", propose, name="propose"),
    path("<int:pk>/lapse/", views.LapseView.as_view(), name="lapse"),
    path("<int:pk>/show/", views.ShowView.as_view(), name="show"),
    path("actions/<int:pk>/", actions.ChangeView.as_view(), name="change_action"),
    path("actions/<int:pk>/report/", report, name="report"),
    path("proposals/<int:pk>/", verification.ProposalView.as_view(), name="verify"),
    path("proposals/<int:pk>/go-on/", verification.KeepGoingView.as_view(), name="go_on"),
]
