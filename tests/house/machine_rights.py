"""The table of rights of machines: what each person gets from every operation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.house.rights import (
    CONTACT,
    DOER_OF_A,
    INSIDE,
    NATION,
    OF_A,
    PLANNER,
    PLANNER_OF_A,
)


@dataclass(frozen=True)
class MachineRight:
    """One operation for machines: who gets what, what its address names, what is sent."""

    name: str
    who: str
    args: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    file: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def method(self) -> str:
        return self.name.split()[0]

    @property
    def changes(self) -> bool:
        return self.method != "GET"


AT = "/api/{programme}"
OPERATIONS: list[MachineRight] = [
    MachineRight(f"GET {AT}/inventory/{{address}}", INSIDE, {"address": "=systems"}),
    MachineRight(
        f"GET {AT}/inventory/{{address}}/{{pk}}", OF_A, {"address": "=systems", "pk": "system"}
    ),
    MachineRight(
        f"GET {AT}/inventory/{{address}}/{{pk}}/{{field}}",
        OF_A,
        {"address": "=systems", "pk": "system", "field": "=users"},
    ),
    MachineRight(
        f"POST {AT}/inventory/{{address}}/{{pk}}/{{field}}",
        CONTACT,
        {"address": "=systems", "pk": "system", "field": "=users"},
        {"value": 3, "reason": "=Laskettu"},
    ),
    MachineRight(f"GET {AT}/products", INSIDE),
    MachineRight(f"GET {AT}/products/{{pk}}/systems", OF_A, {"pk": "product"}),
    MachineRight(f"GET {AT}/map", INSIDE),
    MachineRight(f"GET {AT}/rounds", INSIDE),
    MachineRight(
        f"POST {AT}/rounds",
        PLANNER,
        data={"kind": "=broad", "name": "=Uusi", "deadline": "=2022-04-01"},
    ),
    MachineRight(
        f"POST {AT}/rounds/{{number}}/invitations",
        PLANNER,
        {"number": "round.number"},
        {"language": "=fi"},
    ),
    MachineRight(f"POST {AT}/rounds/{{number}}/open", PLANNER, {"number": "detailed.number"}),
    MachineRight(f"POST {AT}/rounds/{{number}}/close", PLANNER, {"number": "round.number"}),
    MachineRight(f"GET {AT}/rounds/{{number}}/answers", INSIDE, {"number": "round.number"}),
    MachineRight(f"GET {AT}/rounds/{{number}}/key-systems", INSIDE, {"number": "detailed.number"}),
    MachineRight(
        f"POST {AT}/rounds/{{number}}/key-systems/pick", PLANNER, {"number": "detailed.number"}
    ),
    MachineRight(f"POST {AT}/invitations/{{pk}}/complete", CONTACT, {"pk": "invitation"}),
    MachineRight(f"POST {AT}/invitations/{{pk}}/accept", PLANNER_OF_A, {"pk": "invitation"}),
    MachineRight(f"POST {AT}/invitations/{{pk}}/reopen", PLANNER_OF_A, {"pk": "invitation"}),
    MachineRight(f"GET {AT}/rounds/{{number}}/letters", PLANNER, {"number": "round.number"}),
    MachineRight(
        f"POST {AT}/rounds/{{number}}/letters",
        PLANNER,
        {"number": "round.number"},
        {"kind": "=request"},
    ),
    MachineRight(f"GET {AT}/invitations/{{pk}}/respondents", CONTACT, {"pk": "invitation"}),
    MachineRight(
        f"POST {AT}/invitations/{{pk}}/respondents",
        CONTACT,
        {"pk": "invitation"},
        {"name": "=Pekka", "email": "=pekka@example.org"},
    ),
    MachineRight(
        f"POST {AT}/invitations/{{pk}}/pass-on",
        CONTACT,
        {"pk": "invitation"},
        {"name": "=Pekka", "email": "=pekka@example.org", "sheets": ["systems"]},
    ),
    MachineRight(f"POST {AT}/respondents/{{pk}}/renew", CONTACT, {"pk": "respondent"}),
    MachineRight(f"POST {AT}/respondents/{{pk}}/revoke", CONTACT, {"pk": "respondent"}),
    MachineRight(f"GET {AT}/invitations/{{pk}}/form", CONTACT, {"pk": "invitation"}),
    MachineRight(f"POST {AT}/invitations/{{pk}}/form", CONTACT, {"pk": "invitation"}),
    MachineRight(
        f"POST {AT}/invitations/{{pk}}/form/cells",
        CONTACT,
        {"pk": "invitation"},
        {"sheet": "=systems", "column": "=system_name", "text": "=Titania"},
    ),
    MachineRight(
        f"POST {AT}/invitations/{{pk}}/form/send",
        CONTACT,
        {"pk": "invitation"},
        {"sheets": ["systems"]},
    ),
    MachineRight(f"GET {AT}/uploads", INSIDE),
    MachineRight(f"POST {AT}/uploads", CONTACT, data={"organisation": "a.code"}, file=True),
    MachineRight(f"GET {AT}/uploads/{{upload_id}}", OF_A, {"upload_id": "upload"}),
    MachineRight(f"POST {AT}/uploads/{{upload_id}}/accept", CONTACT, {"upload_id": "upload"}),
    MachineRight(
        f"POST {AT}/uploads/{{upload_id}}/correct",
        CONTACT,
        {"upload_id": "upload"},
        {"sheet": "=Järjestelmät", "means": "=systems"},
    ),
    MachineRight(f"GET {AT}/uploads/{{upload_id}}/rows", OF_A, {"upload_id": "upload"}),
    MachineRight(
        f"POST {AT}/uploads/{{upload_id}}/rows/{{row}}/mend",
        CONTACT,
        {"upload_id": "upload", "row": "upload_row"},
        {"column": "=user_count", "text": "=100"},
    ),
    MachineRight(
        f"POST {AT}/uploads/{{upload_id}}/rows/{{row}}/leave-out",
        CONTACT,
        {"upload_id": "upload", "row": "upload_row"},
    ),
    MachineRight(
        f"POST {AT}/uploads/{{upload_id}}/rows/{{row}}/put-back",
        CONTACT,
        {"upload_id": "upload", "row": "upload_row"},
    ),
    MachineRight(f"POST {AT}/uploads/{{upload_id}}/withdraw", CONTACT, {"upload_id": "upload"}),
    MachineRight(f"GET {AT}/workbooks/{{organisation}}", OF_A, {"organisation": "a.code"}),
    MachineRight(f"GET {AT}/questions", INSIDE),
    MachineRight(
        f"POST {AT}/questions/{{question_id}}/answer",
        CONTACT,
        {"question_id": "question"},
        {"answer": "=12"},
    ),
    MachineRight(
        f"POST {AT}/questions/{{question_id}}/take-back", CONTACT, {"question_id": "question"}
    ),
    MachineRight(f"POST {AT}/organisations/{{code}}/questions/check", CONTACT, {"code": "a.code"}),
    MachineRight(f"GET {AT}/uploads/{{upload_id}}/standing", OF_A, {"upload_id": "upload"}),
    MachineRight(f"POST {AT}/uploads/{{upload_id}}/take-back", CONTACT, {"upload_id": "upload"}),
    MachineRight(f"GET {AT}/trace/{{kind}}/{{pk}}", OF_A, {"kind": "=system", "pk": "system"}),
    MachineRight(f"GET {AT}/proposals", INSIDE),
    MachineRight(
        f"POST {AT}/proposals/{{proposal}}/answer",
        PLANNER,
        {"proposal": "proposal"},
        {"state": "=different"},
    ),
    MachineRight(f"GET {AT}/knowledge", INSIDE),
    MachineRight(f"POST {AT}/knowledge", PLANNER, data={"facts": []}),
    MachineRight(f"GET {AT}/decisions", INSIDE),
    MachineRight(f"GET {AT}/systems/{{system}}/options", OF_A, {"system": "system"}),
    MachineRight(
        f"POST {AT}/systems/{{system}}/decision",
        PLANNER_OF_A,
        {"system": "system"},
        {"option": "option", "reason": "=Toimii"},
    ),
    MachineRight(f"GET {AT}/plans", INSIDE),
    MachineRight(f"GET {AT}/plans/{{plan}}/tasks", INSIDE, {"plan": "plan"}),
    MachineRight(f"POST {AT}/plans/{{plan}}/put-in-force", PLANNER, {"plan": "plan"}),
    MachineRight(f"GET {AT}/transitions", INSIDE),
    MachineRight(f"GET {AT}/periods/{{number}}/steps", INSIDE, {"number": "period.number"}),
    MachineRight(
        f"POST {AT}/steps/{{step}}/finish",
        DOER_OF_A,
        {"step": "step"},
        {"day": "=2022-04-12", "actual_days": 1},
    ),
    MachineRight(f"GET {AT}/reports/region/{{kind}}", INSIDE, {"kind": "=steering"}),
    MachineRight(f"GET {AT}/reports/organisations/{{code}}", OF_A, {"code": "a.code"}),
    MachineRight(f"GET {AT}/reports/sites/{{code}}", OF_A, {"code": "site.code"}),
    MachineRight("GET /api/nation/regions", NATION),
    MachineRight("GET /api/nation/overlaps", NATION),
]
