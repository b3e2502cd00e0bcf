from django.urls import path

from maali.matching import views

app_name = "matching"
urlpatterns = [
    path("matching/", views.queue, name="queue"),
    path("matching/start/", views.match_start, name="match_start"),
    path("matching/<int:pk>/", views.proposal_detail, name="proposal"),
    path("matching/<int:pk>/answer/", views.proposal_answer, name="proposal_answer"),
]
