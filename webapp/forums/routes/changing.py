"""What people do to posts that stand: change them, take them back, react; and follow or mute a discussion."""

from flask import flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.forums import addresses
from webapp.forums.forms import ButtonForm, EditForm
from webapp.forums.models import ReactionKind
from webapp.forums.queries import boards, threads
from webapp.forums.routes.blueprint import blueprint
from webapp.forums.routes.common import at_post, claim_of, here, new_token, writes
from webapp.forums.rules import BOARD, KIND, Act
from webapp.forums.services import changing, drafting
from webapp.i18n import _
from webapp.notices import following
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, signed_in
from webapp.web.pages import found_or_404, page


@blueprint.route("/forum/posts/<int:post_id>/edit", methods=["GET", "POST"])
@writes
def edit(post_id: int) -> AnyResponse:
    post, found = at_post(post_id, Act.EDIT)
    place = f"edit:{post_id}"
    kept = threads.find_draft(db.session, current_person().id, place)
    form = EditForm(token=new_token(place), text=kept.text if kept else post.text)
    if form.validate_on_submit() and claim_of(form.token.data, place) is not None:
        with errors_on(form):
            changing.edit(db.session, post=post, text=form.text.data or "")
            flash(_("Changed.") if post.held_at is None else _("Changed. A moderator reads it before others see it."))
            return redirect(addresses.of_post(post_id))
    if request.method == "POST":
        drafting.keep(db.session, person_id=current_person().id, place=place, text=form.text.data or "")
    return page("forums/edit.html", form=form, back=addresses.of_post(post_id), title=found.title)


@blueprint.route("/forum/posts/<int:post_id>/take-back", methods=["GET", "POST"])
@signed_in
def take_back(post_id: int) -> AnyResponse:
    post, found = at_post(post_id, Act.TAKE_BACK)
    form = ButtonForm()
    if form.validate_on_submit():
        changing.take_back(db.session, post=post)
        flash(_("Taken back. For an hour you can put it back."))
        return redirect(addresses.of_post(post_id))
    return page("forums/take_back.html", form=form, post=post, back=addresses.of_post(post_id), title=found.title)


@blueprint.post("/forum/posts/<int:post_id>/put-back")
@signed_in
def put_back(post_id: int) -> AnyResponse:
    post, _found = at_post(post_id, Act.PUT_BACK)
    with refusals_told():
        changing.put_back(db.session, post=post)
        flash(_("It is back where it was."))
    return redirect(addresses.of_post(post_id))


@blueprint.route("/forum/posts/<int:post_id>/<any(helped, agree):kind>", methods=["GET", "POST"])
@signed_in
def react(post_id: int, kind: str) -> AnyResponse:
    """One press. Opened as a page by whoever has just signed in, it asks once more."""
    post, found = at_post(post_id, Act.REACT)
    form = ButtonForm()
    if form.validate_on_submit():
        with refusals_told():
            changing.react(db.session, post=post, person_id=current_person().id, kind=ReactionKind(kind),
                           wanted=request.form.get("wanted", "yes") == "yes")  # fmt: skip
        return redirect(addresses.of_post(post_id))
    return page("forums/react.html", form=form, post=post, kind=kind, back=addresses.of_post(post_id),
                title=found.title)  # fmt: skip


_FOLLOW = {"follow": following.follow, "mute": following.mute, "unfollow": following.unfollow}


def _told(act: str) -> str:
    return {
        "follow": _("You follow this. We tell you when something is said."),
        "mute": _("You will hear nothing of this."),
        "unfollow": _("You do not follow this any more."),
    }[act]


@blueprint.post("/forum/threads/<int:thread_id>/<any(follow, mute, unfollow):act>")
@signed_in
def follow(thread_id: int, act: str) -> AnyResponse:
    here(thread_id, Act.FOLLOW)
    _FOLLOW[act](db.session, person_id=current_person().id, kind=KIND, thing_id=thread_id)
    flash(_told(act))
    return redirect(addresses.of_thread(thread_id))


@blueprint.post("/forum/<slug>/<any(follow, mute, unfollow):act>")
@signed_in
def follow_board(slug: str, act: str) -> AnyResponse:
    board = found_or_404(boards.find_board(db.session, slug))
    _FOLLOW[act](db.session, person_id=current_person().id, kind=BOARD, thing_id=board.id)
    flash(_told(act))
    return redirect(addresses.of_board(slug))
