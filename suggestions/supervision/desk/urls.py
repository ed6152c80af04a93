"""Addresses of supervision, below /admin/supervision/."""

from django.urls import path

from suggestions.supervision.desk import cases, conference, decisions, letters, overview, sittings

app_name = "supervision"
urlpatterns = [
    path("", overview.OverviewView.as_view(), name="desk"),
    path("letters/", letters.LettersView.as_view(), name="letters"),
    path("letters/write/", letters.WriteLetterView.as_view(), name="write_letter"),
    path("letters/<int:pk>/", letters.LetterView.as_view(), name="letter"),
    path("letters/<int:pk>/<slug:deed>/", letters.LetterView.as_view(), name="letter_deed"),
    path("cases/", cases.CasesView.as_view(), name="cases"),
    path("cases/old/", cases.OldCasesView.as_view(), name="old_cases"),
    path("cases/take-on/<slug:receipt>/", cases.TakeOnView.as_view(), name="take_on"),
    path(
        "cases/set-aside/<slug:receipt>/<int:rung>/",
        cases.SetAsideView.as_view(),
        name="set_aside",
    ),
    path("cases/<int:pk>/", cases.CaseView.as_view(), name="case"),
    path("cases/<int:pk>/<slug:deed>/", cases.CaseView.as_view(), name="case_deed"),
    path("people/<slug:receipt>/", cases.PeopleView.as_view(), name="people"),
    path("conference/", conference.ConferenceView.as_view(), name="conference"),
    path(
        "conference/put/<slug:receipt>/", conference.PutOnAgendaView.as_view(), name="put_on_agenda"
    ),
    path("conference/call/<int:unit>/", conference.CallSittingView.as_view(), name="call_sitting"),
    path("conference/sittings/<int:pk>/", sittings.SittingView.as_view(), name="sitting"),
    path(
        "conference/sittings/<int:pk>/<slug:deed>/",
        sittings.SittingView.as_view(),
        name="sitting_deed",
    ),
    path("conference/items/<int:pk>/", sittings.ItemView.as_view(), name="item"),
    path("conference/items/<int:pk>/<slug:deed>/", sittings.ItemView.as_view(), name="item_deed"),
    path("conference/decisions/<int:pk>/", decisions.DecisionView.as_view(), name="decision"),
    path(
        "conference/decisions/<int:pk>/<slug:deed>/",
        decisions.DecisionView.as_view(),
        name="decision_deed",
    ),
]
