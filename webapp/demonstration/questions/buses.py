"""Buses and streets that work for us: twelve questions, eight pages."""

from webapp.demonstration.questions.shared import AREA_HELP, ELSEWHERE, SUPPORT, permission
from webapp.demonstration.shapes import DemoConsultation, DemoQuestion, DemoSection

_WHY = """\
Most buses in Merestone are run by private companies. Each company decides which routes to run, how often, and what to \
charge. Where a route makes no money, we can pay for it, but we cannot set the fares or plan the whole network. In the \
last five years one mile in six has been cut, and 41 villages and estates have no bus after seven in the evening.

The law lets the Combined Authority change this. Under franchising we would decide routes, times and fares, and \
companies would bid to run them for us. That gives us more say. It also means that we, and not the companies, would \
lose money if fewer people travel than we expect. We have made an assessment of what it would cost and what it would \
bring, and an independent auditor has checked it.

We also want to build one safe walking and cycling route from Canal Side to Station. There are two options. We want to \
know what matters to you, including what worries you, before anything is decided."""

_ABOUT_YOU = DemoSection(
    "About you",
    (
        DemoQuestion(
            id="A1",
            kind="single",
            text="Who are you answering for?",
            help="If you answer for an organisation, tell us its name in what you write.",
            required=True,
            options=(
                "Myself",
                "An organisation or group",
                "A business",
                "I am a councillor, MP or other elected representative",
                "Someone else, with their agreement",
            ),
        ),
        DemoQuestion(
            id="A2",
            kind="area",
            text="Roughly where do you live, or where is your organisation based?",
            help=AREA_HELP,
            options=ELSEWHERE,
        ),
    ),
)

_JOURNEYS = DemoSection(
    "Your journeys",
    (
        DemoQuestion(
            id="A3",
            kind="single",
            text="In the last month, how often did you use a bus?",
            help="If you answer for an organisation, you can leave this out.",
            options=(
                "5 or more days a week",
                "2 to 4 days a week",
                "About once a week",
                "Less often",
                "Not at all",
                "I cannot use buses at the moment",
            ),
        ),
        DemoQuestion(
            id="A4",
            kind="multi",
            text="What most stops you using the bus more?",
            help="Choose up to 3.",
            options=(
                "Not reliable",
                "Not often enough",
                "Stops too early in the evening",
                "Does not go where I need",
                "Costs too much",
                "Hard to use because of a disability or health condition",
                "I do not feel safe",
                "Too slow",
                "I have no information I can use",
                "Something else",
                "Nothing stops me",
            ),
            max_choices=3,
            other_option="Something else",
            exclusive_option="Nothing stops me",
        ),
    ),
)

_FIRST = DemoSection(
    "What comes first",
    (
        DemoQuestion(
            id="A5",
            kind="ranking",
            text="If we cannot do everything at once, what should come first?",
            help="Choose up to 3 and put them in order. 1 is the most important.",
            options=(
                "One simple fare",
                "More evening and Sunday buses",
                "Buses that turn up on time",
                "Better links to hospital and work sites",
                "Safer, lit, accessible stops",
                "Cleaner, quieter buses",
            ),
            rank_top=3,
        ),
    ),
)

_FRANCHISING = DemoSection(
    "Who should run the buses",
    (
        DemoQuestion(
            id="A6",
            kind="scale",
            text="How far do you support or oppose bringing buses under public control (franchising)?",
            help="Franchising means that we decide routes, times and fares, and companies bid to run them for us.",
            options=SUPPORT,
        ),
        DemoQuestion(
            id="A7",
            kind="long_text",
            text="What is the main reason for your answer?",
            help="Tell us about a real journey if you can.",
            max_chars=1500,
            themed=True,
            stance_from="A6",
        ),
    ),
)

_DIFFERENCE = DemoSection(
    "What would change for you",
    (
        DemoQuestion(
            id="A8",
            kind="matrix",
            text="What difference would better buses make to you in each of these?",
            options=(
                "Much better",
                "A bit better",
                "No difference",
                "A bit worse",
                "Much worse",
                "Not relevant to me",
            ),
            rows=(
                "Work, training or school",
                "Health appointments",
                "Seeing family and friends",
                "What I spend each week",
            ),
        ),
    ),
)

_STREETS = DemoSection(
    "Walking and cycling",
    (
        DemoQuestion(
            id="A9",
            kind="single",
            text="Which walking and cycling route should we take forward from Canal Side to Station?",
            options=(
                "Option 1: quiet streets",
                "Option 2: protected lane",
                "Either",
                "Neither",
                "No opinion",
            ),
            option_details={
                "Option 1: quiet streets": "Lower cost, fewer changes, shared with cars",
                "Option 2: protected lane": "Separate from traffic, takes 41 parking spaces",
            },
        ),
    ),
)

_FAIR = DemoSection(
    "Fair for everyone",
    (
        DemoQuestion(
            id="A10",
            kind="long_text",
            text=(
                "Would any of this affect you, or someone you care for, because of age, disability, pregnancy, "
                "religion, sex or anything else? What would help?"
            ),
            help="You do not have to tell us anything private. If nothing comes to mind, leave this empty.",
            max_chars=1500,
            themed=True,
        ),
    ),
)

_ELSE = DemoSection(
    "Anything else",
    (
        DemoQuestion(
            id="A11",
            kind="long_text",
            text="Is there something we have not thought of, or a different way to do this?",
            max_chars=1500,
            themed=True,
        ),
        permission("A12"),
    ),
)

BUSES = DemoConsultation(
    slug="buses-and-streets",
    title="Buses and streets that work for us",
    summary=(
        "Should we decide where buses go, when they run and what they cost? And which safe route for walking and "
        "cycling should we build? Tell us about the journeys you make, or cannot make."
    ),
    why=_WHY,
    decided=(
        "The law lets the Combined Authority consider franchising",
        "An assessment has been made and audited",
    ),
    open=(
        "Whether to franchise",
        "In what order areas join",
        "Which improvements come first",
        "Which walking and cycling route to build",
    ),
    fixed=("The national fare cap", "Rail services"),
    decision_maker="Merestone Combined Authority Board",
    decision_weeks_after_close=12,
    contact_name="R. Okafor",
    contact_email="buses@merestone.example",
    contact_phone="01632 960 114",
    weeks=10,
    minutes=6,
    sections=(_ABOUT_YOU, _JOURNEYS, _FIRST, _FRANCHISING, _DIFFERENCE, _STREETS, _FAIR, _ELSE),
)
