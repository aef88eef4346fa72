"""Coding twice in the browser: drawing, coding unseen, settling, and the figures."""

import pytest
from lxml import html
from sqlalchemy import func, select

from tests.support import people as persons
from tests.support.visitor import Visitor
from tests.themes.pairing import code_second, make_drawn, read_first, reading_of
from tests.themes.test_routes import press
from tests.themes.world import FARES, LATE, SAID, SHELTERS, excerpt, make_themed, make_world, run_by_hand, theme
from webapp.access import Role
from webapp.database import db, writing
from webapp.themes.models import SecondCode, SecondReading

LEAKS = SAID[SHELTERS][0]


@pytest.fixture
def drawn(session):
    return make_drawn(session)


@pytest.fixture
def as_other_coder(app):
    with app.app_context():
        return persons.sign_in(Visitor(app), persons.make_person(db.session, Role.SECOND_CODER))


def now(session):
    """What requests have written since."""
    session.rollback()
    session.expire_all()
    writing.set(False)


def start_coding(coder, world):
    return coder.open(f"{world.path}/pairs").send("Code the next answer")


def tick(page, session, frame, *names):
    return page.fill(themes=[str(theme(session, frame, name).id) for name in names])


def test_an_officer_draws_answers_and_sees_the_number_of_the_lot(session, as_officer):
    world = make_world(session, [f"Bus {number} is late." for number in range(200)])
    run_by_hand(session, world, {})
    page = as_officer.open(world.path).link("Coding twice")
    assert "15 in 100: 30 answers" in page.main
    page = page.fill(share="20", seed="4711").send("Draw them")
    assert page.notice == "40 answers were drawn."
    assert "40 answers were drawn by lot, from the number 4711." in page.main
    assert "40 have not been read by the first person." in page.main
    assert page.send("Draw them").field_errors["share"].startswith("So many have been drawn already")


def test_a_second_coder_codes_one_answer_after_the_other_to_the_end(session, drawn, as_second_coder):
    world, frame = drawn
    page = start_coding(as_second_coder, world)
    for _answer in range(7):
        assert "Which themes does it raise?" in page.main
        page = tick(page, session, frame, LATE).send("Save and next")
    assert "There is no answer left for you to code." in page.text
    now(session)
    assert session.scalar(select(func.count()).select_from(SecondCode)) == 7


def test_the_words_that_were_chosen_for_a_theme_are_kept(session, as_second_coder):
    said = "The shelter leaks. Fares are too high."
    world, frame = make_themed_with(session, said)
    page = start_coding(as_second_coder, world)
    fares = theme(session, frame, FARES).id
    tick(page, session, frame, LATE, FARES).send("Save and next", **{f"words-{fares}": "2"})
    now(session)
    spans = {one.theme_id: said[one.start : one.end] for one in session.scalars(select(SecondCode))}
    assert spans == {fares: "Fares are too high.", theme(session, frame, LATE).id: said}


def make_themed_with(session, said):
    world = make_world(session, [said])
    frame = run_by_hand(session, world, {LATE: [said], FARES: ["…"]})
    session.add(SecondReading(frame_id=frame.id, item_id=world.answers[said], drawn_at=frame.created_at))
    session.commit()
    return world, frame


def test_nothing_ticked_is_said_at_the_themes(drawn, as_second_coder):
    world, _frame = drawn
    page = start_coding(as_second_coder, world).send("Save and next")
    assert page.field_errors["themes"].startswith("Tick at least one theme")


def test_contradicting_ticks_are_kept_and_refused(session, drawn, as_second_coder):
    world, frame = drawn
    page = tick(start_coding(as_second_coder, world), session, frame, LATE, "none").send("Save and next")
    assert "stand alone" in page.field_errors["themes"]
    assert len(page.all("//input[@name='themes'][@checked]")) == 2


def test_a_second_tap_saves_nothing_twice_and_goes_on(session, drawn, as_second_coder):
    world, frame = drawn
    page = tick(start_coding(as_second_coder, world), session, frame, LATE)
    first, again = page.send("Save and next"), page.send("Save and next")
    assert first.url == again.url != page.url
    now(session)
    assert session.scalar(select(func.count()).select_from(SecondCode)) == 1


def test_an_answer_is_given_back(session, drawn, as_second_coder):
    world, _frame = drawn
    page = start_coding(as_second_coder, world).send("Give it back")
    assert page.notice == "Somebody else can take that answer now."
    now(session)
    assert session.scalars(select(SecondReading).where(SecondReading.person_id.is_not(None))).all() == []


def test_an_officer_frees_an_answer_that_a_coder_left(drawn, as_second_coder, as_officer):
    world, _frame = drawn
    start_coding(as_second_coder, world)
    page = as_officer.open(f"{world.path}/pairs")
    assert as_second_coder.person.name in page.main
    assert as_second_coder.person.name not in page.send("Give it to somebody else").main


def test_one_coder_cannot_touch_what_another_has(session, drawn, as_second_coder, as_other_coder):
    world, frame = drawn
    theirs = start_coding(as_second_coder, world).url
    as_other_coder.open(theirs, status=404)
    start = f"{world.path}/pairs"
    press(as_other_coder, start, theirs, status=404, themes=str(theme(session, frame, LATE).id))
    press(as_other_coder, start, theirs.replace("/code/", "/give-back/"), status=403)
    assert start_coding(as_other_coder, world).url != theirs


# --- unseen


def revealing(world, session, frame):
    """Every page of the workbench that could tell how an answer was coded."""
    leaks = world.answers[LEAKS]
    themes = [f"/theme/{theme(session, frame, name).id}" for name in (LATE, SHELTERS)]
    return ["", *themes, "/look", "/campaigns", "/history", f"/answer/{leaks}", "/read", f"/read/{leaks}",
            "/pairs/agreement", "/add"]  # fmt: skip


def test_until_all_is_coded_a_second_coder_sees_no_page_with_codes(session, drawn, as_second_coder):
    world, frame = drawn
    read_first(session, frame, world.answers[LEAKS])
    session.commit()
    for path in revealing(world, session, frame):
        page = as_second_coder.open(world.path + path)
        assert page.h1 == "Coding twice", path
        assert SHELTERS not in page.text


def test_until_all_is_coded_the_summary_tells_a_second_coder_nothing(session, drawn, as_second_coder, as_officer):
    world, frame = drawn
    office = f"/office/consultations/{world.consultation.id}"
    late = theme(session, frame, LATE).id
    for path in (f"{office}/summary", f"{office}/answers?question={world.question.id}&theme={late}"):
        page = as_second_coder.open(path)
        assert page.h1 == "Coding twice"
        assert LATE not in page.text
    assert LATE in as_officer.open(f"{office}/summary").text


def test_the_page_to_code_on_is_the_same_whatever_the_first_coder_gave(session, drawn, as_second_coder):
    world, frame = drawn
    page = start_coding(as_second_coder, world)
    item = int("".join(letter for letter in page.h1 if letter.isdigit()))
    before = stripped(page)
    read_first(session, frame, item)
    session.commit()
    assert stripped(as_second_coder.open(page.url)) == before
    assert not page.all("//input[@name='themes'][@checked]")
    assert not page.all("//mark")


def stripped(page):
    """The page's source without its token."""
    for token in page.all("//input[@name='csrf_token']"):
        token.set("value", "")
    return html.tostring(page.all("//main")[0])


def test_no_form_of_the_workbench_answers_a_second_coder_either(session, drawn, as_second_coder):
    world, frame = drawn
    leaks, shelters = excerpt(session, frame, world, LEAKS), theme(session, frame, SHELTERS).id
    press(as_second_coder, f"{world.path}/pairs", f"{world.path}/theme/{shelters}", way="reject",
          codes=f"{leaks}.{shelters}", reach="ticked")  # fmt: skip
    now(session)
    assert "was" not in as_second_coder.open(f"{world.path}/pairs").notice
    read_first(session, frame, world.answers[LEAKS])


def test_an_officer_with_an_answer_to_code_is_kept_apart_too_until_it_is_done(session, drawn, as_officer):
    world, _frame = drawn
    page = start_coding(as_officer, world)
    assert as_officer.open(f"{world.path}/answer/{world.answers[LEAKS]}").h1 == "Coding twice"
    page.send("Give it back")
    assert as_officer.open(f"{world.path}/answer/{world.answers[LEAKS]}").h1.startswith("Answer")


def test_when_all_is_coded_the_workbench_opens_again(session, drawn, as_second_coder):
    world, frame = drawn
    for item in world.answers.values():
        code_second(session, frame, item, LATE)
    session.commit()
    assert as_second_coder.open(world.path).h1 == "Themes"


@pytest.mark.parametrize("path", ["/pairs/settle", "/pairs/settle/1"])
def test_a_second_coder_settles_nothing(drawn, as_second_coder, path):
    world, _frame = drawn
    as_second_coder.open(world.path + path, status=403)
    press(as_second_coder, f"{world.path}/pairs", f"{world.path}/pairs/draw", status=403, share="100")


@pytest.mark.parametrize("path", ["/pairs", "/pairs/agreement", "/pairs/settle", "/pairs/settle/1", "/pairs/code/1"])
def test_coding_twice_is_not_for_residents_nor_for_people_who_are_not_signed_in(drawn, as_resident, visitor, path):
    world, _frame = drawn
    as_resident.open(world.path + path, status=403)
    assert "/sign-in" in visitor.open(world.path + path).url


def test_another_questions_answers_are_not_found_here(session, drawn, as_officer):
    _world, frame = drawn
    other, _other_frame = make_themed(session, slug="homes")
    session.commit()
    reading_id = session.scalars(select(SecondReading.id).where(SecondReading.frame_id == frame.id)).first()
    for path in (f"/pairs/code/{reading_id}", f"/pairs/settle/{reading_id}", "/pairs/settle/99999999999999999999"):
        as_officer.open(other.path + path, status=404)


# --- settling and the figures


@pytest.fixture
def differing(session, drawn):
    """All but one alike: of the leaking shelter the second coder says late."""
    world, frame = drawn
    for label, texts in SAID.items():
        for text in texts:
            read_first(session, frame, world.answers[text])
            code_second(session, frame, world.answers[text], LATE if text == LEAKS else label)
    session.commit()
    return world, frame


def test_a_difference_is_settled_and_stands_in_the_history(session, differing, as_officer):
    world, _frame = differing
    page = as_officer.open(f"{world.path}/pairs").link("Settle 1 difference").link("Settle answer")
    assert LEAKS in page.main
    page = page.fill(side="both", reason="It leaks at night").send("Settle and next")
    assert page.notice.startswith("Settled.")
    assert "No difference waits." in page.main
    history = as_officer.open(f"{world.path}/history")
    assert "“Last bus too early”, “Bus shelters”. Reason: It leaks at night" in history.main
    history.send("Undo Settled answer")
    assert "Settle answer" in as_officer.open(f"{world.path}/pairs/settle").main


@pytest.mark.parametrize(
    ("values", "field"), [({}, "side"), ({"side": "anew"}, "themes"), ({"side": "x"}, "side"),
                          ({"side": "first", "reason": "x" * 501}, "reason")]
)  # fmt: skip
def test_what_is_missing_is_said_where_it_is_missing(session, differing, as_officer, values, field):
    world, frame = differing
    path = f"{world.path}/pairs/settle/{reading_of(session, frame, world.answers[LEAKS]).id}"
    assert field in as_officer.open(path).fill(**values).send("Settle and next").field_errors


def test_the_figures_on_the_page_are_those_counted_by_hand(differing, as_officer):
    """Six pairs: late 3 both, 1 by one, 2 neither. Kappa (5/6 - 5/9·…): chance 3/6·4/6 + 3/6·2/6 = 1/2; so 2/3.

    Alpha: of twelve codes seven are late, so 2·7·5/(12·11) differ by chance; found 1/6: 1 - (1/6)/(70/132) = .69.
    """
    world, _frame = differing
    page = as_officer.open(f"{world.path}/pairs/agreement")
    row = next(line for line in page.all("//tr") if LATE in line.text_content())
    cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
    assert cells[:3] == ["3", "1", "5 of 6"]
    assert cells[3].startswith("0.67 (")
    assert cells[4].startswith("0.69 (")
    assert "gave exactly the same themes to 5 of 6 answers." in page.main


def test_before_anything_is_coded_twice_the_page_says_so(session, as_officer):
    world, _frame = make_themed(session)
    session.commit()
    assert "Nobody has coded answers a second time yet" in as_officer.open(f"{world.path}/pairs/agreement").main
