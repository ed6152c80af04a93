"""Addresses of who reads what: the share of the work, conflicts, interests."""

from django.urls import path

from suggestions.review.desk import conflicts_page, interests_page, readers_page

urlpatterns = [
    path("rounds/<int:pk>/readers/", readers_page.ReadersView.as_view(), name="readers"),
    path(
        "rounds/<int:pk>/readers/move/",
        readers_page.MoveView.as_view(),
        name="move_assignments",
    ),
    path(
        "rounds/<int:pk>/readers/<int:member>/replace/",
        readers_page.ReplaceView.as_view(),
        name="replace_reviewer",
    ),
    path("rounds/<int:pk>/conflicts/", conflicts_page.ConflictsView.as_view(), name="conflicts"),
    path("mine/interests/", interests_page.InterestsView.as_view(), name="interests"),
    path(
        "mine/interests/<int:declaration>/end/",
        interests_page.EndInterestView.as_view(),
        name="end_interest",
    ),
]
