"""Addresses of the desk, below /admin/commendations/."""

from django.urls import path

from suggestions.commendation.desk import lists, nominations, objections, page

app_name = "commendation"
urlpatterns = [
    path("", lists.ListView.as_view(), name="list"),
    path("draft/", lists.DraftView.as_view(), name="draft"),
    path("<int:pk>/", page.PageView.as_view(), name="page"),
    path("<int:pk>/do/<slug:act>/", page.ActView.as_view(), name="act"),
    path("<int:pk>/nominate/", nominations.NominateView.as_view(), name="nominate"),
    path("nominees/<int:pk>/<slug:act>/", nominations.NomineeView.as_view(), name="nominee"),
    path("objections/<int:pk>/", objections.ObjectionView.as_view(), name="objection"),
    path("objections/<int:pk>/contact/", objections.ContactView.as_view(), name="contact"),
]
