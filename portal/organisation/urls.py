"""Public addresses of the organisation."""

from django.urls import path

from portal.organisation.directory import views as directory
from portal.organisation.leaders import views as leaders

app_name = "organisation"
urlpatterns = [
    path("stations/", directory.station_list, name="stations"),
    path("stations/<int:pk>/", directory.station, name="station"),
    path("leaders/", leaders.leaders, name="leaders"),
]
