"""Boards in the office, order in a discussion, and questions that wait for an answer."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.accounts.queries import list_groups
from webapp.database import db
from webapp.forums import addresses
from webapp.forums.forms import BoardForm, OrderForm
from webapp.forums.models import Board
from webapp.forums.queries import boards, waiting
from webapp.forums.routes.blueprint import blueprint
from webapp.forums.routes.common import here
from webapp.forums.rules import Act, lateness
from webapp.forums.services import keeping
from webapp.i18n import _
from webapp.places.queries import read_gazetteer
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires, signed_in
from webapp.web.pages import get_or_404, page


@blueprint.get("/office/boards")
@requires(Permission.MANAGE_BOARDS)
def office_boards() -> AnyResponse:
    return page("forums/office_boards.html", boards=boards.list_boards(db.session))


def _offer(form: BoardForm) -> BoardForm:
    form.offer(read_gazetteer(db.session, sectors=False).by_district,
               [(one.id, one.name) for one in list_groups(db.session)])  # fmt: skip
    return form


@blueprint.route("/office/boards/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_BOARDS)
def new_board() -> AnyResponse:
    form = _offer(BoardForm())
    if form.validate_on_submit():
        with errors_on(form):
            made = keeping.make_board(db.session, by=current_person().id, **form.parts())
            flash(_("The board is there. Begin its first discussion, so that nobody meets an empty page."))
            return redirect(addresses.of_board(made.slug))
    return page("forums/edit_board.html", form=form, board=None)


@blueprint.route("/office/boards/<int:board_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_BOARDS)
def edit_board(board_id: int) -> AnyResponse:
    board = get_or_404(Board, board_id)
    form = _offer(BoardForm(title=board.title, about=board.about, subject=board.subject, area=str(board.area_id or ""),
                            group=str(board.group_id or ""), moderation=board.moderation.value,
                            closed=board.closed_at is not None))  # fmt: skip
    if form.validate_on_submit():
        with errors_on(form):
            keeping.change_board(db.session, board=board, closed=form.closed.data, by=current_person().id,
                                 **form.parts())  # fmt: skip
            flash(_("Saved."))
            return redirect(addresses.of_board(board.slug))
    return page("forums/edit_board.html", form=form, board=board)


@blueprint.route("/forum/threads/<int:thread_id>/order", methods=["GET", "POST"])
@signed_in
def order(thread_id: int) -> AnyResponse:
    """Stopping a discussion, letting it go on, slowing it down."""
    found = here(thread_id, Act.KEEP_ORDER)
    thread = found.head.thread
    form = OrderForm(locked=thread.locked_at is not None, reason=thread.locked_reason, slow=thread.slow_seconds)
    if form.validate_on_submit():
        with errors_on(form):
            keeping.keep_order(db.session, thread=thread, locked=form.locked.data, reason=form.reason.data or "",
                               slow_seconds=form.slow.data, by=current_person().id)  # fmt: skip
            flash(_("Saved."))
            return redirect(addresses.of_thread(thread_id))
    return page("forums/order.html", form=form, back=addresses.of_thread(thread_id), title=found.title)


@blueprint.get("/office/discussions")
@requires(Permission.ANSWER_OFFICIALLY)
def office_discussions() -> AnyResponse:
    """Questions that nobody in office has answered, the oldest first."""
    after = request.args.get("after", type=int)
    found, next_id = waiting.list_waiting(db.session, after=after if after and 0 < after < 2**31 else None)
    return page(
        "forums/office_discussions.html",
        waiting=[(post, title, lateness(post.created_at, now=clock.now())) for post, title in found],
        addresses=addresses,
        next_page=url_for(".office_discussions", after=next_id) if next_id else None,
    )
