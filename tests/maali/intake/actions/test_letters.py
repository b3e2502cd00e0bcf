"""Letters: once each, whatever breaks; in the recipient's language; over a real mail server."""

import smtplib
import socketserver
import threading
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import get_connection

from maali.core.actions import Refused
from maali.core.calculations import KINDS, Silent
from maali.core.models import Calculation
from maali.intake.actions.letters import new_link, say_unsent, send_letter, send_letters
from maali.intake.actions.respondents import add_respondent
from maali.intake.letters import letters_of, occasion_of
from maali.intake.models import Message, Respondent, Round
from tests.maali.intake.asked import desk, yesterday

__all__ = ["desk"]
State = Message.State


class Server(socketserver.ThreadingTCPServer):
    """A mail server that takes letters, refuses them, or breaks off after taking one."""

    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.how, self.taken = "takes", []


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(":")[0].split()[0]
            if word == "DATA":
                self.say("354 go on")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken.append(letter.decode())
                if self.server.how == "breaks":
                    return
                self.say("250 taken")
            elif word == "RCPT" and self.server.how == "refuses":
                self.say("550 nobody of that name")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 here" if word != "EHLO" else "250 SMTPUTF8")


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.server_address[:2]
        yield running
        running.shutdown()


def requests(desk: SimpleNamespace) -> Any:
    return letters_of(Round.objects.get(pk=desk.of.pk), "request")


def states() -> list[str]:
    return list(Message.objects.values_list("state", flat=True))


def test_a_request_goes_once_with_link_and_workbook(desk: SimpleNamespace) -> None:
    assert send_letters(requests(desk), by=desk.planner)["sent"] == 1
    assert send_letters(requests(desk), by=desk.planner)["sent"] == 0
    (letter,) = mail.outbox
    assert letter.to == ['"Maija" <maija@example.org>']
    assert desk.token in letter.body
    assert "14.3.2022" in letter.body
    assert [name for name, _content, _kind in letter.attachments] == ["A_1_maali.xlsx"]
    desk.invitation.refresh_from_db()
    assert desk.invitation.invited_at is not None


def test_each_is_written_to_in_their_own_language(desk: SimpleNamespace) -> None:
    for language, name in (("sv", "Sven"), ("en", "Eve")):
        add_respondent(
            desk.invitation, name=name, email=f"{name}@example.org", language=language, by="Maali"
        )
    begun = {each.body.split()[0] for each in requests(desk)}
    assert begun == {"Hei", "Hej", "Hello"}


def test_of_two_senders_one_sends(desk: SimpleNamespace) -> None:
    first, second = requests(desk), requests(desk)
    assert send_letter(first[0], by=desk.planner) is not None
    assert send_letter(second[0], by=desk.planner) is None
    assert len(mail.outbox) == 1


def test_one_that_the_server_refused_may_be_tried_again(
    desk: SimpleNamespace, server: Server
) -> None:
    server.how = "refuses"
    assert send_letters(requests(desk), by=desk.planner)["failed"] == 1
    assert "nobody of that name" in Message.objects.get().fault
    server.how = "takes"
    assert send_letters(requests(desk), by=desk.planner)["sent"] == 1
    assert len(server.taken) == 1
    assert states() == [State.SENT]


def test_without_a_server_nothing_is_lost(desk: SimpleNamespace, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert send_letters(requests(desk), by=desk.planner)["failed"] == 1
    assert not requests(desk)[0].why_not


def test_one_of_unknown_fate_is_not_repeated_by_itself(
    desk: SimpleNamespace, server: Server
) -> None:
    server.how = "breaks"
    assert send_letters(requests(desk), by=desk.planner)["sending"] == 1
    assert "not known whether it went" in requests(desk)[0].why_not
    server.how = "takes"
    send_letters(requests(desk), by=desk.planner)
    assert len(server.taken) == 1
    say_unsent(Message.objects.get(), by=desk.planner)
    send_letters(requests(desk), by=desk.planner)
    assert states() == [State.SENT]


def test_a_sender_that_dies_leaves_a_letter_of_unknown_fate(
    desk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: Any) -> None:
        raise KeyboardInterrupt

    connection = get_connection()
    monkeypatch.setattr(type(connection), "send_messages", dies)
    with pytest.raises(KeyboardInterrupt):
        send_letter(requests(desk)[0], by=desk.planner)
    assert states() == [State.SENDING]
    assert "not known whether it went" in requests(desk)[0].why_not


def test_only_a_letter_of_unknown_fate_can_be_said_to_be_lost(desk: SimpleNamespace) -> None:
    send_letters(requests(desk), by=desk.planner)
    with pytest.raises(Refused, match="sent"):
        say_unsent(Message.objects.get(), by=desk.planner)


@pytest.mark.parametrize(
    ("today", "occasion"),
    [
        (date(2022, 3, 1), ""),
        (date(2022, 3, 7), "reminder 7 before 2022-03-14"),
        (date(2022, 3, 12), "reminder 7 before 2022-03-14"),
        (date(2022, 3, 13), "reminder 1 before 2022-03-14"),
        (date(2022, 3, 14), "reminder 1 before 2022-03-14"),
        (date(2022, 3, 15), "reminder after 2022-03-14"),
    ],
)
def test_reminders_go_seven_days_and_one_day_before_and_after(today: date, occasion: str) -> None:
    assert occasion_of("reminder", date(2022, 3, 14), today) == occasion


def remind_on(desk: SimpleNamespace, day: date) -> int:
    type(desk.region).objects.update(today=day)
    letters = letters_of(Round.objects.get(pk=desk.of.pk), "reminder")
    return send_letters(letters, by=desk.planner)["sent"]


def test_each_reminder_goes_once_and_none_to_those_who_are_ready(desk: SimpleNamespace) -> None:
    sent = [remind_on(desk, date(2022, 3, day)) for day in (1, 7, 8, 13, 14, 15, 20)]
    assert sent == [0, 1, 0, 1, 0, 1, 0]
    assert mail.outbox[0].subject.startswith("Muistutus")


def test_thanks_wait_for_a_complete_answer(desk: SimpleNamespace) -> None:
    thanks = letters_of(desk.of, "thanks")
    assert thanks[0].why_not == "The answer is not complete yet."


def test_nobody_but_planners_writes(desk: SimpleNamespace, aino: Any) -> None:
    with pytest.raises(Refused, match="planners"):
        send_letters(requests(desk), by=aino)
    assert not Message.objects.exists()


def test_a_new_link_goes_to_a_known_address_once_a_day(desk: SimpleNamespace) -> None:
    Respondent.objects.update(expires_on=yesterday())
    today = date(2022, 3, 1)
    assert new_link("nobody@example.org", day=today, by="Maali") == 0
    assert new_link("MAIJA@example.org", day=today, by="Maali") == 1
    asked = Calculation.objects.get(kind="send_letter")
    assert KINDS["send_letter"](Silent(), **asked.arguments) == {"sent": True}
    assert desk.token not in mail.outbox[0].body
    assert new_link("maija@example.org", day=today, by="Maali") == 0


def test_a_name_cannot_add_a_recipient(desk: SimpleNamespace, server: Server) -> None:
    Respondent.objects.update(name='M" <x@example.org>, "\r\nBcc: y@example.org')
    send_letters(requests(desk), by=desk.planner)
    heads = server.taken[0].split("\r\n\r\n")[0]
    assert "\r\nBcc" not in heads
    assert smtplib.email.message_from_string(heads)["To"].count("@") <= 3


def test_the_preview_asks_no_more_for_many_than_for_few(
    desk: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        add_respondent(
            desk.invitation, name=f"V{number}", email=f"v{number}@example.org", by="Maali"
        )
    with django_assert_max_num_queries(5):
        assert len(requests(desk)) == 21
