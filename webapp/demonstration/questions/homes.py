"""Warm homes, good jobs: eleven of its questions (a number question comes with that kind) and the permission."""

from webapp.demonstration.questions.shared import AREA_HELP, ELSEWHERE, SUPPORT, permission
from webapp.demonstration.shapes import DemoConsultation, DemoQuestion, DemoSection

_WHY = """\
One home in five in Merestone is hard to keep warm. Cold, damp homes make people ill and cost a lot to heat. Most of \
them are terraces built before 1919, and no one house is like the next. Help has come and gone before: some of it was \
good, and some of it left people with damp walls and nobody to ring.

We have 6 million pounds for a first programme that works street by street. It can reach about 700 homes in three \
neighbourhoods. Doing a whole street together costs less for each home, and neighbours can see the work before they \
say yes. Nobody has to take part.

The work also needs people. We do not have enough fitters, surveyors and plasterers who know old houses, so part of \
the money pays for training places here. We want to know which neighbourhoods should come first, what worries you, \
what help you would use, and who you would trust to come into your home."""

_ABOUT_YOU = DemoSection(
    "About you",
    (
        DemoQuestion(
            id="B1",
            kind="single",
            text="Who are you answering for?",
            required=True,
            options=(
                "Myself as a resident",
                "A landlord",
                "A community group or charity",
                "A business or installer",
                "A college, training provider or researcher",
                "I am an elected representative",
            ),
        ),
        DemoQuestion(
            id="B2",
            kind="area",
            text="Roughly where is the home or organisation?",
            help=AREA_HELP,
            options=ELSEWHERE,
        ),
        DemoQuestion(
            id="B3",
            kind="single",
            text="What is your home's situation?",
            help="For residents and landlords. If you answer for an organisation, leave this out.",
            options=(
                "Own outright",
                "Own with a mortgage",
                "Shared ownership",
                "Rent from a council or housing association",
                "Rent privately",
                "Live with family or friends",
                "No settled home",
            ),
        ),
    ),
)

_WINTER = DemoSection(
    "Last winter",
    (
        DemoQuestion(
            id="B4",
            kind="matrix",
            text="In the last winter, how often did this happen?",
            help="If you answer for an organisation, leave this out.",
            options=("Never", "Now and then", "Often", "Most of the time", "Prefer not to say"),
            rows=(
                "We kept the home colder than we wanted",
                "We cut back on food or other basics to pay for heat",
                "We saw damp or mould",
                "We could not heat every room",
            ),
        ),
    ),
)

_WORRIES = DemoSection(
    "Worries and help",
    (
        DemoQuestion(
            id="B5",
            kind="multi",
            text="What would worry you about work to make your home warmer?",
            help="Choose up to 3.",
            options=(
                "Cost",
                "Debt or a charge on the home",
                "Disruption",
                "Having to move out",
                "Poor workmanship",
                "Scams",
                "My landlord would have to agree",
                "My rent might rise",
                "The look or heritage of the street",
                "I do not know where to start",
                "Something else",
                "Nothing",
            ),
            max_choices=3,
            other_option="Something else",
            exclusive_option="Nothing",
        ),
        DemoQuestion(
            id="B6",
            kind="ranking",
            text="What help would matter most?",
            help="Choose up to 3 and put them in order. 1 is the most important.",
            options=(
                "One trusted person who explains everything",
                "A free check of the whole home",
                "An interest-free loan",
                "A grant towards the cost",
                "Doing the street together",
                "Checks after the work",
            ),
            rank_top=3,
        ),
    ),
)

_STREETS = DemoSection(
    "Street by street",
    (
        DemoQuestion(
            id="B7",
            kind="scale",
            text="How far do you support starting with street-by-street projects in three neighbourhoods?",
            options=SUPPORT,
        ),
        DemoQuestion(
            id="B8",
            kind="long_text",
            text="What is the main reason for your answer, and which neighbourhood should be early?",
            help="Tell us what your home is like in winter, if you want to.",
            max_chars=1500,
            themed=True,
            stance_from="B7",
        ),
    ),
)

_WORK = DemoSection(
    "Jobs and training",
    (
        DemoQuestion(
            id="B9",
            kind="single",
            text="Would you, or someone in your home, think about training for a job in this work?",
            help="For residents. If you answer for an organisation, leave this out.",
            options=("Yes, soon", "Maybe in the next two years", "No", "Already do this work"),
        ),
        DemoQuestion(
            id="B10",
            kind="multi",
            text="What would help most to take it up?",
            help="Choose up to 3.",
            options=(
                "Being paid while training",
                "Evenings and weekends",
                "Childcare",
                "Help with travel",
                "English language classes",
                "No GCSEs needed",
                "A job guaranteed at the end",
                "Women-only or community-based courses",
                "A taster day",
                "Tools paid for",
            ),
            max_choices=3,
        ),
    ),
)

_TRUST = DemoSection(
    "Trust",
    (
        DemoQuestion(
            id="B12",
            kind="long_text",
            text="What would make you trust the people doing the work?",
            max_chars=1500,
            themed=True,
        ),
        permission("BP"),
    ),
)

HOMES = DemoConsultation(
    slug="warm-homes-good-jobs",
    title="Warm homes, good jobs",
    summary=(
        "We have 6 million pounds to make about 700 homes warmer, street by street, and to train local people to do "
        "the work. Which neighbourhoods should come first, and what help would you use?"
    ),
    why=_WHY,
    decided=("6 million pounds is available for a first street-by-street programme",),
    open=(
        "Which three neighbourhoods come first",
        "How help is offered",
        "How training places are filled",
        "What checks people want",
    ),
    fixed=("National grant eligibility",),
    decision_maker="Calderwick Cabinet",
    decision_weeks_after_close=9,
    contact_name="J. Pryce",
    contact_email="warmhomes@merestone.example",
    contact_phone="01632 960 127",
    weeks=8,
    minutes=7,
    sections=(_ABOUT_YOU, _WINTER, _WORRIES, _STREETS, _WORK, _TRUST),
)
