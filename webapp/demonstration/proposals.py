"""What groups and residents of Merestone propose, and what became of it. Days are counted back from today."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DemoSheet:
    """A paper sheet; `good` of the lines that were drawn stood up, None: nobody has checked it yet."""

    lines: int
    good: int | None
    by_area: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DemoMove:
    """`due`: days from today until there is news, negative when the day has passed."""

    to: str
    days_ago: int
    reason: str
    due: int | None = None


@dataclass(frozen=True, slots=True)
class DemoProposal:
    """`by`: a group, or empty for a resident. `backers`: people online. `until`: how far it came before its moves:
    "draft", "in moderation" or "gathering backing".
    """

    title: str
    what: str
    who_benefits: str
    by: str = ""
    form: str = "proposal"
    where: str = ""
    area: str = ""
    cost: str = "not known"
    cost_words: str = ""
    days_ago: int = 30
    backers: int = 0
    sheets: tuple[DemoSheet, ...] = ()
    until: str = "gathering backing"
    moves: tuple[DemoMove, ...] = ()
    findings: Mapping[str, str] = field(default_factory=dict)
    reply: str = ""
    picture_alt: str = ""  # of the picture that is drawn for it (`drawing`)


PROPOSALS = (
    DemoProposal(
        title="A water tap for bottles on Priory Street",
        what="On market days everybody buys water in plastic bottles, because there is nowhere to fill your own. "
        "We ask for one tap by the clock, low enough for children and for people in wheelchairs.",
        who_benefits="Everybody who shops or works there, and the street sweepers.",
        by="Priory Street Traders", where="By the clock", area="Priory", cost="£1,000 to £10,000",
        cost_words="Two other towns paid about £4,000 for theirs.", days_ago=190, backers=52,
        moves=(
            DemoMove("with an officer", 166, "J. Pryce’s team asks the water company where the pipe runs.", -140),
            DemoMove("under assessment", 150, "The pipe is there. We look at drains and at who cleans it.", -120),
            DemoMove("accepted", 118, "A tap costs £3,900 and £240 a year. The traders keep it clean. Yes."),
            DemoMove("in delivery", 90, "Ordered. It is put in after the spring market.", -20),
            DemoMove("delivered", 24, "The tap runs. On the first Saturday 310 bottles were filled."),
        ),
        findings={
            "remit": "The street is ours, and the water company agrees.",
            "feasibility": "A pipe runs 2 metres away. The drain takes it.",
            "cost": "£3,900 to build, £240 a year for water and tests.",
            "equality": "The spout is 85 cm high, so that people who sit can reach it.",
        },
    ),
    DemoProposal(
        title="Keep the toilets at the market open until eight",
        what="The toilets close at five, but the last buses leave at nine. Older people and parents with small "
        "children stay at home in the evening, or buy a coffee that they do not want.",
        who_benefits="Older people, parents, bus drivers, and people who have to go often.",
        by="Oxmere Older People's Forum", where="Market hall", area="Oxmere South", cost="£10,000 to £100,000",
        days_ago=130, backers=43, sheets=(DemoSheet(22, 10, {"Oxmere South": 12, "Oxmere North": 6}),),
        moves=(
            DemoMove("with an officer", 96, "R. Okafor asks who holds the keys and what a later hour costs.", -68),
            DemoMove("part accepted", 70, "They stay open until seven from Monday to Saturday, from the first of next "
                     "month. Eight o’clock needs a second cleaner, for whom there is no money this year."),
        ),
        reply="Thank you. Seven is better than five. We will count how many people come between six and seven, and "
        "ask about eight again when the next budget is made.",
    ),
    DemoProposal(
        title="Move the Sunday market to the ring road",
        what="On Sundays nobody can drive through the centre. The car park on the ring road is empty that day, and "
        "there is room for twice as many stalls.",
        who_benefits="Drivers, and traders who want a stall and get none.",
        where="Ring road car park", area="Foundry", cost="£1,000 to £10,000", days_ago=115, backers=51,
        moves=(
            DemoMove("with an officer", 84, "M. Dhaliwal’s team looks at buses and at the way on foot.", -56),
            DemoMove("not taken forward", 60, "No bus stops at the ring road on Sundays, and there is no pavement on "
                     "the last 400 metres. Of 38 traders asked, 31 want to stay in the centre."),
        ),
    ),
    DemoProposal(
        title="Plant fruit trees along the canal path",
        what="There are 2 kilometres of mown grass between the path and the water. Apples, plums and pears would "
        "give shade in summer and something to pick in autumn. Neighbours would water them in the first two years.",
        who_benefits="Whoever walks there, and bees.",
        where="Canal path from the bridge to the basin", area="Canal Side", cost="£1,000 to £10,000", days_ago=102,
        backers=55,
        moves=(
            DemoMove("with an officer", 80, "J. Pryce asks whose the grass is, and where pipes lie.", -52),
            DemoMove("accepted", 55, "Forty trees, old kinds from here, where no pipe lies. The rota of neighbours "
                     "who water them is what made it possible."),
            DemoMove("in delivery", 41, "Holes are dug in the first frost-free week of the planting time.", 75),
        ),
    ),
    DemoProposal(
        title="Mend the lift at Station bridge, and say when it is broken",
        what="The lift was out of order on 61 days last year. Whoever cannot climb stairs finds out when they stand in "
        "front of it. We ask for it to be mended for good, and for a notice online on the day it fails.",
        who_benefits="People in wheelchairs, people with prams or bikes, travellers with bags.",
        by="Tarnford Deaf Club", where="Station bridge", area="Station", cost="£10,000 to £100,000", days_ago=88,
        backers=58,
        moves=(
            DemoMove("with an officer", 50, "M. Dhaliwal asks the railway who has to mend it.", -9),
        ),
    ),
    DemoProposal(
        title="Free swimming for under-16s in the school holidays",
        what="A ticket costs £3.80, and many of us have brothers and sisters. In the holidays there is nothing to do "
        "in Weavers that is free. The pool is half empty before noon.",
        who_benefits="Children and young people, most of all where money is short.",
        by="Weavers Youth Panel", where="Weavers baths", area="Weavers", cost="£10,000 to £100,000",
        cost_words="The baths say about £22,000 for all holidays.", days_ago=74, backers=61,
        moves=(
            DemoMove("with an officer", 47, "J. Pryce speaks with those who run the baths.", -26),
            DemoMove("under assessment", 28, "We look at numbers, at lifeguards and at the money.", 16),
        ),
        findings={
            "remit": "The baths are ours. The price is set each spring.",
            "cost": "£22,400 a year when as many come as last summer.",
        },
    ),
    DemoProposal(
        title="A crossing where the canal path meets Foundry Road",
        what="Children walk to school along the canal and have to run across Foundry Road between lorries. "
        "We ask for a crossing with lights, and until then for somebody who stops the traffic at half past eight.",
        who_benefits="About 140 children who walk that way, and everybody on the canal path.",
        by="Canal Side Residents' Voice", where="Foundry Road at the canal bridge", area="Canal Side",
        cost="£10,000 to £100,000", days_ago=58, backers=49,
        sheets=(DemoSheet(37, 9, {"Canal Side": 21, "Foundry": 12}),),
        moves=(
            DemoMove("with an officer", 16, "M. Dhaliwal counts who crosses there, in a week with school.", 12),
        ),
    ),
    DemoProposal(
        title="Open the library until eight on two evenings",
        what="Whoever works until five never sees the library open. Two evenings a week would do, with the lights on "
        "and one person at the desk.",
        who_benefits="People who work, and pupils who have no quiet table at home.",
        where="Northgate library", area="Northgate", cost="£1,000 to £10,000", days_ago=40, backers=54,
    ),
    DemoProposal(
        title="A shelter and a seat at the Hob Hill turning circle",
        what="The 14 waits there for eight minutes, and so do we, in the rain. A shelter with a seat and a light would "
        "make the stop one that people use after dark.",
        who_benefits="About 200 people a day who get on there.",
        by="Hob Hill Bus Users", where="Turning circle", area="Hob Hill", cost="£10,000 to £100,000", days_ago=21,
        backers=31, sheets=(DemoSheet(14, None, {"Hob Hill": 11}),),
    ),
    DemoProposal(
        title="Keep a post office counter in Lidgate",
        what="The shop that has the counter closes at the end of the year. The next one is four miles away and the "
        "bus goes twice a day. We ask the authority to find it another room in the village.",
        who_benefits="People in Lidgate who have no car, and small businesses that send parcels.",
        form="petition", area="Lidgate", days_ago=17, backers=38,
        picture_alt="A small shop with a sign that says Post Office, and a red letter box in front of it.",
    ),
    DemoProposal(
        title="Lend tools like books",
        what="A drill is used for a quarter of an hour in its life. The makers have tools and a shelf; the library has "
        "cards and a counter. Let people borrow tools with a library card.",
        who_benefits="People who cannot buy tools, and those who want less rubbish.",
        by="Foundry Makers Co-op", area="Foundry", cost="under £1,000", days_ago=6, backers=9,
    ),
    DemoProposal(
        title="A fence round the pond on Tarn Green",
        what="Last week a small child was pulled out by a stranger. A low fence with a gate is enough.",
        who_benefits="Families with small children.",
        where="Tarn Green", area="Tarn Green", days_ago=1, until="in moderation",
    ),
    DemoProposal(
        title="Show at the stop when the next bus really comes",
        what="The timetable says every twelve minutes.",
        who_benefits="",
        by="Hob Hill Bus Users", area="Hob Hill", days_ago=2, until="draft",
    ),
)  # fmt: skip
