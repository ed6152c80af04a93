"""Addresses of suggestions."""

from django.urls import URLPattern, URLResolver, include, path

from suggestions.agency import claim_page
from suggestions.conversion import author_view
from suggestions.figures.overdue import public as overdue
from suggestions.intake.views import files, form, mine, receipt, tracking
from suggestions.joint import views as joint
from suggestions.outgoing import hearing
from suggestions.public import views as public
from suggestions.rating import views as rating
from suggestions.review import author_views
from suggestions.systemic.public import views as systemic

app_name = "suggestions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.list_page, name="list"),
    path("golden-ideas/", include("suggestions.conversion.urls")),
    path("commendations/", include("suggestions.commendation.urls")),
    path("log/", include("suggestions.chain.public.urls")),
    path("overdue/", overdue.board_page, name="overdue"),
    path("submit/<int:campaign>/", form.submit_page, name="submit"),
    path("receipt/", receipt.receipt_page, name="receipt"),
    path("mine/", mine.mine_page, name="mine"),
    path("mine/messages/", hearing.account_view, name="account_messages"),
    path("claim/", claim_page.claim_page, name="claim"),
    path("joint/", joint.code_page, name="join_by_code"),
    path("joint/<str:token>/", joint.join_page, name="join"),
    path("joint/<str:token>/leave/", joint.leave_view, name="leave"),
    path("track/", tracking.track_page, name="track"),
    path("track/<str:receipt>/", tracking.tracked_page, name="tracked"),
    path("track/<str:receipt>/letters/", author_views.letters_page, name="letters"),
    path("track/<str:receipt>/second-look/", author_views.second_look_page, name="second_look"),
    path("track/<str:receipt>/withdraw/", tracking.withdraw_view, name="withdraw"),
    path("track/<str:receipt>/revoke/", tracking.revoke_view, name="revoke"),
    path("track/<str:receipt>/complete/", tracking.complete_view, name="complete"),
    path("track/<str:receipt>/rate/", rating.tracked_rate_view, name="tracked_rate"),
    path("track/<str:receipt>/messages/", hearing.tracked_view, name="messages"),
    path("messages/<str:token>/", hearing.link_page, name="hear_less"),
    path("rate/", rating.code_page, name="rate_code"),
    path("rate/thanks/", rating.rated_page, name="rated"),
    path("rate/<str:token>/", rating.rate_page, name="rate"),
    path("track/<str:receipt>/answer/", author_view.answer_view, name="answer"),
    path("track/<str:receipt>/co-authors/", joint.co_authors_page, name="co_authors"),
    path("track/<str:receipt>/co-authors/less/", joint.uninvite_view, name="uninvite"),
    path("files/<uuid:key>/", files.file_view, name="file"),
    path("files/<uuid:key>/small/", files.thumbnail_view, name="thumbnail"),
    path("systemic/", systemic.list_page, name="systemic_issues"),
    path("systemic/<int:pk>/", systemic.issue_page, name="systemic_issue"),
    path("<str:receipt>/", public.detail_page, name="detail"),
]
