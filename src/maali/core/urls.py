from django.urls import path

from maali.core import views

app_name = "core"
urlpatterns = [
    path("events/", views.event_list, name="event_list"),
    path("calculations/", views.calculation_list, name="calculation_list"),
    path("calculations/<int:pk>/", views.calculation, name="calculation"),
    path("calculations/<int:pk>/cancel/", views.calculation_cancel, name="calculation_cancel"),
]
