"""The documents of a consultation: put in, taken away."""

from flask import abort, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.consultations.forms.drafting import ButtonForm, DocumentForm
from webapp.consultations.models import Document
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.manage.common import find_at, find_part, go
from webapp.consultations.services import documents
from webapp.database import db
from webapp.i18n import _
from webapp.web.fields import words_in
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.intake import takes_upload
from webapp.web.pages import page


@blueprint.route("/office/consultations/<int:consultation_id>/documents", methods=["GET", "POST"])
@takes_upload
@requires(Permission.EDIT_CONSULTATION)
def manage_documents(consultation_id: int) -> AnyResponse:
    consultation = find_at(consultation_id, Permission.EDIT_CONSULTATION)
    form = DocumentForm()
    if form.validate_on_submit():
        with errors_on(form):
            file = form.file.data
            documents.add(db.session, consultation=consultation, name=file.filename, stream=file.stream,
                          title=words_in(form.title), by=current_person().id)  # fmt: skip
            flash(_("The document is there."))
            return go("manage_documents", consultation)
    return page("consultations/manage/documents.html", form=form, consultation=consultation)


@blueprint.post("/office/consultations/<int:consultation_id>/documents/<int:document_id>/remove")
@requires(Permission.EDIT_CONSULTATION)
def manage_remove_document(consultation_id: int, document_id: int) -> AnyResponse:
    consultation = find_at(consultation_id, Permission.EDIT_CONSULTATION)
    document = find_part(Document, consultation, document_id)
    if not ButtonForm().validate_on_submit():
        abort(400)
    documents.remove(db.session, consultation=consultation, document=document, by=current_person().id)
    flash(_("The document is gone."))
    return go("manage_documents", consultation)
