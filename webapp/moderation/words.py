"""What reasons, verdicts and kinds of cases are called."""

from webapp.i18n import _l
from webapp.moderation.models import Reason, SanctionKind, Verdict, Why
from webapp.moderation.rules import Act, Standing

FLAG_REASONS = {
    Reason.DANGER: _l("Somebody may be in danger"),
    Reason.THREAT: _l("It threatens somebody"),
    Reason.ABUSE: _l("It insults or bullies somebody"),
    Reason.HATE: _l("It is hateful about a group of people"),
    Reason.PERSONAL: _l("It tells something private about somebody"),
    Reason.ACCUSATION: _l("It says somebody did something wrong or unlawful"),
    Reason.SPAM: _l("It is advertising, or sent again and again"),
    Reason.COPIED: _l("It is copied from somewhere else"),
    Reason.OFF_TOPIC: _l("It has nothing to do with this"),
    Reason.PICTURE: _l("The picture is not fit to be shown"),
    Reason.OTHER: _l("Something else"),
}
"""What somebody may say is wrong, in the order it is asked."""
RULES = {
    Reason.THREAT: _l("No threats."),
    Reason.ABUSE: _l("No insults and no bullying. Argue with what is said, not with who says it."),
    Reason.HATE: _l("Nothing hateful about people for what they are."),
    Reason.PERSONAL: _l("Nothing private about others: no addresses, numbers, or what ails them."),
    Reason.ACCUSATION: _l("Do not say that a person you name did something unlawful. Tell the police or the council."),
    Reason.SPAM: _l("No advertising, and not the same thing again and again."),
    Reason.COPIED: _l("Use your own words. Say where other words come from."),
    Reason.OFF_TOPIC: _l("Keep to what the page is about."),
    Reason.PICTURE: _l("No picture that others should not have to see."),
    Reason.DANGER: _l("If you or somebody else is in danger, ring first. We read this only from time to time."),
    Reason.OTHER: _l("Be kind. Somebody reads this who is tired."),
}
"""The policy: one rule for each reason, so that every decision names a rule that could be read before."""
VERDICTS = {Verdict.SHOW: _l("Let it stand"), Verdict.HIDE: _l("Hide it")}
DONE = {Verdict.SHOW: _l("Let stand"), Verdict.HIDE: _l("Hidden")}
WHY = {
    Why.HELD: _l("Waits to be read"),
    Why.FLAGGED: _l("Somebody told us"),
    Why.SUSPECTED: _l("A rule noticed something"),
}
SANCTIONS = {
    SanctionKind.WARNED: _l("Warned"),
    SanctionKind.SUSPENDED: _l("Suspended"),
    SanctionKind.BLOCKED: _l("Blocked"),
}
ACTS = {
    Act.WARN: _l("Warn them: nothing changes, but it is on the record"),
    Act.SUSPEND: _l("Suspend them: they cannot write until a day"),
    Act.BLOCK: _l("Block them: they cannot write until somebody takes that back"),
    Act.LIFT: _l("Take back what keeps them from writing"),
}
STANDINGS = {
    Standing.NEW: _l("New here"),
    Standing.KNOWN: _l("Known here"),
    Standing.TRUSTED: _l("Trusted here"),
}
