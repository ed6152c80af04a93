"""Addresses of the desk of ratings, below /admin/ratings/."""

from django.urls import path

from suggestions.rating.desk import low, queue

app_name = "rating"
urlpatterns = [
    path("calls/", queue.QueueView.as_view(), name="queue"),
    path("calls/next/", queue.NextView.as_view(), name="next"),
    path("calls/<int:pk>/", queue.CallView.as_view(), name="call"),
    path("calls/<int:pk>/answers/", queue.AnswersView.as_view(), name="answers"),
    path("calls/<int:pk>/attempt/", queue.AttemptView.as_view(), name="attempt"),
    path("low/", low.LowView.as_view(), name="low"),
    path("low/<int:pk>/settle/", low.SettleView.as_view(), name="settle"),
]
