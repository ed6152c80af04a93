"""Addresses of golden ideas, below suggestions/golden-ideas/."""

from django.urls import path

from suggestions.conversion import figures_view, files_view
from suggestions.conversion.commitments import views as commitments
from suggestions.conversion.commitments.feed import CommitmentsFeed
from suggestions.conversion.feeds import GoldenIdeasFeed, IdeaFeed, ProgressFeed
from suggestions.conversion.views import golden_idea, golden_idea_timeline, golden_ideas

urlpatterns = [
    path("", golden_ideas, name="golden_ideas"),
    path("feed/", GoldenIdeasFeed(), name="golden_ideas_feed"),
    path("progress/feed/", ProgressFeed(), name="progress_feed"),
    path("figures/", figures_view.figures_page, name="conversion_figures"),
    path("commitments/", commitments.lists_page, name="commitment_lists"),
    path("commitments/<int:pk>/", commitments.list_page, name="commitments"),
    path("commitments/<int:pk>/feed/", CommitmentsFeed(), name="commitments_feed"),
    path("files/<uuid:key>/", files_view.evidence_view, name="evidence"),
    path("files/<uuid:key>/small/", files_view.evidence_thumbnail, name="evidence_thumbnail"),
    path("<slug:receipt>/", golden_idea, name="golden_idea"),
    path("<slug:receipt>/timeline/", golden_idea_timeline, name="golden_idea_timeline"),
    path("<slug:receipt>/feed/", IdeaFeed(), name="golden_idea_feed"),
]
