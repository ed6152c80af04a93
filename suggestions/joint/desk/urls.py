"""Addresses of joint suggestions at the desk, below /admin/joint/."""

from django.urls import path

from suggestions.joint.desk.views import PaperNamesView

app_name = "joint"
urlpatterns = [path("<slug:receipt>/paper/", PaperNamesView.as_view(), name="paper")]
