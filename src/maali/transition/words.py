"""Gates and criteria of the transition model in the reader's language."""

from django.utils.translation import gettext_lazy as _

GATES = {
    "roles_filled": _("roles filled"),
    "data_known": _("at least 95 % of the data known"),
    "dependencies_owned": _("no hard dependency without an owner"),
    "signed_or_dated_risk": _("signed, or a dated risk"),
    "notice_sent": _("notice sent"),
    "link_accepted": _("link accepted"),
    "devices_counted": _("devices counted"),
    "activation": _("at least 98 % of accounts activated"),
    "smoke_tests": _("tests passed"),
    "trained": _("at least 90 % trained"),
    "go_decision": _("go/no-go criteria met"),
    "checklist": _("checklist done"),
    "exit_criteria": _("exit criteria met"),
    "evidence": _("evidence kept"),
    "sign_off": _("signed off"),
    "new_version": _("new version of the model"),
}

CRITERIA = {
    "link_and_lan_accepted": _("Link and local network accepted"),
    "devices_installed": _("At least 98 % of devices installed"),
    "accounts_activated": _("At least 98 % of accounts activated, substitutes included"),
    "systems_tested_from_site": _("Critical systems, printing and phones tested from the site"),
    "trained": _("At least 90 % trained, a key user for every ten"),
    "contracts_and_controller_done": _(
        "Contracts, processing agreement and controller notice done"
    ),
    "notice_delivered": _("Notice delivered"),
    "decision_made": _("Go/no-go decision made"),
    "no_severe_problem": _("No open problem of the highest severity"),
}
