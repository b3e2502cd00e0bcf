from django.urls import path

from maali.nation import views

app_name = "nation"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("overlaps/", views.overlap_list, name="overlap_list"),
    path("overlaps/find/", views.overlaps_find, name="overlaps_find"),
    path("overlaps/<int:pk>/judge/", views.overlap_judge, name="overlap_judge"),
]
