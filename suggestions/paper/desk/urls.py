"""Addresses of the desk, below /admin/paper/."""

from django.urls import path

from suggestions.paper.desk import batches, prints, settling_pages, typing_pages

app_name = "paper"
SHEET = "<int:pk>/<int:position>/"
urlpatterns = [
    path("", batches.BatchesView.as_view(), name="batches"),
    path("upload/", batches.UploadView.as_view(), name="upload"),
    path("print/", prints.PrintsView.as_view(), name="prints"),
    path("print/<int:pk>/", prints.SheetsView.as_view(), name="print_page"),
    path("print/<int:pk>/file/", prints.FileView.as_view(), name="print_file"),
    path("print/<int:pk>/again/", prints.AgainView.as_view(), name="print_again"),
    path("<int:pk>/", batches.BatchView.as_view(), name="batch"),
    path("<int:pk>/more/", batches.MoreView.as_view(), name="more"),
    path("<int:pk>/next/", batches.NextView.as_view(), name="next"),
    path("<int:pk>/single/", batches.SingleView.as_view(), name="single"),
    path(SHEET, typing_pages.TypeView.as_view(), name="sheet"),
    path(f"{SHEET}save/", typing_pages.SaveView.as_view(), name="save"),
    path(f"{SHEET}let-go/", typing_pages.LetGoView.as_view(), name="let_go"),
    path(f"{SHEET}aside/", typing_pages.AsideView.as_view(), name="aside"),
    path(f"{SHEET}picture/", typing_pages.PictureView.as_view(), name="picture"),
    path(f"{SHEET}settle/", settling_pages.SettleView.as_view(), name="settle"),
]
