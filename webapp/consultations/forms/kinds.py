"""How the office speaks of the kinds of questions, and scales to start from."""

from webapp.consultations.models import Kind
from webapp.i18n import _l

KIND_WORDS = {
    Kind.SINGLE: (_l("Choose one"), _l("People pick one option.")),
    Kind.MULTI: (_l("Choose several"), _l("People tick as many options as you let them.")),
    Kind.SCALE: (_l("Scale"), _l("From one end to the other, for example support to oppose.")),
    Kind.RANKING: (_l("Put in order"), _l("People say what comes first, second and third.")),
    Kind.MATRIX: (_l("Rate several things"), _l("The same options for each of some rows.")),
    Kind.SHORT_TEXT: (_l("Short answer"), _l("A line of their own words.")),
    Kind.LONG_TEXT: (_l("Long answer"), _l("Some sentences of their own words, which can become themes.")),
    Kind.AREA: (_l("Area"), _l("Where people live: picked from a list, or the first part of a postcode.")),
    Kind.PERMISSION: (
        _l("Permission to publish"),
        _l("May we quote them? Every consultation asks this once."),
    ),
}

SCALES = {
    "support": (
        _l("Support to oppose"),
        _l(
            "Strongly support\nTend to support\nNeither support nor oppose\nTend to oppose\nStrongly oppose\nDon’t know"
        ),
    ),
    "agree": (
        _l("Agree to disagree"),
        _l(
            "Strongly agree\nTend to agree\nNeither agree nor disagree\nTend to disagree\nStrongly disagree\nDon’t know"
        ),
    ),
    "satisfied": (
        _l("Satisfied to dissatisfied"),
        _l(
            "Very satisfied\nFairly satisfied\nNeither satisfied nor dissatisfied\nFairly dissatisfied\n"
            "Very dissatisfied\nDon’t know"
        ),
    ),
    "good": (
        _l("Good to poor"),
        _l("Very good\nFairly good\nNeither good nor poor\nFairly poor\nVery poor\nDon’t know"),
    ),
}
