"""Addresses of the figures, below /admin/figures/."""

from django.urls import path

from suggestions.figures.desk import pages
from suggestions.figures.overdue import desk as overdue

app_name = "figures"
urlpatterns = [
    path("", pages.FiguresView.as_view(), name="figures"),
    path("rows/<slug:code>/<slug:part>/", pages.RowsView.as_view(), name="rows"),
    path("sheet.xlsx", pages.SheetView.as_view(), {"ending": "xlsx"}, name="sheet_xlsx"),
    path("sheet.csv", pages.SheetView.as_view(), {"ending": "csv"}, name="sheet_csv"),
    path("overdue/", overdue.BoardView.as_view(), name="overdue"),
    path("overdue/publish/", overdue.PublishView.as_view(), name="publish_overdue"),
]
