"""Addresses of a round's statistics, below /admin/review/."""

from django.urls import path

from suggestions.review.desk.compare_page import CompareView
from suggestions.review.desk.exports import ExportView
from suggestions.review.desk.statistics_page import (
    ComputeView,
    ReviewerFiguresView,
    StatisticsView,
)

urlpatterns = [
    path("rounds/<int:pk>/statistics/", StatisticsView.as_view(), name="statistics"),
    path("rounds/<int:pk>/statistics/compute/", ComputeView.as_view(), name="compute_statistics"),
    path(
        "rounds/<int:pk>/statistics/reviewers/",
        ReviewerFiguresView.as_view(),
        name="reviewer_figures",
    ),
    path("rounds/<int:pk>/compare/", CompareView.as_view(), name="compare"),
    path("rounds/<int:pk>/export/<slug:table>/<slug:kind>/", ExportView.as_view(), name="export"),
]
