from django.urls import path

from maali.intake import views

app_name = "intake"
urlpatterns = [
    path("uploads/", views.upload_list, name="upload_list"),
    path("uploads/send/", views.upload_send, name="upload_send"),
    path("uploads/<int:pk>/", views.upload, name="upload"),
    path("uploads/<int:pk>/accept/", views.upload_accept, name="upload_accept"),
    path("uploads/<int:pk>/withdraw/", views.upload_withdraw, name="upload_withdraw"),
    path("uploads/<int:pk>/take-back/", views.upload_take_back, name="upload_take_back"),
    path("uploads/<int:pk>/correct/", views.upload_correct, name="upload_correct"),
    path("uploads/<int:pk>/rows/<int:row>/", views.row_mend, name="row_mend"),
    path("uploads/<int:pk>/rows/<int:row>/leave-out/", views.row_leave_out, name="row_leave_out"),
    path("questions/", views.question_list, name="question_list"),
    path("questions/download/", views.question_download, name="question_download"),
    path("questions/<int:pk>/", views.question, name="question"),
    path("templates/<slug:code>/", views.template_download, name="template_download"),
]
