from django.urls import path

from maali.organisations import views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    path("people/", views.people, name="people"),
    path("people/roles/<int:pk>/end/", views.role_end, name="role_end"),
    path("settings/", views.programme_settings, name="programme_settings"),
]
