"""The whole map of addresses: who may open each, and how each is written."""

import re

import pytest

from webapp.access import Permission
from webapp.web.guard import GUARDED_ELSEWHERE

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What an argument is: a number of ours, or one of these texts.
TEXTS = {
    "slug": "a name made for addresses",
    "token": "a secret from a mail",
    "key": "a secret of a file",
    "kind": "a word from a list, checked by its view",
    "act": "a word from a list",
    "name": "a built file",
}


def rules(app):
    return list(app.url_map.iter_rules())


def is_elsewhere(endpoint):
    return endpoint.startswith(GUARDED_ELSEWHERE)


def test_every_view_says_who_may_open_it(app):
    silent = [end for end, view in app.view_functions.items() if not is_elsewhere(end) and not hasattr(view, "guard")]
    assert silent == []


def test_a_guard_is_public_signed_in_or_a_permission(app):
    said = {view.guard for view in app.view_functions.values() if hasattr(view, "guard")}
    assert said <= {"public", "signed in", *Permission}


def test_only_flask_security_guards_itself(app):
    assert GUARDED_ELSEWHERE == ("security.",)
    views = [view for end, view in app.view_functions.items() if is_elsewhere(end)]
    assert {view.__wrapped__.__module__ if hasattr(view, "__wrapped__") else view.__module__ for view in views} <= {
        "flask_security.recovery_codes",
        "flask_security.views",
        "flask_security.decorators",
        "webapp.accounts.routes.confirming",
    }


def test_the_office_is_open_to_nobody_without_a_permission(app):
    open_ones = [
        rule.rule
        for rule in rules(app)
        if rule.rule.startswith(("/office", "/people", "/outbox"))
        and not isinstance(app.view_functions[rule.endpoint].guard, Permission)
    ]
    assert open_ones == []


def test_arguments_that_are_numbers_are_typed(app):
    untyped = [
        (rule.rule, name)
        for rule in rules(app)
        for name, converter in rule._converters.items()
        if name not in TEXTS and type(converter).__name__ != "IntegerConverter"
    ]
    assert untyped == []


def test_every_id_in_an_address_is_a_number(app):
    wrong = [
        rule.rule
        for rule in rules(app)
        for name, converter in rule._converters.items()
        if name.endswith("_id") and type(converter).__name__ != "IntegerConverter"
    ]
    assert wrong == []


def test_addresses_are_in_kebab_case(app):
    parts = {part for rule in rules(app) for part in rule.rule.split("/") if part and "<" not in part}
    assert [part for part in sorted(parts) if not KEBAB.fullmatch(part)] == []


def test_no_address_ends_in_a_slash(app):
    assert [rule.rule for rule in rules(app) if rule.rule.endswith("/")] == ["/"]


def test_an_address_with_a_slash_too_many_is_not_found(visitor):
    assert visitor.open("/about/", status=None).status == 404


def test_no_two_views_share_an_address_and_a_method(app):
    taken = [(re.sub("<[^>]+>", "<>", rule.rule), method) for rule in rules(app) for method in rule.methods]
    ours = [one for one in taken if one[1] in {"GET", "POST"}]
    assert len(ours) == len(set(ours))


@pytest.mark.parametrize("number", [0, 2**31 - 1, 2**31, 2**63, 10**40])
def test_an_id_of_any_size_is_not_found_and_no_fault(as_admin, app, number):
    statuses = {}
    for rule in rules(app):
        if "GET" in rule.methods and rule.arguments and not is_elsewhere(rule.endpoint):
            path = fill(rule.rule, number)
            statuses[path] = as_admin.open(path, status=None, follow=False).status
    assert {path: status for path, status in statuses.items() if status not in {200, 302, 303, 404}} == {}


def fill(rule, number):
    """An address in which every number is this one and every text stands for nothing."""
    return re.sub(r"<[^>]+>", "nothing-like-it", re.sub(r"<int:[^>]+>", str(number), rule))
