"""Addresses of the desk, below /admin/handling/."""

from django.urls import path

from suggestions.handling.desk import beside, bulk, exclusions, item, pile
from suggestions.repeats import desk as repeats

app_name = "handling"
urlpatterns = [
    path("", pile.PileView.as_view(), name="pile"),
    path("bulk/", bulk.BulkView.as_view(), name="bulk"),
    path("withdrawals/", exclusions.WithdrawalsView.as_view(), name="withdrawals"),
    path(
        "withdrawals/<int:pk>/dispute/",
        exclusions.DisputeView.as_view(),
        name="dispute_exclusion",
    ),
    path("withdrawals/<int:pk>/decide/", exclusions.DecideView.as_view(), name="decide_exclusion"),
    path("<slug:receipt>/", item.ItemPageView.as_view(), name="item"),
    path("<slug:receipt>/contact/", item.ContactView.as_view(), name="contact"),
    path("<slug:receipt>/class/", item.ClassifyView.as_view(), name="classify"),
    path("<slug:receipt>/publish/", beside.PublishView.as_view(), name="publish"),
    path("<slug:receipt>/hide/", beside.HideView.as_view(), name="hide"),
    path("<slug:receipt>/correct/", beside.CorrectView.as_view(), name="correct"),
    path("<slug:receipt>/link/", repeats.LinkView.as_view(), name="link"),
    path("<slug:receipt>/release/", beside.ReleaseView.as_view(), name="release"),
    path("<slug:receipt>/undo/", beside.UndoView.as_view(), name="undo"),
    path("<slug:receipt>/keep-out/", exclusions.ExcludeView.as_view(), name="exclude"),
    path(
        "<slug:receipt>/keep-out/<int:pk>/take-back/",
        exclusions.TakeBackView.as_view(),
        name="take_back_exclusion",
    ),
    path("<slug:receipt>/in-hand/", repeats.InHandView.as_view(), name="in_hand"),
    path("<slug:receipt>/unlink/", repeats.UnlinkView.as_view(), name="unlink"),
    path("<slug:receipt>/step/<slug:step>/", item.StepView.as_view(), name="step"),
]
