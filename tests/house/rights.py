"""The table of rights: what each person gets from every page and every operation for machines.

One letter for each of PEOPLE, in their order:

    O  may: the page, or for a change anything but a refusal of rights
    L  is sent to log in (a machine gets 401)
    F  403: sees that it is there, but has no right to it
    N  404: does not learn that it is there
    R  403 or 404: refused before anyone looked whether it is there

Everything named here belongs to organisation A: Aino answers for it, Bertil for another. A new
address needs a row here, or the tests fail.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PEOPLE = ("stranger", "aino", "bertil", "cecilia", "daavid", "eeva", "nora")

ANYBODY = "OOOOOOO"  # no account is asked for: what opens is in the address alone
INSIDE = "LOOOOON"  # everyone with a role in the region
OF_A = "LONOOON"  # those who see organisation A
REGION = "LNNOOON"  # those who see the whole region
CONTACT = "LONOFFN"  # a change by A's own contact or a planner
PLANNER = "LFFOFFN"  # a change by planners
PLANNER_OF_A = "LFROFFN"  # a change by planners to what is A's
DOER_OF_A = "LFROFON"  # a change by technicians and planners to what is A's
NATION = "LFFOOFO"  # national figures
JUDGE = "LFFOFFO"  # a change of national judgements


@dataclass(frozen=True)
class Right:
    """One row: the address's name, the method, who gets what, and what the address and form name.

    `args` and `data`: a text beginning with "=" is meant literally; any other names a thing of the
    world, whose key (or `code`, as "site.code") is sent.
    """

    name: str
    who: str
    method: str = "GET"
    args: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    @property
    def changes(self) -> bool:
        return self.method != "GET"

    @property
    def part(self) -> str:
        """The part of the product that has the address; those at the root are the web's own."""
        return self.name.partition(":")[0] if ":" in self.name else "web"


def change(name: str, who: str, /, *args: str, **data: Any) -> Right:
    return Right(name, who, "POST", args, data)


def page(name: str, who: str, *args: str) -> Right:
    return Right(name, who, "GET", args)


# The noun of each kind in its addresses, and a field that people correct.
KINDS = {
    "system": "users",
    "site": "users",
    "unit": "hours",
    "contract": "type",
    "device": "count",
    "integration": "data",
    "data_store": "secrecy",
    "user_group": "people",
    "basic_details": "transferring_staff",
}


def rights_of_kind(noun: str, asked: str) -> list[Right]:
    """Every kind of the inventory has the same addresses."""
    names = [f"inventory:{noun}_{verb}" for verb in ("list", "export", "choose", "correct_many")]
    one, value, correct = (f"inventory:{noun}_{verb}" for verb in ("detail", "value", "correct"))
    return [
        page(names[0], INSIDE),
        page(names[1], INSIDE, "=csv"),
        Right(names[2], INSIDE, data={"field": f"={asked}", "row": noun}),
        Right(names[3], "LOOOFFN", "POST", data={"field": f"={asked}", "row": noun}),
        page(one, OF_A, noun),
        page(value, OF_A, noun, f"={asked}"),
        page(f"inventory:{noun}_trace", OF_A, noun),
        change(correct, CONTACT, noun, f"={asked}", value="=3", reason="=Laskettu"),
    ]


def rights_of_form(names: str, first: str, who: str) -> list[Right]:
    """The form has the same pages by link, for whoever holds it, and by account."""
    at, row = (first, "=systems"), (first, "=systems", "system")
    cell = {"key": "=user_count", "text": "=12", "version": "=0"}
    return [
        page(f"{names}home", who, first),
        page(f"{names}review", who, first),
        change(f"{names}send", who, first, sheet="=systems"),
        page(f"{names}pass_on", who, first),
        change(f"{names}pass_on", who, first, name="=O", email="=o@example.org", sheets="=systems"),
        page(f"{names}workbook", who, first),
        change(f"{names}file", who, first),
        change(f"{names}question", who, first, "question", answer="=12"),
        page(f"{names}sheet", who, *at),
        change(f"{names}add", who, *at, name="=Titania"),
        page(f"{names}row", who, *row),
        change(f"{names}row", who, *row),
        change(f"{names}save", who, *row, **cell),
        change(f"{names}gone", who, *row, gone="=yes"),
    ]


PAGES: list[Right] = [
    page("home", "LOOOOOO"),
    page("programme", INSIDE),
    page("search", INSIDE),
    page("core:event_list", INSIDE),
    page("core:calculation_list", INSIDE),
    page("core:calculation", REGION, "calculation"),
    change("core:calculation_cancel", "LNNOFFN", "calculation"),
    *(right for noun, asked in KINDS.items() for right in rights_of_kind(noun, asked)),
    page("organisations:organisation_list", INSIDE),
    page("organisations:organisation", OF_A, "a"),
    page("organisations:people", PLANNER),
    change("organisations:people", PLANNER, name="=Frida", email="=frida@example.org"),
    change("organisations:role_end", PLANNER, "role", reason="=Vaihtoi työtä"),
    page("organisations:programme_settings", PLANNER),
    change("organisations:programme_settings", PLANNER, day="=1.4.2023", reason="=Laki siirtyi"),
    page("inventory:map", INSIDE),
    page("inventory:completeness", INSIDE),
    page("intake:board", INSIDE),
    page("intake:invitation", OF_A, "invitation"),
    change("intake:invitation_complete", CONTACT, "invitation"),
    change("intake:invitation_accept", PLANNER_OF_A, "invitation"),
    change("intake:invitation_reopen", PLANNER_OF_A, "invitation", reason="=Puuttuu vielä"),
    change("intake:invitation_speak", PLANNER_OF_A, "invitation", language="=sv"),
    change("intake:invitation_remove", PLANNER_OF_A, "invitation"),
    page("intake:round_list", INSIDE),
    page("intake:round_make", PLANNER),
    change("intake:round_make", PLANNER, kind="=broad", name="=Uusi", deadline="=1.4.2022"),
    page("intake:round", INSIDE, "round"),
    page("intake:round_change", PLANNER, "round"),
    change("intake:round_change", PLANNER, "round", name="=Uusi", deadline="=1.4.2022"),
    page("intake:round_columns", PLANNER, "detailed"),
    change("intake:round_columns", PLANNER, "detailed", **{"systems.users": "=mandatory"}),
    change("intake:recipients_add", PLANNER, "round", all="=yes"),
    change("intake:round_open", PLANNER, "detailed"),
    change("intake:round_close", PLANNER, "round"),
    page("intake:key_system_list", INSIDE, "detailed"),
    change("intake:key_systems_pick", PLANNER, "detailed"),
    change("intake:key_system_choose", PLANNER, "detailed", system="system", reason="=Tärkeä"),
    change("intake:key_system_follow", PLANNER, "detailed", "key_system"),
    page("intake:upload_list", INSIDE),
    change("intake:upload_send", CONTACT, organisation="a"),
    page("intake:upload", OF_A, "upload"),
    change("intake:upload_accept", CONTACT, "upload"),
    change("intake:upload_withdraw", CONTACT, "upload", reason="=Väärä tiedosto"),
    change("intake:upload_take_back", CONTACT, "upload", reason="=Väärä tiedosto"),
    change("intake:upload_correct", CONTACT, "upload", sheet="=Järjestelmät", means="=systems"),
    page("intake:remembered", OF_A, "a.code"),
    change("intake:remembered_forget", CONTACT, "=column", "learnt"),
    change("intake:row_mend", CONTACT, "upload", "upload_row", key="=users", text="=100"),
    change("intake:row_leave_out", CONTACT, "upload", "upload_row"),
    page("intake:question_list", INSIDE),
    page("intake:question_download", INSIDE),
    page("intake:question", OF_A, "question"),
    change("intake:question", CONTACT, "question", answer="=12"),
    page("intake:questions_together", INSIDE),
    change("intake:answer_take_back", CONTACT, "question"),
    change("intake:question_pass_on", CONTACT, "question"),
    change("intake:questions_check", "LOOOFFN"),
    page("intake:template_download", OF_A, "a.code"),
    page("intake:letter_list", PLANNER, "round"),
    change("intake:letter_send", PLANNER, "round", kind="=reminder"),
    change("intake:letter_unsent", PLANNER, "message"),
    page("intake:respondents", CONTACT, "invitation"),
    change("intake:respondents", CONTACT, "invitation", name="=P", email="=p@example.org"),
    change("intake:link_revoke", CONTACT, "respondent"),
    change("intake:link_renew", CONTACT, "respondent"),
    *rights_of_form("intake:answer_", "invitation", CONTACT),
    *rights_of_form("answering:", "token", ANYBODY),
    page("answering:new_link", ANYBODY),
    change("answering:new_link", ANYBODY, email="=maija@example.org"),
    page("matching:queue", INSIDE),
    change("matching:match_start", PLANNER),
    page("matching:proposal", INSIDE, "proposal"),
    change("matching:proposal_answer", PLANNER, "proposal", answer="=different"),
    change("matching:change_undo", PLANNER, "proposal", row="product"),
    page("matching:product_list", INSIDE),
    page("matching:product_detail", OF_A, "product"),
    page("matching:product_join", "LFFOFFN", "product"),
    change("matching:product_join", "LFFOFFN", "product", reason="=Sama"),
    change("matching:product_split", PLANNER, "product", keys="=effica"),
    page("matching:vendor_list", INSIDE),
    page("matching:vendor_detail", OF_A, "vendor"),
    page("matching:vendor_join", "LFFOFFN", "vendor"),
    change("matching:vendor_join", "LFFOFFN", "vendor", reason="=Sama"),
    change("matching:vendor_split", PLANNER, "vendor", keys="=cgi"),
    page("matching:knowledge", INSIDE),
    change(
        "matching:knowledge",
        PLANNER,
        left="=Effica",
        right="=Tieto Effica",
        relation="=same_as",
        kind="=product",
    ),
    change("matching:known_remove", PLANNER, "known"),
    page("matching:knowledge_download", INSIDE, "=csv"),
    change(
        "matching:knowledge_import",
        PLANNER,
        confirmed="=yes",
        text="=kind,relation,left,right,source",
    ),
    page("decisions:decision_list", INSIDE),
    change("decisions:options_propose", PLANNER),
    page("decisions:must_be_ready", INSIDE),
    page("decisions:target_list", INSIDE),
    page("decisions:target_edit", PLANNER, "need"),
    change("decisions:target_edit", PLANNER, "need", short="=Kaikki yhteen"),
    page("decisions:system_decide", OF_A, "system"),
    change("decisions:system_decide", PLANNER_OF_A, "system", option="option", reason="=Toimii"),
    change("decisions:tier_set", PLANNER_OF_A, "system", tier="=1", reason="=Päivystys"),
    page("plans:plan_list", INSIDE),
    change("plans:plan_make", PLANNER, name="=Toinen", seconds="=5", others_from="=1"),
    page("plans:plan_in_force", INSIDE),
    page("plans:plan", INSIDE, "plan"),
    page("plans:task_list", INSIDE, "plan"),
    page("plans:plan_risk", INSIDE, "plan"),
    change("plans:plan_put_in_force", PLANNER, "plan"),
    page("plans:capacity", INSIDE),
    change("plans:capacity", PLANNER, name="=Verkko", people="=2", percent="=80"),
    change("plans:freeze_add", PLANNER, name="=Hiihtoloma", start="=28.2.2022", end="=4.3.2022"),
    change("plans:freeze_remove", PLANNER, "freeze"),
    page("transition:board", INSIDE),
    page("transition:transition_list", INSIDE),
    change("transition:transitions_open", PLANNER, organisation="a.code"),
    page("transition:transition", OF_A, "transition"),
    page("transition:step", OF_A, "step"),
    change("transition:step_finish", DOER_OF_A, "step", day="=12.4.2022", actual_days="=1"),
    change("transition:step_reopen", DOER_OF_A, "step"),
    change("transition:deviation_report", DOER_OF_A, "step", text="=Kaapeli", delay_days="=1"),
    change("transition:deviation_solve", DOER_OF_A, "deviation"),
    page("transition:period", INSIDE, "period.number"),
    change("transition:period", PLANNER, "period.number", evaluation="=Sujui"),
    page("transition:model", INSIDE),
    change("transition:model", PLANNER, note="=Oppia"),
    page("reports:report_list", INSIDE),
    page("reports:region", INSIDE, "=steering"),
    page("reports:organisation", OF_A, "a.code"),
    page("reports:site", OF_A, "site.code"),
    change("reports:notice_send", PLANNER_OF_A, "site.code", moment="=week"),
    change("reports:notice_read", "LONFFFN", "notice"),
    page("nation:overview", NATION),
    page("nation:overlap_list", NATION),
    change("nation:overlaps_find", JUDGE),
    change("nation:overlap_judge", JUDGE, "overlap", state="=together", note="=Yhdessä"),
]
