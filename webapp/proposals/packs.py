"""What the market-stall pack of a proposal says."""

import re

from flask import current_app

from webapp.documents.stall_pack import LINES, Script, StallPack
from webapp.i18n import _, ngettext
from webapp.notices.addresses import whole
from webapp.proposals.models import Form, Proposal
from webapp.web.markup import rich

MOST_SHEETS = 20
_LONGEST_PITCH = 280
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")


def short_address(proposal: Proposal) -> str:
    """The whole address that is printed: short to type, and it leads to the page of the proposal."""
    return whole(f"/p/{proposal.number}")


def two_sentences(text: str) -> str:
    """The first two sentences, or as many whole words of them as a poster holds."""
    said = " ".join(_SENTENCE_ENDS.split(" ".join(text.split()))[:2])
    if len(said) <= _LONGEST_PITCH:
        return said
    return said[:_LONGEST_PITCH].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def write_pack(proposal: Proposal, *, by: str, sheets: range, language: str) -> StallPack:
    """The pack in the language of whoever asks for it. `sheets`: the numbers to print."""
    address, signs = short_address(proposal), proposal.form is Form.PETITION
    bare = address.partition("://")[2]
    return StallPack(
        language=language,
        authority=current_app.config["AUTHORITY"],
        number=f"P-{proposal.number}",
        title=proposal.title,
        by=_("Proposed by %(name)s", name=by) if by else "",
        pitch=two_sentences(rich(proposal.what).striptags()),
        address=address,
        short_address=bare,
        call=_("Will you sign?") if signs else _("Do you want this too?"),
        scan=_("Point the camera of your phone at the square."),
        type_it=_("Or type this address:"),
        promises_heading=_("What happens"),
        promises=[
            ngettext("At %(num)s person: %(happens)s", "At %(num)s people: %(happens)s", int(people), happens=happens)
            for people, happens in proposal.steps.items()
        ],
        poster_foot=_("You sign in by a link in a mail. Your name is never shown."),
        empty=_("This side is empty, so that nothing is on the back of the poster."),
        sheet_heading=_("Sign this petition") if signs else _("Sign to back this proposal"),
        sheets=[f"P{proposal.number}-{one}" for one in sheets],
        sheet_number=_("Sheet %(number)s", number="%s"),
        front=_("Front"),
        back=_("Back"),
        sign_here=_("Sign once, for yourself, if you live or work here. Write so that others can read it. "
                    "If you have backed it online, please do not sign."),
        privacy=_("Only the people who collect, count and check the sheets see what you write. It is used to count "
                  "who backs this, and for nothing else. The sheets are shredded when the proposal has been decided."),
        columns=[_("Line"), _("Name"), _("Postcode"), _("Signature")],
        script_heading=_("For you at the stall"),
        script=_script(bare),
        note=_("Some letters could not be shown. Words in square brackets stand for them."),
    )  # fmt: skip


def _script(address: str) -> list[Script]:
    return [
        Script(_("Before you start"), [
            _("Hang the poster where people can get close to it with a phone."),
            _("Print each sheet on both sides. Bring pens, and something to write on."),
            _("Ask whoever runs the market or the hall whether you may stand there."),
        ]),
        Script(_("What you can say"), [
            _("“Hello. Do you live or work near here?”"),
            _("“We would like something to change. May I tell you in half a minute?”"),
            _("Read out the two sentences under the title. Then let people ask."),
            _("“If you want this too, you can back it now: on your phone, or here on paper.”"),
            _("“If enough people do, the authority has to answer in writing.” Show what happens when."),
        ]),
        Script(_("Online or on paper"), [
            _("With a phone: scan the square, or type %(address)s.", address=address),
            _("On paper: one line for each person, filled in by themselves. Help only when somebody asks you to."),
            _("Nobody signs for others, and nobody signs twice."),
            _("“No” is an answer. Thank them, and let them go."),
        ]),
        Script(_("What people ask"), [
            _("“Who sees my name?” Only those who collect, count and check the sheets. It never stands online."),
            _("“Why the postcode?” To see that people live or work here."),
            _("“Will you write to me?” No. Whoever backs it online is told what becomes of it."),
        ]),
        Script(_("Afterwards"), [
            _("Count the lines that are filled in. A sheet has %(lines)s lines.", lines=LINES),
            _("On the page of the proposal choose “Paper sheets”. Enter each sheet with the number printed on it."),
            _("Keep the sheets safe. Somebody else checks some of the lines before they count."),
            _("Do not take pictures of the sheets, and do not leave them lying about."),
        ]),
    ]  # fmt: skip
