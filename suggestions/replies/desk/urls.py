"""Addresses of the desk of replies, below /admin/replies/."""

from django.urls import path

from suggestions.replies.desk import approval, check_page, editor, lists

app_name = "replies"
urlpatterns = [
    path("", lists.ApprovalsView.as_view(), name="approvals"),
    path("drafts/", lists.DraftsView.as_view(), name="drafts"),
    path("promises/", lists.PromisesView.as_view(), name="promises"),
    path("checks/", lists.ChecksView.as_view(), name="checks"),
    path("<slug:receipt>/", editor.EditorView.as_view(), name="draft"),
    path("<slug:receipt>/begin/", editor.BeginView.as_view(), name="begin"),
    path("<slug:receipt>/save/", editor.SaveView.as_view(), name="save"),
    path("<slug:receipt>/approve/", approval.ApproveView.as_view(), name="approve"),
    path("<slug:receipt>/check/", check_page.CheckView.as_view(), name="check"),
    path("<slug:receipt>/release/<int:pk>/", approval.ReleaseView.as_view(), name="release"),
    path("<slug:receipt>/step/<slug:step>/", editor.StepView.as_view(), name="step"),
]
