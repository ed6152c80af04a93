"""Addresses of papers, below /admin/papers/."""

from django.urls import path

from suggestions.papers.desk import pages

app_name = "papers"
urlpatterns = [
    path("<slug:receipt>/", pages.PapersView.as_view(), name="list"),
    path("<slug:receipt>/letter/", pages.LetterView.as_view(), name="letter"),
    path("<slug:receipt>/bind/", pages.BindView.as_view(), name="bind"),
    path("<slug:receipt>/<int:pk>.<slug:ending>", pages.FileView.as_view(), name="file"),
]
