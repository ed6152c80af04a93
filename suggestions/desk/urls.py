"""Addresses of the work desk, below /admin/desk/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from suggestions.desk import pages
from suggestions.desk.ledger import page as ledger


class FormatConverter(StringConverter):
    """The kinds of files that are made."""

    regex = "csv|xlsx"


register_converter(FormatConverter, "table_format")

app_name = "desk"
urlpatterns = [
    path("", pages.DeskPageView.as_view(), name="desk"),
    path("export.<table_format:format>", pages.ExportView.as_view(), name="export"),
    path("ledger/", ledger.LedgerView.as_view(), name="ledger"),
    path("views/", pages.SaveView.as_view(), name="save"),
    path("views/<int:pk>/forget/", pages.ForgetView.as_view(), name="forget"),
]
