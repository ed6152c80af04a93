"""Addresses of commendations, below suggestions/commendations/."""

from django.urls import path

from suggestions.commendation import checking, files, objection_pages, views

urlpatterns = [
    path("", views.list_page, name="commendations"),
    path("<int:pk>/", views.commendation_page, name="commendation"),
    path("<int:pk>/object/", objection_pages.object_page, name="object"),
    path("objections/<str:key>/", objection_pages.objection_page, name="objection"),
    path("certificates/check/", checking.check_page, name="certificate_check"),
    path("certificates/<uuid:key>/picture/", files.picture, name="certificate_picture"),
    path("certificates/<uuid:key>/document/", files.document, name="certificate_document"),
    path("withhold/<str:receipt>/", files.withhold_view, name="withhold_name"),
]
