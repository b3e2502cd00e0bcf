from django.urls import path

from maali.plans import views

app_name = "plans"
urlpatterns = [
    path("plans/", views.plan_list, name="plan_list"),
    path("plans/make/", views.plan_make, name="plan_make"),
    path("plans/in-force/", views.plan_in_force, name="plan_in_force"),
    path("plans/<int:pk>/", views.plan_detail, name="plan"),
    path("plans/<int:pk>/tasks/", views.task_list, name="task_list"),
    path("plans/<int:pk>/risk/", views.plan_risk, name="plan_risk"),
    path("plans/<int:pk>/put-in-force/", views.plan_put_in_force, name="plan_put_in_force"),
    path("capacity/", views.capacity, name="capacity"),
    path("capacity/freezes/add/", views.freeze_add, name="freeze_add"),
    path("capacity/freezes/<int:pk>/remove/", views.freeze_remove, name="freeze_remove"),
]
