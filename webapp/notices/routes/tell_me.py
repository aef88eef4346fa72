"""Asking to be told without an account: one field, and a link or a code that shows that the address is theirs.

What is said never depends on whether an address is known, and no page here knows what anybody answered.
"""

from flask import Response, abort, current_app, render_template, request
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.database import db
from webapp.i18n import _, in_language
from webapp.notices import services, stopping, subscribing, titles
from webapp.notices.addresses import confirm_link
from webapp.notices.contacts import Channel
from webapp.notices.forms import AskForm, CodeForm
from webapp.notices.models import Subscriber
from webapp.notices.routes.blueprint import blueprint
from webapp.notices.stopping import Stop
from webapp.notices.titles import Titled
from webapp.notices.topics import SUBJECT, WHOLE_DISTRICT, Topic
from webapp.refusals import Refused
from webapp.web.guard import public
from webapp.web.guesses import Guesses
from webapp.web.languages import choose_language
from webapp.web.origin import refuse_foreign
from webapp.web.pages import page, public_page

_SALT = "a text was asked for"


@blueprint.route("/tell-me/<kind>/<int:thing_id>", methods=["GET", "POST"])
@public
def tell_me(kind: str, thing_id: int) -> Response:
    """About a thing, an area, or the whole district (area 0)."""
    return _tell_me(Topic(kind, thing_id))


@blueprint.route("/tell-me/subject/<slug>", methods=["GET", "POST"])
@public
def tell_me_subject(slug: str) -> Response:
    return _tell_me(Topic(SUBJECT, WHOLE_DISTRICT, slug))


def texts_go_out() -> bool:
    """Whether a mobile number may be given: where texts are sent, and where they are only printed."""
    return bool(current_app.config["NOTIFY_KEY"]) or current_app.config["ENVIRONMENT"] != "production"


def _tell_me(topic: Topic) -> Response:
    about = titles.find(db.session, topic)
    if about is None:
        abort(404)
    form = AskForm(texts=texts_go_out(), languages=current_app.config["LANGUAGES"], language=choose_language())
    if request.method == "GET":
        return public_page("notices/tell_me.html", form=form, about=about, topic=topic, texts=texts_go_out())
    refuse_foreign()
    if not form.validate_on_submit():
        return page("notices/tell_me.html", form=form, about=about, topic=topic, texts=texts_go_out())
    asking = Guesses("ASK_TRIES", get_remote_address())
    if asking.are_too_many():
        abort(429)
    asking.count()
    channel, address = form.contact_given
    _ask(channel, address, form.language.data, topic, about)
    if channel is Channel.TEXT:
        return _code_page(CodeForm(asked=_ticket(address, topic)), about)
    return page("notices/look_into_mail.html", about=about, address=address)


def _ask(channel: Channel, address: str, language: str, topic: Topic, about: Titled) -> None:
    """One message, unless this address had its share of them; the visitor reads the same either way."""
    sent = Guesses("MAIL_TRIES", f"ask:{address}")
    if sent.are_too_many():
        return
    days = current_app.config["CONFIRM_DAYS"]
    whose = subscribing.ask(db.session, channel=channel, address=address, language=language, topic=topic, days=days)
    if whose is None:
        return
    sent.count()
    with in_language(whose.language):
        (_send_code if channel is Channel.TEXT else _send_link)(whose, topic, about)


def _send_link(whose: Subscriber, topic: Topic, about: Titled) -> None:
    text = render_template("notices/email/confirm.txt", about=about, link=confirm_link(whose.handle, topic),
                           days=current_app.config["CONFIRM_DAYS"])  # fmt: skip
    subject = _("Do you want to be told about “%(title)s”?", title=about.title)
    services.post(db.session, to=whose.address, subject=subject, text=text)


def _send_code(whose: Subscriber, topic: Topic, about: Titled) -> None:
    code = subscribing.new_code(db.session, whose=whose, key=current_app.config["SECRET_KEY"])
    text = _("%(authority)s: your code is %(code)s. Type it into our page to hear about “%(title)s”.",
             authority=current_app.config["AUTHORITY"], code=code, title=about.title[:80])  # fmt: skip
    services.post_text(db.session, to=whose.address, subject=_("A code"), text=text)


@blueprint.post("/tell-me/code")
@public
def confirm_number() -> Response:
    """The code from a text. Guessing is braked by the number, not by who guesses."""
    refuse_foreign()
    form = CodeForm()
    number, topic = _read_ticket(form.asked.data or "")
    about = titles.find(db.session, topic)
    if about is None:
        abort(404)
    guesses = Guesses("CONFIRM_TRIES", number)
    if guesses.are_too_many():
        form.code.errors = [_("Too many codes were tried. Wait half an hour and ask again.")]
        return _code_page(form, about, status=429)
    if not form.validate_on_submit():
        return _code_page(form, about)
    try:
        whose = subscribing.confirm_by_code(db.session, number=number, topic=topic, code=form.code.data or "",
                                            key=current_app.config["SECRET_KEY"])  # fmt: skip
    except Refused as refusal:
        guesses.count()
        form.code.errors = [str(refusal)]
        return _code_page(form, about)
    return _confirmed(whose, about)


@blueprint.route("/tell-me/confirm/<token>", methods=["GET", "POST"])
@public
def confirm_address(token: str) -> Response:
    """Opening the link changes nothing, because programs that read mail open links too."""
    one = stopping.read_token(token, current_app.config["SECRET_KEY"], confirms=True)
    whose = subscribing.find(db.session, one.handle) if one else None
    about = titles.find(db.session, one.topic) if one else None
    if one is None or whose is None or about is None:
        return page("notices/not_confirmed.html", status=404)
    if request.method == "GET":
        return page("notices/confirm.html", about=about, address=whose.address)
    if not subscribing.confirm(db.session, whose=whose, topic=one.topic):
        return page("notices/not_confirmed.html", status=404)
    return _confirmed(whose, about)


def _confirmed(whose: Subscriber, about: Titled) -> Response:
    token = stopping.token_of(Stop(0, handle=whose.handle), current_app.config["SECRET_KEY"])
    return page("notices/confirmed.html", about=about, whose=whose, token=token)


def _code_page(form: CodeForm, about: Titled, *, status: int = 200) -> Response:
    return page("notices/code.html", form=form, about=about, status=status)


def _ticket(number: str, topic: Topic) -> str:
    """What the page with the code holds of the question: signed, and known to whoever typed it."""
    signer = URLSafeSerializer(current_app.config["SECRET_KEY"], salt=_SALT)
    return str(signer.dumps([number, topic.kind, topic.thing_id, topic.slug]))


def _read_ticket(asked: str) -> tuple[str, Topic]:
    try:
        number, *topic = URLSafeSerializer(current_app.config["SECRET_KEY"], salt=_SALT).loads(asked)
    except BadSignature:
        abort(400)
    return number, Topic(*topic)
