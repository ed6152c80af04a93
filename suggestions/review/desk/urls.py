"""Addresses of the desks, below /admin/review/."""

from django.urls import path

from suggestions.review.desk import (
    bulk,
    opening_page,
    panel_urls,
    queue,
    readers_urls,
    round_page,
    rounds,
    score_page,
    score_steps,
    standing_page,
    statistics_urls,
)

app_name = "review"
urlpatterns = [
    *panel_urls.urlpatterns,
    *readers_urls.urlpatterns,
    *statistics_urls.urlpatterns,
    path("rounds/", rounds.RoundsView.as_view(), name="rounds"),
    path("rounds/open/", opening_page.ChooseCampaignView.as_view(), name="choose_campaign"),
    path("rounds/open/<int:campaign>/", opening_page.OpenRoundView.as_view(), name="open_round"),
    path("rounds/<int:pk>/", round_page.RoundPageView.as_view(), name="round"),
    path("rounds/<int:pk>/close/", round_page.CloseRoundView.as_view(), name="close_round"),
    path("rounds/<int:pk>/deadline/", round_page.MoveDeadlineView.as_view(), name="move_deadline"),
    path("rounds/<int:pk>/decide/", bulk.BulkDecideView.as_view(), name="bulk_decide"),
    path(
        "rounds/<int:pk>/<slug:receipt>/", standing_page.StandingPageView.as_view(), name="standing"
    ),
    path(
        "rounds/<int:pk>/<slug:receipt>/decide/", standing_page.DecideView.as_view(), name="decide"
    ),
    path(
        "rounds/<int:pk>/<slug:receipt>/assign/", standing_page.AssignView.as_view(), name="assign"
    ),
    path(
        "rounds/<int:pk>/<slug:receipt>/assignments/<int:assignment>/remove/",
        standing_page.UnassignView.as_view(),
        name="unassign",
    ),
    path("mine/", queue.QueueView.as_view(), name="mine"),
    path("mine/<int:pk>/", score_page.ScoreView.as_view(), name="score"),
    path("mine/<int:pk>/save/", score_steps.SaveView.as_view(), name="save_score"),
    path("mine/<int:pk>/reopen/", score_steps.ReopenView.as_view(), name="reopen"),
    path("mine/<int:pk>/confirm/", score_steps.ConfirmView.as_view(), name="confirm"),
    path("mine/<int:pk>/abstain/", score_steps.AbstainView.as_view(), name="abstain"),
    path("mine/<int:pk>/declare/", score_steps.DeclareView.as_view(), name="declare"),
]
