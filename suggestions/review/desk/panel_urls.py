"""Addresses of the panel: shortlist, decisions, letters, second looks and the pool."""

from django.urls import path

from suggestions.review.desk import (
    coming_back,
    panel,
    pool_page,
    publish_page,
    second_looks,
    standing_steps,
)

urlpatterns = [
    path("rounds/<int:pk>/panel/", panel.PanelView.as_view(), name="panel"),
    path("rounds/<int:pk>/shortlist/", panel.ShortlistView.as_view(), name="shortlist"),
    path("rounds/<int:pk>/publish/", publish_page.PublishView.as_view(), name="publish"),
    path("rounds/<int:pk>/<slug:receipt>/note/", standing_steps.NoteView.as_view(), name="note"),
    path(
        "rounds/<int:pk>/<slug:receipt>/revise/",
        standing_steps.ReviseView.as_view(),
        name="revise",
    ),
    path(
        "rounds/<int:pk>/<slug:receipt>/take-back/",
        standing_steps.TakeBackView.as_view(),
        name="take_back",
    ),
    path(
        "rounds/<int:pk>/<slug:receipt>/letter/",
        standing_steps.LetterView.as_view(),
        name="letter",
    ),
    path("second-looks/", second_looks.SecondLooksView.as_view(), name="second_looks"),
    path("second-looks/<int:pk>/", second_looks.SecondLookView.as_view(), name="second_look"),
    path("pool/", pool_page.PoolView.as_view(), name="pool"),
    path("coming-back/", coming_back.ComingBackView.as_view(), name="coming_back"),
    path("coming-back/<int:pk>/", coming_back.MatchView.as_view(), name="match"),
]
