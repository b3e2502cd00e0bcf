"""Where each page of the table of rights finds its row in the example."""

from urllib.parse import urlencode

from maali.inventory.needs import NEEDS
from tests.browser.served import PROFILE, Served
from tests.house.rights import PAGES, Right

# The name of a thing in the table of rights → how to find its key, or its code.
ROWS = {
    "calculation": "select id from core_calculation order by id",
    "system": "select system_id from decisions_option order by id",
    "site": "select site_id from transition_transition order by id",
    "unit": "select id from inventory_unit",
    "contract": "select id from inventory_contract order by id",
    "device": "select id from inventory_devicelot order by id",
    "integration": "select id from inventory_integration order by id",
    "data_store": "select id from inventory_datastore order by id",
    "user_group": "select id from inventory_usergroup order by id",
    "basic_details": "select id from inventory_basicdetails order by id",
    "a": "select organisation_id from transition_transition order by id",
    "vendor": "select p.vendor_id from inventory_product p"
    " join inventory_system s on s.product_id = p.id where p.vendor_id > 0 order by p.vendor_id",
    "round": "select id from intake_round where kind = 'broad' order by number",
    "detailed": "select id from intake_round where kind = 'detailed' order by number",
    "invitation": "select i.id from intake_invitation i"
    " join inventory_system s on s.organisation_id = i.organisation_id"
    " join intake_round r on r.id = i.round_id and r.kind = 'broad'"
    " join decisions_option o on o.system_id = s.id order by o.id",
    "product": "select product_id from inventory_system where product_id > 0 order by id",
    "upload": "select id from intake_upload where state = 'accepted' order by id",
    "question": "select id from intake_question where answered_at is null order by id",
    "a.code": "select o.code from organisations_organisation o join transition_transition t"
    " on t.organisation_id = o.id order by t.id",
    "proposal": "select id from matching_proposal where state = 'open' order by id",
    "plan": "select id from plans_plan order by id",
    "transition": "select id from transition_transition order by id",
    "step": "select step_id from transition_deviation order by id",
    "period.number": "select number from transition_period order by number",
    "site.code": "select s.code from inventory_site s"
    " join reports_sentnotice n on n.site_id = s.id",
}
# Pages behind a personal link are read as its holder in test_answering.py.
PAGES_TO_READ = [right for right in PAGES if not right.changes and "token" not in right.args]


def value(site: Served, text: str) -> str:
    """What a text of the table means here; a page without a row is a fault of the example."""
    if text.startswith("="):
        return text[1:]
    if text == "need":
        return NEEDS[0].code
    found = site.one(ROWS[text])
    assert found is not None, f"the example has no {text}"
    return str(found)


def address(site: Served, right: Right) -> str:
    """The page's address on the example."""
    from django.urls import reverse

    from tests.house.addresses import pages

    args = [value(site, each) for each in right.args]
    if pages()[right.name].in_programme:
        args.insert(0, PROFILE)
    asked = {name: value(site, text) for name, text in right.data.items()}
    return reverse(right.name, args=args) + (f"?{urlencode(asked)}" if asked else "")
