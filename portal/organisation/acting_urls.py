"""Address to choose for which unit one acts, below /admin/acting/."""

from django.urls import path

from portal.organisation.acting import choose_unit

app_name = "acting"
urlpatterns = [path("", choose_unit, name="choose")]
