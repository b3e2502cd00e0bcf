from django.urls import path

from maali.transition import views

app_name = "transition"
urlpatterns = [
    path("board/", views.board, name="board"),
    path("transitions/", views.transition_list, name="transition_list"),
    path("transitions/open/", views.transitions_open, name="transitions_open"),
    path("transitions/<int:pk>/", views.transition_detail, name="transition"),
    path("steps/<int:pk>/", views.step_detail, name="step"),
    path("steps/<int:pk>/finish/", views.step_finish, name="step_finish"),
    path("steps/<int:pk>/reopen/", views.step_reopen, name="step_reopen"),
    path("steps/<int:pk>/deviation/", views.deviation_report, name="deviation_report"),
    path("deviations/<int:pk>/solve/", views.deviation_solve, name="deviation_solve"),
    path("periods/<int:number>/", views.period_detail, name="period"),
    path("transition-model/", views.model_detail, name="model"),
]
