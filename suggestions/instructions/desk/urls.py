"""Addresses of the desk, below /admin/instructions/."""

from django.urls import path

from suggestions.instructions.desk import acts, lists, report_acts, reports

app_name = "instructions"
urlpatterns = [
    path("", lists.ListView.as_view(), name="list"),
    path("write/<slug:receipt>/", lists.WriteView.as_view(), name="write"),
    path("<int:pk>/", acts.InstructionView.as_view(), name="instruction"),
    path("<int:pk>/do/<slug:act>/", acts.ActView.as_view(), name="act"),
    path("reports/", reports.ReportsView.as_view(), name="reports"),
    path("reports/draft/", reports.DraftView.as_view(), name="draft_report"),
    path("reports/<int:pk>/", reports.ReportView.as_view(), name="report"),
    path("reports/<int:pk>/put-in/", report_acts.PutInView.as_view(), name="put_in"),
    path("reports/<int:pk>/send/", report_acts.SendView.as_view(), name="send_report"),
    path("reports/<int:pk>/print/", report_acts.PrintView.as_view(), name="print_report"),
    path("reports/<int:pk>/word/", report_acts.WordView.as_view(), name="word_report"),
    path("reports/items/<int:pk>/", report_acts.ItemView.as_view(), name="report_item"),
]
