from django.urls import path

from maali.intake.views import questions, uploads, workbooks

app_name = "intake"
urlpatterns = [
    path("uploads/", uploads.upload_list, name="upload_list"),
    path("uploads/send/", uploads.upload_send, name="upload_send"),
    path("uploads/<int:pk>/", uploads.upload, name="upload"),
    path("uploads/<int:pk>/accept/", uploads.upload_accept, name="upload_accept"),
    path("uploads/<int:pk>/withdraw/", uploads.upload_withdraw, name="upload_withdraw"),
    path("uploads/<int:pk>/take-back/", uploads.upload_take_back, name="upload_take_back"),
    path("uploads/<int:pk>/correct/", uploads.upload_correct, name="upload_correct"),
    path("uploads/<int:pk>/rows/<int:row>/", uploads.row_mend, name="row_mend"),
    path("uploads/<int:pk>/rows/<int:row>/leave-out/", uploads.row_leave_out, name="row_leave_out"),
    path("questions/", questions.question_list, name="question_list"),
    path("questions/download/", questions.question_download, name="question_download"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("templates/<slug:code>/", workbooks.template_download, name="template_download"),
]
