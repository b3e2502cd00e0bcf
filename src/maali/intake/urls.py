from django.urls import path

from maali.intake.answering_urls import answering_pages
from maali.intake.views import (
    board,
    correcting,
    key_systems,
    letters,
    questions,
    respondents,
    rounds,
    uploads,
    workbooks,
)
from maali.intake.views.desk import by_account

app_name = "intake"
urlpatterns = [
    path("collect/", board.board, name="board"),
    path("invitations/<int:pk>/", board.invitation, name="invitation"),
    path("invitations/<int:pk>/complete/", board.invitation_complete, name="invitation_complete"),
    path("invitations/<int:pk>/accept/", board.invitation_accept, name="invitation_accept"),
    path("invitations/<int:pk>/reopen/", board.invitation_reopen, name="invitation_reopen"),
    path("invitations/<int:pk>/language/", board.invitation_speak, name="invitation_speak"),
    path("invitations/<int:pk>/remove/", board.invitation_remove, name="invitation_remove"),
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/new/", rounds.round_make, name="round_make"),
    path("rounds/<int:pk>/", rounds.round, name="round"),
    path("rounds/<int:pk>/change/", rounds.round_change, name="round_change"),
    path("rounds/<int:pk>/columns/", rounds.round_columns, name="round_columns"),
    path("rounds/<int:pk>/recipients/", rounds.recipients_add, name="recipients_add"),
    path("rounds/<int:pk>/open/", rounds.round_open, name="round_open"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round_close"),
    path("rounds/<int:pk>/key-systems/", key_systems.key_system_list, name="key_system_list"),
    path(
        "rounds/<int:pk>/key-systems/pick/", key_systems.key_systems_pick, name="key_systems_pick"
    ),
    path(
        "rounds/<int:pk>/key-systems/choose/",
        key_systems.key_system_choose,
        name="key_system_choose",
    ),
    path(
        "rounds/<int:pk>/key-systems/<int:key>/follow/",
        key_systems.key_system_follow,
        name="key_system_follow",
    ),
    path("uploads/", uploads.upload_list, name="upload_list"),
    path("uploads/send/", uploads.upload_send, name="upload_send"),
    path("uploads/<int:pk>/", uploads.upload, name="upload"),
    path("uploads/<int:pk>/accept/", uploads.upload_accept, name="upload_accept"),
    path("uploads/<int:pk>/withdraw/", uploads.upload_withdraw, name="upload_withdraw"),
    path("uploads/<int:pk>/take-back/", uploads.upload_take_back, name="upload_take_back"),
    path("uploads/<int:pk>/correct/", correcting.upload_correct, name="upload_correct"),
    path("uploads/<int:pk>/rows/<int:row>/", uploads.row_mend, name="row_mend"),
    path("uploads/<int:pk>/rows/<int:row>/leave-out/", uploads.row_leave_out, name="row_leave_out"),
    path("remembered/<slug:code>/", correcting.remembered, name="remembered"),
    path(
        "remembered/<slug:kind>/<int:pk>/forget/",
        correcting.remembered_forget,
        name="remembered_forget",
    ),
    path("questions/", questions.question_list, name="question_list"),
    path("questions/download/", questions.question_download, name="question_download"),
    path("questions/together/", questions.questions_together, name="questions_together"),
    path("questions/check/", questions.questions_check, name="questions_check"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/take-back/", questions.answer_take_back, name="answer_take_back"),
    path("questions/<int:pk>/pass-on/", questions.question_pass_on, name="question_pass_on"),
    path("templates/<slug:code>/", workbooks.template_download, name="template_download"),
    path("rounds/<int:pk>/letters/", letters.letter_list, name="letter_list"),
    path("rounds/<int:pk>/letters/send/", letters.letter_send, name="letter_send"),
    path("letters/<int:pk>/unsent/", letters.letter_unsent, name="letter_unsent"),
    path("invitations/<int:pk>/people/", respondents.respondents, name="respondents"),
    path("links/<int:pk>/revoke/", respondents.link_revoke, name="link_revoke"),
    path("links/<int:pk>/renew/", respondents.link_renew, name="link_renew"),
    *answering_pages(by_account, "answers/<int:invitation>/", "answer_"),
]
