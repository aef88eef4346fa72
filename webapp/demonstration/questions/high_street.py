"""Our High Street: the survey that goes with the idea stage (a question to share 100 points comes with that kind)."""

from webapp.demonstration.questions.shared import AREA_HELP, ELSEWHERE, permission
from webapp.demonstration.shapes import DemoConsultation, DemoQuestion, DemoSection

_WHY = """\
Priory Street and the streets around the market are the middle of Calderwick. One shop in six is empty. Some people \
come every day, some have not been for a year, and some tell us they do not feel that it is for them.

This year we put 150,000 pounds into the hands of the people who use the street. There is a main pot of 120,000 pounds \
and a youth pot of 30,000 pounds that only people aged 11 to 25 vote on. Anyone can bring an idea that costs between \
2,000 and 30,000 pounds. We check whether it can be done, people discuss it, and then there is a vote.

Before the vote we want to know how the street feels to you now, what the money should go to first, how people should \
vote, and who is missing from the street. Everyone who has an idea will be shown what you tell us, so that projects \
answer to what people need. It takes about five minutes, and you do not need to live in Calderwick."""

_WHAT_FOR = (
    "Safer, brighter streets",
    "Seats, toilets and shade",
    "Events and markets",
    "Empty shops used by groups",
    "Green space and cleaner air",
    "Things for young people",
)

_ABOUT_YOU = DemoSection(
    "About you",
    (
        DemoQuestion(
            id="C1",
            kind="single",
            text="Who are you answering for?",
            required=True,
            options=(
                "Myself",
                "A shop or business on the high street",
                "A community or faith group",
                "A school or youth group",
                "I am an elected representative",
            ),
        ),
        DemoQuestion(id="C2", kind="area", text="Where do you live or trade?", help=AREA_HELP, options=ELSEWHERE),
        DemoQuestion(
            id="C3",
            kind="single",
            text="How often do you visit the high street?",
            options=(
                "Every day",
                "A few times a week",
                "About once a week",
                "Once or twice a month",
                "Hardly ever",
                "Never",
            ),
        ),
    ),
)

_FEEL = DemoSection(
    "How it feels now",
    (
        DemoQuestion(
            id="C4",
            kind="matrix",
            text="How do you feel about each of these?",
            options=("Very good", "Good", "OK", "Poor", "Very poor", "Not sure"),
            rows=(
                "Feeling safe after dark",
                "The mix of shops and places to go",
                "Cleanliness",
                "Somewhere to sit, and toilets",
                "Getting about with a wheelchair, pram or stick",
            ),
        ),
    ),
)

_MONEY = DemoSection(
    "Where the money should go",
    (
        DemoQuestion(
            id="C5",
            kind="ranking",
            text="Put these in order for spending.",
            help="1 is the most important. You can stop when the rest are all the same to you.",
            options=_WHAT_FOR,
            rank_top=6,
        ),
        DemoQuestion(
            id="C7",
            kind="multi",
            text="When would you come more often?",
            help="Choose all that fit.",
            options=(
                "Weekday in the day",
                "Weekday evening",
                "Saturday",
                "Sunday",
                "Market days",
                "School holidays",
            ),
        ),
    ),
)

_STAY = DemoSection(
    "What would make you stay",
    (
        DemoQuestion(
            id="C8",
            kind="long_text",
            text="What one thing would make you stay longer or come back?",
            help="One thing is enough. A few words will do.",
            max_chars=1000,
            themed=True,
        ),
    ),
)

_VOTE = DemoSection(
    "Voting, and who is missing",
    (
        DemoQuestion(
            id="C9",
            kind="single",
            text="How should people vote?",
            options=("Pick 3 to 5 projects", "Spend the pot", "Score each project", "No view"),
        ),
        DemoQuestion(
            id="C10",
            kind="long_text",
            text="Who is missing from the high street, and how could they be welcome?",
            max_chars=1000,
            themed=True,
        ),
        permission("C11"),
    ),
)

HIGH_STREET = DemoConsultation(
    slug="our-high-street",
    title="Our High Street",
    summary=(
        "150,000 pounds for Priory Street and the market, and you decide what it is spent on. First tell us how the "
        "street feels now, and what would make you stay longer or come back."
    ),
    why=_WHY,
    decided=(
        "There is a main pot of 120,000 pounds and a youth pot of 30,000 pounds",
        "The projects with the most votes that fit the pot are paid for",
    ),
    open=(
        "What the money should go to first",
        "How people vote",
        "Who needs to be made welcome, and how",
    ),
    fixed=(
        "A project costs between 2,000 and 30,000 pounds",
        "Only people aged 11 to 25 vote on the youth pot",
    ),
    decision_maker="Calderwick Cabinet",
    decision_weeks_after_close=8,
    contact_name="R. Okafor",
    contact_email="highstreet@merestone.example",
    contact_phone="01632 960 139",
    weeks=5,
    minutes=5,
    sections=(_ABOUT_YOU, _FEEL, _MONEY, _STAY, _VOTE),
)
