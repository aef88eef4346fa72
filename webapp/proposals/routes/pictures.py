"""The picture of a proposal: its page among those on which a proposal is written, and the picture itself."""

from flask import Response, abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.files.models import StoredFile
from webapp.i18n import _
from webapp.proposals.forms import ButtonForm, PictureForm
from webapp.proposals.models import Proposal
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import see
from webapp.proposals.routes.drafting import after_part, before_part, place_of_part
from webapp.proposals.rules import HIDDEN, Act
from webapp.proposals.services import picturing
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, public, signed_in
from webapp.web.intake import takes_upload
from webapp.web.pages import get_or_404, page
from webapp.web.pictures import picture_reply


@blueprint.route("/proposals/drafts/<int:proposal_id>/picture", methods=["GET", "POST"])
@takes_upload
@signed_in
def picture(proposal_id: int) -> AnyResponse:
    """Nobody needs a picture: sent empty, the page leads on."""
    seen = see(get_or_404(Proposal, proposal_id), Act.EDIT)
    form, me = PictureForm(alt=seen.proposal.picture_alt), current_person().id
    if form.validate_on_submit():
        with errors_on(form):
            picturing.keep(db.session, proposal=seen.proposal, person_id=me, data=form.sent(), alt=form.alt.data or "")
            return redirect(after_part(seen, "picture"))
    return page("proposals/picture.html", form=form, proposal=seen.proposal, place=place_of_part("picture"),
                back=before_part(seen, "picture"), may_add=picturing.may_add(db.session, me))  # fmt: skip


@blueprint.post("/proposals/drafts/<int:proposal_id>/picture/remove")
@signed_in
def remove_picture(proposal_id: int) -> AnyResponse:
    seen = see(get_or_404(Proposal, proposal_id), Act.EDIT)
    if not ButtonForm().validate_on_submit():
        abort(400)
    picturing.remove(db.session, proposal=seen.proposal)
    flash(_("The picture is taken out."))
    return redirect(url_for(".picture", proposal_id=proposal_id))


@blueprint.get("/proposals/pictures/<int:proposal_id>/<int:file_id>")
@public
def picture_file(proposal_id: int, file_id: int) -> Response:
    """For whoever may see the proposal, and only while it is its picture."""
    seen = see(get_or_404(Proposal, proposal_id))
    if seen.proposal.picture_id != file_id:
        abort(404)
    for_all = seen.move.stage not in HIDDEN and seen.proposal.hidden_at is None
    return picture_reply(db.session, get_or_404(StoredFile, file_id), for_all=for_all)
