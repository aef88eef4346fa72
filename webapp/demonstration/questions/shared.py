"""What the consultations have in common."""

from webapp.demonstration.shapes import DemoQuestion

AREA_HELP = "First part of your postcode and one more digit, for example ZZ1 2, or pick an area."
ELSEWHERE = ("Outside the area", "Prefer not to say")
SUPPORT = (
    "Strongly support",
    "Tend to support",
    "Neither support nor oppose",
    "Tend to oppose",
    "Strongly oppose",
    "Don't know yet",
)


def permission(question_id: str) -> DemoQuestion:
    """May the words be published? Asked last, in every consultation."""
    return DemoQuestion(
        id=question_id,
        kind="permission",
        text="May we publish what you wrote?",
        help="We never publish the name of a person. We take out details that would show who you are.",
        required=True,
        options=(
            "Yes, with my organisation's name",
            "Yes, without my name",
            "No, use it only in the analysis",
        ),
    )
