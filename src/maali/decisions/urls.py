from django.urls import path

from maali.decisions import views

app_name = "decisions"
urlpatterns = [
    path("decisions/", views.decision_list, name="decision_list"),
    path("decisions/propose/", views.options_propose, name="options_propose"),
    path("decisions/must-be-ready/", views.must_be_ready, name="must_be_ready"),
    path("decisions/target-state/", views.target_list, name="target_list"),
    path("decisions/target-state/<slug:need>/", views.target_edit, name="target_edit"),
    path("decisions/systems/<int:pk>/", views.system_decide, name="system_decide"),
    path("decisions/systems/<int:pk>/tier/", views.tier_set, name="tier_set"),
]
