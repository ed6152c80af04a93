"""Addresses of the desk, below /admin/handling/."""

from django.urls import path

from suggestions.handling.desk import item, pile
from suggestions.repeats import desk as repeats

app_name = "handling"
urlpatterns = [
    path("", pile.PileView.as_view(), name="pile"),
    path("bulk/", pile.BulkView.as_view(), name="bulk"),
    path("<slug:receipt>/", item.ItemPageView.as_view(), name="item"),
    path("<slug:receipt>/contact/", item.ContactView.as_view(), name="contact"),
    path("<slug:receipt>/class/", item.ClassifyView.as_view(), name="classify"),
    path("<slug:receipt>/publish/", item.PublishView.as_view(), name="publish"),
    path("<slug:receipt>/hide/", item.HideView.as_view(), name="hide"),
    path("<slug:receipt>/correct/", item.CorrectView.as_view(), name="correct"),
    path("<slug:receipt>/link/", repeats.LinkView.as_view(), name="link"),
    path("<slug:receipt>/unlink/", repeats.UnlinkView.as_view(), name="unlink"),
    path("<slug:receipt>/step/<slug:step>/", item.StepView.as_view(), name="step"),
]
