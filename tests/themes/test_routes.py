"""The workbench in a browser without script."""

import pytest
from sqlalchemy import select

from tests.themes.world import (
    FARES,
    LATE,
    SAID,
    SHELTERS,
    answer,
    bus_answers,
    code,
    excerpt,
    look_for_themes,
    make_themed,
    make_world,
    people,
    run_by_hand,
    theme,
    work,
)
from webapp.access import Stage
from webapp.audit.models import AuditEntry
from webapp.jobs import services as jobs
from webapp.themes.models import Decision, Theme

LEAKS = SAID[SHELTERS][0]
LEAVE = "/account/leave"  # a page with a form, whatever happened before
HOSTILE = "<script>alert(1)</script> {{1234*7}} ‮\"'&"


@pytest.fixture
def themed(session):
    world, frame = make_themed(session)
    session.commit()
    return world, frame


def now(session):
    """Let the test see what requests wrote."""
    session.rollback()
    session.expire_all()


def press(visitor, at, path, status=None, **values):
    """Send a button's form without its page having the button (any more): with the token of another page."""
    token = visitor.open(at).all("//input[@name='csrf_token']/@value")[0]
    return visitor.send(path, {"csrf_token": token, **values}, status=status)


def test_before_the_first_run_the_page_says_what_will_happen(session, as_officer):
    world = make_world(session, bus_answers())
    page = as_officer.open(world.path)
    assert page.h1 == "Find themes"
    assert "72 answers can be read" in page.main


def test_an_officer_looks_for_themes_and_sees_them(session, as_officer):
    world = make_world(session, bus_answers())
    page = as_officer.open(world.path).fill(themes="3").send("Find themes")
    assert "Stop this" in page.main
    work()
    page = as_officer.open(world.path)
    assert page.h1 == "Themes"
    assert "72 answers count." in page.main


def test_progress_is_told_to_script_in_three_words(session, as_officer):
    world = make_world(session, bus_answers())
    as_officer.open(world.path).send("Find themes")
    assert as_officer.open(f"{world.path}/progress").reply.json == {
        "percent": 0, "words": "Waiting for its turn", "over": False,
    }  # fmt: skip
    work()
    assert as_officer.open(f"{world.path}/progress").reply.json["over"] is True


def test_an_officer_stops_a_run(session, as_officer):
    world = make_world(session, bus_answers())
    page = as_officer.open(world.path).send("Find themes").send("Stop this")
    assert "Nothing has changed" in page.notice
    assert page.h1 == "Find themes"
    assert "finished already" in press(as_officer, LEAVE, f"{world.path}/cancel").notice


@pytest.mark.parametrize("themes", ["0", "61", "-3", "many", "1e309"])
def test_an_impossible_number_of_themes_is_refused_at_its_field(session, as_officer, themes):
    world = make_world(session, bus_answers())
    page = as_officer.open(world.path).fill(themes=themes).send("Find themes")
    assert "themes" in page.field_errors


def test_a_second_press_while_it_runs_is_told_kindly(session, as_officer):
    world = make_world(session, bus_answers())
    as_officer.open(world.path).send("Find themes")
    assert press(as_officer, LEAVE, f"{world.path}/run").notice == "This is being done already."


def test_why_a_run_failed_is_shown(session, as_officer):
    world = make_world(session, bus_answers())
    job = jobs.enqueue(session, kind="theme", subject=world.subject)
    jobs.finish(session, job, error="It broke.")
    session.commit()
    assert "It broke." in as_officer.open(world.path).main


def test_nothing_is_run_where_nothing_was_said(session, as_officer):
    world = make_world(session)
    assert "nothing to read" in as_officer.open(world.path).main
    assert "nothing to read" in press(as_officer, LEAVE, f"{world.path}/run").notice


def test_themes_are_listed_with_people(themed, as_officer):
    world, _frame = themed
    page = as_officer.open(world.path)
    assert f"{LATE} 3 people" in page.main
    assert "7 answers count." in page.main


def test_answers_that_came_later_are_told(session, themed, as_officer):
    world, _frame = themed
    answer(session, world, "Free buses!")
    session.commit()
    assert "1 came after the last look" in as_officer.open(world.path).main


def test_an_officer_renames_and_describes_a_theme(session, themed, as_officer):
    world, _frame = themed
    page = (
        as_officer.open(world.path).link(f"Rename {LATE}").fill(name="Evenings", description="After six").send("Save")
    )
    assert (page.h1, page.notice) == ("Evenings", "Saved.")
    assert "After six" in page.main
    assert f"The program called it “{LATE}”" in page.main
    now(session)
    assert people(session, world)["Evenings"] == 3


def test_a_name_in_use_is_refused_at_its_field(themed, as_officer):
    world, _frame = themed
    page = as_officer.open(world.path).link(f"Rename {LATE}").fill(name=FARES.lower()).send("Save")
    assert "already" in page.field_errors["name"]


def test_a_hostile_name_harms_no_page(session, themed, as_officer):
    world, frame = themed
    as_officer.open(world.path).link(f"Rename {LATE}").fill(name=HOSTILE, description=HOSTILE).send("Save")
    late = theme(session, frame, SHELTERS).id
    for path in ("", "/history", f"/theme/{late}", f"/theme/{late}/merge", f"/answer/{world.answers[LEAKS]}"):
        page = as_officer.open(world.path + path)
        assert not page.all("//script[not(@src)]")
        assert "8638" not in page.main
    assert HOSTILE.replace("  ", " ") in as_officer.open(f"{world.path}/history").main


def test_an_officer_merges_two_themes_and_undoes_it(session, themed, as_officer):
    world, frame = themed
    target = theme(session, frame, LATE).id
    page = as_officer.open(world.path).link(f"Merge {SHELTERS}").fill(target=str(target)).send("Merge them")
    assert "is part of “Last bus too early” now" in page.notice
    assert "4 people" in page.main
    page = as_officer.open(world.path)
    assert f"With {SHELTERS}" in page.main
    page = page.send("Undo this")
    assert "Took back" in page.notice
    now(session)
    assert people(session, world)[SHELTERS] == 1


def test_merging_without_choosing_is_refused_at_the_field(themed, as_officer):
    world, _frame = themed
    page = as_officer.open(world.path).link(f"Merge {SHELTERS}").send("Merge them")
    assert page.field_errors["target"]


def test_an_officer_drops_a_theme_and_brings_it_back(session, themed, as_officer):
    world, frame = themed
    page = as_officer.open(world.path).send(f"Drop {LATE}")
    assert "was dropped" in page.notice
    assert "Nothing counts under it" in as_officer.open(f"{world.path}/theme/{theme(session, frame, LATE).id}").main
    page = as_officer.open(world.path).send("Bring it back")
    assert f"{LATE} 3 people" in page.main


def test_an_officer_adds_a_theme(themed, as_officer):
    world, _frame = themed
    page = as_officer.open(world.path).link("Add a theme").fill(name="Trams").send("Add it")
    assert "Trams 0 people" in page.main
    assert as_officer.open(f"{world.path}/add").fill(name="TRAMS").send("Add it").field_errors["name"]


def test_an_excerpt_is_marked_inside_its_answer(session, themed, as_officer):
    world, frame = themed
    page = as_officer.open(f"{world.path}/theme/{theme(session, frame, SHELTERS).id}")
    assert [mark.text for mark in page.all("//mark")] == [LEAKS]
    assert "Suggested: sure" in page.main
    assert "Ticked: Support" in page.main


def test_ticked_excerpts_are_accepted_and_say_by_whom(session, themed, as_officer):
    world, frame = themed
    leaks = code(session, frame, world, LEAKS, SHELTERS)
    page = (
        as_officer.open(f"{world.path}/theme/{leaks[1]}")
        .fill(codes=["{}.{}".format(*leaks)], way="accept")
        .send("Do this")
    )
    assert page.notice == "1 excerpt accepted."
    assert f"Accepted by {as_officer.person.name}" in page.main


def test_ticked_excerpts_are_moved_to_another_theme(session, themed, as_officer):
    world, frame = themed
    leaks, fares = code(session, frame, world, LEAKS, SHELTERS), theme(session, frame, FARES).id
    page = as_officer.open(f"{world.path}/theme/{leaks[1]}")
    page.fill(codes=["{}.{}".format(*leaks)], way="move", target=str(fares)).send("Do this")
    now(session)
    assert people(session, world)[FARES] == 3


def test_everything_that_matches_a_word_is_split_off(session, themed, as_officer):
    world, frame = themed
    late = theme(session, frame, LATE).id
    page = as_officer.open(f"{world.path}/theme/{late}?word=BUS")
    assert "3 excerpts" in page.main
    page = as_officer.open(f"{world.path}/theme/{late}?word=last")
    page = page.fill(reach="all", way="split", name="Last buses").send("Do this")
    assert "new theme “Last buses”" in page.notice
    now(session)
    assert (people(session, world)["Last buses"], people(session, world)[LATE]) == (1, 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"way": "accept"}, "codes"),
        ({"codes": ["1.1"]}, "way"),
        ({"codes": ["1.1"], "way": "move"}, "target"),
        ({"codes": ["1.1"], "way": "split"}, "name"),
        ({"codes": ["1.1"], "way": "split", "name": FARES}, "name"),
        ({"codes": ["99999.1"], "way": "accept"}, "codes"),
        ({"codes": ["x"], "way": "accept"}, "codes"),
        ({"codes": ["1.99999"], "way": "reject"}, "codes"),
    ],
)
def test_what_is_missing_is_said_at_its_field(session, themed, as_officer, values, field):
    world, frame = themed
    late = theme(session, frame, LATE)
    page = as_officer.open(f"{world.path}/theme/{late.id}").fill(**values).send("Do this")
    assert page.errors
    assert any(one.startswith(field) for one in page.field_errors), page.field_errors
    now(session)
    assert session.scalars(select(Decision)).all() == []


@pytest.mark.parametrize(
    "query", ["?word=%25&look=undecided", "?look=nonsense&after=x", "?after=99999999999999.1", "?before=3.1"]
)
def test_any_filter_in_the_address_gives_a_page(session, themed, as_officer, query):
    world, frame = themed
    assert as_officer.open(f"{world.path}/theme/{theme(session, frame, LATE).id}{query}").h1 == LATE


def test_long_lists_come_in_pages_forth_and_back(session, as_officer):
    texts = [f"The last bus number {number} leaves too early." for number in range(120)]
    world = make_world(session, texts)
    frame = run_by_hand(session, world, {LATE: texts})
    page = as_officer.open(f"{world.path}/theme/{theme(session, frame, LATE).id}")
    seen = [mark.text for mark in page.all("//mark")]
    second = page.link("Next page")
    third = second.link("Next page")
    for one in (second, third):
        seen += [mark.text for mark in one.all("//mark")]
    assert seen == texts
    assert [mark.text for mark in third.link("Previous page").all("//mark")] == texts[50:100]
    assert "Next page" not in third.main


def test_what_the_machine_is_less_sure_of_waits_in_one_list(session, as_officer):
    world, frame = make_themed(session, confidence=0.3)
    session.commit()
    page = as_officer.open(world.path).link("7 answers wait for a look")
    assert "7 excerpts" in page.main
    leaks = code(session, frame, world, LEAKS, SHELTERS)
    page = page.fill(codes=["{}.{}".format(*leaks)], way="reject").send("Do this")
    assert page.notice == "1 excerpt taken out."
    assert "6 excerpts" in page.main


def test_an_answer_shows_its_themes_and_what_they_rest_on(themed, as_officer):
    world, _frame = themed
    page = as_officer.open(f"{world.path}/answer/{world.answers[LEAKS]}")
    assert [mark.text for mark in page.all("//mark")] == [LEAKS]
    assert "Yes, without a name" in page.main


def test_an_answer_is_put_under_one_theme_more_and_taken_out_again(session, themed, as_officer):
    world, frame = themed
    path, fares = f"{world.path}/answer/{world.answers[LEAKS]}", theme(session, frame, FARES).id
    page = as_officer.open(path).fill(theme=str(fares)).send("Add the theme")
    assert page.notice == "Added."
    assert as_officer.open(path).fill(theme=str(fares)).send("Add the theme").field_errors["theme"]
    assert as_officer.open(path).send("Add the theme").errors
    as_officer.open(path).send("Not this theme")
    now(session)
    assert (people(session, world).get(FARES, 0) + people(session, world).get(SHELTERS, 0)) == 3


def test_an_answer_that_came_later_says_so(session, themed, as_officer):
    world, _frame = themed
    answer(session, world, "Free buses!")
    session.commit()
    assert "came after" in as_officer.open(f"{world.path}/answer/{world.answers['Free buses!']}").main


def test_campaigns_are_listed_with_their_copies(session, as_officer):
    letter = "Please keep the number nine bus."
    world = make_world(session, [letter] * 3)
    run_by_hand(session, world, {"Nine": [letter]}, campaigns={letter: 1})
    page = as_officer.open(world.path).link("1 letter was sent by many")
    assert "3 people sent this" in page.main
    assert letter in page.main


def test_copies_of_a_letter_are_listed_once_and_decided_together(session, as_officer):
    letter = "Please keep the number nine bus."
    world = make_world(session, [letter] * 3 + ["Keep the nine, my mother needs it."])
    frame = run_by_hand(session, world, {"Nine": list(world.answers)}, campaigns={letter: 1})
    nine = code(session, frame, world, letter, "Nine")
    page = as_officer.open(f"{world.path}/theme/{nine[1]}")
    assert [mark.text for mark in page.all("//mark")] == list(world.answers)
    assert "holds for 3 copies" in page.main
    page = page.fill(codes=["{}.{}".format(*nine)], way="split", name="The letter").send("Do this")
    now(session)
    assert people(session, world) == {"The letter": 3, "Nine": 1}


def test_every_act_can_be_undone_from_the_history(session, themed, as_officer):
    world, _frame = themed
    as_officer.open(world.path).send(f"Drop {LATE}")
    as_officer.open(world.path).send(f"Drop {FARES}")
    page = as_officer.open(f"{world.path}/history")
    assert as_officer.person.name in page.main
    page = page.send(f"Undo Dropped “{LATE}”.")
    assert page.notice == f"Took back: Dropped “{LATE}”."
    now(session)
    assert people(session, world)[LATE] == 3
    assert FARES not in people(session, world)


def test_starting_again_asks_for_a_run_of_its_own(session, as_officer):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    page = as_officer.open(world.path).send("Start again")
    assert "Stop this" in page.main
    now(session)
    assert jobs.find_latest(session, kind="theme", subject=world.subject).facts["fresh"] is True


def test_what_officers_do_is_in_the_audit_trail(session, themed, as_officer):
    world, _frame = themed
    as_officer.open(world.path).send(f"Drop {LATE}")
    now(session)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.act, entry.actor_id) == ("themes: drop", as_officer.person.id)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/history",
        "/campaigns",
        "/look",
        "/add",
        "/progress",
        "/theme/1",
        "/theme/1/rename",
        "/theme/1/merge",
        "/theme/1/nest",
        "/theme/1/split",
        "/read",
        "/read/1",
        "/find",
        "/answer/1",
    ],
)
def test_themes_are_not_for_residents_nor_for_people_who_are_not_signed_in(themed, as_resident, visitor, path):
    world, _frame = themed
    as_resident.open(world.path + path, status=403)
    assert "/sign-in" in visitor.open(world.path + path).url


def test_a_theme_of_another_question_is_not_found_here(session, themed, as_officer):
    world, frame = themed
    other_world, other = make_themed(session, slug="homes")
    session.commit()
    theirs, answer_id = theme(session, other, LATE).id, other_world.answers[LEAKS]
    for path in (f"/theme/{theirs}", f"/theme/{theirs}/rename", f"/theme/{theirs}/merge", f"/answer/{answer_id}",
                 "/theme/99999999999999999999", "/answer/99999999999999999999"):  # fmt: skip
        as_officer.open(world.path + path, status=404)
    for path in (
        f"/theme/{theirs}/drop",
        f"/theme/{theirs}/restore",
        f"/theme/{theirs}",
        f"/answer/{answer_id}/decide",
    ):
        press(as_officer, world.path, world.path + path, status=404)
    before = session.scalars(select(Theme.dropped_at).where(Theme.frame_id == other.id)).all()
    mine, their_code = theme(session, frame, LATE).id, f"{excerpt(session, other, other_world, LEAKS)}.{theirs}"
    page = press(as_officer, world.path, f"{world.path}/theme/{mine}", codes=their_code, way="reject", reach="ticked")
    assert page.errors == ["That is not part of these themes."]
    now(session)
    assert session.scalars(select(Theme.dropped_at).where(Theme.frame_id == other.id)).all() == before


@pytest.mark.parametrize("path", ["/office/themes/question/999", "/office/themes/question/1", "/office/themes/thread/1",
                                  "/office/themes/question/99999999999999999999"])  # fmt: skip
def test_what_cannot_be_themed_is_not_found(themed, as_officer, path):
    as_officer.open(path, status=404)


def test_before_the_first_run_there_is_nothing_to_decide_on(session, as_officer):
    world = make_world(session, bus_answers())
    for path in ("/history", "/campaigns", "/look", "/add", "/theme/1", "/answer/1"):
        as_officer.open(world.path + path, status=404)


def test_a_consultation_that_is_open_may_be_themed_and_one_that_is_a_draft_may_not(session, as_officer):
    running = make_world(session, bus_answers(), stage=Stage.OPEN)
    draft = make_world(session, bus_answers(), stage=Stage.DRAFT, slug="draft")
    assert "Find themes" in as_officer.open(running.path).main
    assert "once the consultation is open" in as_officer.open(draft.path).main
    press(as_officer, running.path, f"{draft.path}/run", status=403)


def test_an_officer_puts_a_theme_under_another_and_its_people_count_under_both_once(session, themed, as_officer):
    world, frame = themed
    late = theme(session, frame, LATE).id
    page = as_officer.open(world.path).link(f"Put under {SHELTERS}").fill(target=str(late)).send("Save")
    assert f"{LATE} 4 people" in page.main
    assert f"{SHELTERS} 1 person" in page.main
    listed = as_officer.open(f"{world.path}/theme/{late}")
    assert "4 excerpts" in listed.main
    assert LEAKS in listed.main
    page = as_officer.open(f"{world.path}/history")
    assert f"Put “{SHELTERS}” under “{LATE}”." in page.main
    page.send("Undo Put")
    assert f"{LATE} 3 people" in as_officer.open(world.path).main


def test_sub_themes_have_one_level(session, themed, as_officer):
    world, frame = themed
    late, shelters, fares = (theme(session, frame, name).id for name in (LATE, SHELTERS, FARES))
    as_officer.open(f"{world.path}/theme/{shelters}/nest").fill(target=str(late)).send("Save")
    page = as_officer.open(f"{world.path}/theme/{late}/nest").fill(target=str(fares)).send("Save")
    assert "sub-themes of its own" in page.field_errors["target"]
    page = as_officer.open(f"{world.path}/theme/{fares}/nest").fill(target=str(shelters)).send("Save")
    assert "stands under another theme itself" in page.field_errors["target"]


def test_a_pinned_theme_stays_when_somebody_starts_again(session, as_officer):
    world = make_world(session, bus_answers())
    look_for_themes(session, world)
    first, path = session.scalars(select(Theme.id).where(Theme.special.is_(None))).first(), world.path
    now(session)
    page = as_officer.open(f"{path}/theme/{first}").send("Pin")
    assert "stays when somebody starts again" in page.notice
    look_for_themes(session, world, fresh=True)
    assert session.get(Theme, first).retired_at is None
    assert "Unpin" in as_officer.open(f"{path}/theme/{first}").main


def test_themes_that_the_same_people_raise_are_called_near_when_merging(session, themed, as_officer):
    world, frame = themed
    late, fares = theme(session, frame, LATE).id, theme(session, frame, FARES).id
    page = as_officer.open(f"{world.path}/find?theme={late}")
    page.fill(reach="all", way="add", target=str(fares)).send("Do this")
    page = as_officer.open(f"{world.path}/theme/{late}/merge")
    assert f"{FARES}: 3 people raised both" in page.main


def test_a_note_beside_a_theme_is_seen_by_colleagues(session, themed, as_officer, as_admin):
    world, frame = themed
    path = f"{world.path}/theme/{theme(session, frame, LATE).id}"
    page = press(as_officer, path, f"{path}/notes", words="Ask the operator.")
    assert page.notice == "Noted."
    assert "Ask the operator." in as_admin.open(path).main
    assert press(as_officer, path, f"{path}/notes", words=" ").notice == "Write something first."
    as_officer.open(path).send("Take this note away")
    assert "Ask the operator." not in as_admin.open(path).main


def test_groups_inside_a_theme_are_suggested_and_split_off(session, as_officer):
    said = bus_answers()
    world = make_world(session, said)
    frame = run_by_hand(session, world, {"Buses": said})
    path = f"{world.path}/theme/{theme(session, frame, 'Buses').id}/split"
    page = as_officer.open(path).send("Look for groups")
    assert as_officer.open(f"{path}/progress").reply.json["over"] is False
    work()
    page = as_officer.open(path)
    groups = page.all("//main//form[.//input[@name='group']]")
    assert 2 <= len(groups) <= 4
    boxes = groups[0].xpath(".//input[@name='codes']/@value")
    page = press(as_officer, path, path, group="1", codes=boxes, name="A group")
    assert "new theme “A group”" in page.notice
    now(session)
    assert people(session, world)["A group"] == len(boxes)
    page = press(as_officer, path, path, group="1", codes=boxes[:1], name="A group")
    assert page.errors


def test_a_theme_of_few_excerpts_is_not_grouped(session, themed, as_officer):
    world, frame = themed
    path = f"{world.path}/theme/{theme(session, frame, SHELTERS).id}/split"
    as_officer.open(path).send("Look for groups")
    work()
    assert "too few different excerpts" in as_officer.open(path).main
