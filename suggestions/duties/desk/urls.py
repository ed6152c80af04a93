"""Addresses of the desk of duties, below /admin/duties/."""

from django.urls import path

from suggestions.duties.desk import bulk, extensions, lists, pages

app_name = "duties"
urlpatterns = [
    path("", lists.ListView.as_view(), name="list"),
    path("assign/", bulk.AssignManyView.as_view(), name="assign_many"),
    path("<slug:receipt>/assign/", pages.AssignPage.as_view(), name="assign"),
    path("<slug:receipt>/take/", pages.TakeUpPage.as_view(), name="take_up"),
    path("<slug:receipt>/call/", pages.CallPage.as_view(), name="call"),
    path("<slug:receipt>/extend/", extensions.ExtendPage.as_view(), name="extend"),
    path("<slug:receipt>/duty/<int:pk>/<slug:act>/", pages.DutyActPage.as_view(), name="duty_act"),
    path("<slug:receipt>/call/<int:pk>/<slug:act>/", pages.CallActPage.as_view(), name="call_act"),
    path(
        "<slug:receipt>/extension/<int:pk>/<slug:act>/",
        extensions.AnswerPage.as_view(),
        name="extension",
    ),
]
