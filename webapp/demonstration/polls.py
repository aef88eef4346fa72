"""What Merestone votes on: a poll at each stage. Days count from today; each opens at nine and closes at five."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class DemoOption:
    """`likes`: how many of those who vote are for it, exactly where it says so in `voting`, else as a weight."""

    text: str
    likes: int = 1
    detail: str = ""
    cost: int | None = None
    category: str = ""
    pot: int = 0


@dataclass(frozen=True, slots=True)
class DemoPoll:
    """`opens`, `closes`: days from today, None for a draft. `pots`: (name, whole pounds)."""

    slug: str
    title: str
    question: str
    method: str
    options: tuple[DemoOption, ...]
    opens: int | None = None
    closes: int | None = None
    background: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    pots: tuple[tuple[str, int], ...] = ()
    eligibility: str = "signed in"
    secret: bool = True
    changeable: bool = True
    live: bool = False
    asks_area: bool = False
    quorum: int | None = None
    withdrawn: str = ""
    extended: str = ""  # why it was given four days more, at some time after it opened


WITHDRAWN = DemoPoll(
    "bus-shelter-colours", "The colour of the new bus shelters", "Which colour should the shelters have?", "plurality",
    (DemoOption("Green"), DemoOption("Blue"), DemoOption("The colour of rust")), opens=-70, closes=-56,
    withdrawn="The maker of the shelters offers one colour only, so there was nothing left to choose.",
)  # fmt: skip

MAIN, YOUTH = 0, 1
HIGH_STREET = DemoPoll(
    "our-high-street-projects", "Our High Street: which projects should be paid for?",
    "Which projects would you pay for? Choose 3 to 5.", "budget-greedy",
    (
        DemoOption("Toilets in the Market Hall", 612, "Open again every day until eight.", 30_000, "For everybody"),
        DemoOption("Seats and shade on Priory Street", 548, "Twelve seats with backs, and four trees.", 18_500,
                   "For everybody"),
        DemoOption("Light on the path to the station", 471, "Lamps that shine down, not into bedrooms.", 24_000,
                   "Safety"),
        DemoOption("Planters and trees at the crossing", 402, "Looked after by the traders.", 12_000, "Green space"),
        DemoOption("Ramps for shops with steps", 356, "For 29 shops that a wheelchair cannot enter.", 14_500,
                   "Getting about"),
        DemoOption("A roof over the market stage", 311, "For music and for rain.", 28_000, "Events"),
        DemoOption("Winter lights for the whole street", 287, "From November to February.", 26_000, "Events"),
        DemoOption("Steps and a rail for the library", 244, "Lower steps, a rail on both sides, and a seat half-way.",
                   21_000, "Getting about"),
        DemoOption("A mural on the gable of the old bank", 203, "Painted by three schools.", 6_000, "Events"),
        DemoOption("New shop fronts", 188, "A share of the cost for six shops.", 15_000, "Shops"),
        DemoOption("Evenings at the youth café", 210, "Three a week, for a year.", 14_000, "Young people", YOUTH),
        DemoOption("A ramp for skates and scooters", 190, "In the yard behind the baths.", 12_500, "Young people",
                   YOUTH),
        DemoOption("A room to make music", 150, "With two people who can teach.", 9_000, "Young people", YOUTH),
        DemoOption("Film nights", 120, "Ten nights, chosen and run by young people.", 3_500, "Young people", YOUTH),
    ),
    opens=-138, closes=-124, rules={"fewest": 3, "most": 5}, eligibility="code", quorum=500,
    pots=(("the whole street", 120_000), ("people aged 11 to 25", 30_000)),
    background="26 ideas came in. Four were merged with others, eight could not be built, and 14 are left. "
    "Every household in Calderwick got a letter with a code, and papers lay in the library and the Market Hall.",
)  # fmt: skip

PANEL = DemoPoll(
    "streets-panel", "Who sits on the streets panel?", "Put the people in order whom you would trust with this.",
    "stv-scottish",
    (
        DemoOption("Ade Brennand", 30, "Drives the 14. Lives on Hob Hill."),
        DemoOption("Farida Osei", 34, "Teaches at Canal Side school."),
        DemoOption("Glyn Naylor", 22, "Runs the cycle workshop in the Foundry."),
        DemoOption("Hanna Bielak", 18, "Student in Tarnford. Uses a wheelchair."),
        DemoOption("Joan Fairlie", 26, "Was a nurse for 40 years. Lives in Oxmere."),
        DemoOption("Tariq Rahman", 20, "Has a stall on the Saturday market."),
    ),
    opens=-30, closes=-9, rules={"seats": 3}, changeable=False,
    background="The panel advises the Authority on streets and buses for two years. It has three places.",
)  # fmt: skip

BENCH = DemoPoll(
    "canal-bench", "A bench by the canal", "Where should the bench stand?", "plurality",
    (
        DemoOption("By the lock", 9, "In the sun in the morning."),
        DemoOption("Under the willow", 14, "In the shade, with the ducks."),
        DemoOption("At the bus stop", 8, "For people who wait."),
        DemoOption("At the playground gate", 11, "Where parents can see both ways."),
    ),
    opens=-12, closes=9, asks_area=True, quorum=100,
    extended="The post was late in Oxmere, so people there have four days more.",
)  # fmt: skip

MARKET = DemoPoll(
    "saturday-market", "The Saturday market", "What should there be more of?", "approval",
    (
        DemoOption("Fruit and vegetables", 14), DemoOption("Hot food", 10), DemoOption("Plants", 6),
        DemoOption("Clothes", 4), DemoOption("Repairs while you wait", 9), DemoOption("Music", 5),
    ),
    opens=-8, closes=13, rules={"fewest": 1, "most": 3}, eligibility="anyone", secret=False, live=True,
    background="The traders asked for this straw poll. There is a tablet at the stall of the Hob Hill Bus Users.",
)  # fmt: skip

BRIDGE = DemoPoll(
    "bridge-name", "A name for the new footbridge", "Put the names in order.", "irv",
    (
        DemoOption("Weavers Bridge", 16), DemoOption("Ada Lidgate Bridge", 19, "She ran the ferry here until 1931."),
        DemoOption("Foundry Bridge", 10), DemoOption("The Swan", 12),
    ),
    opens=-10, closes=11, eligibility="code",
    background="Every household within ten minutes of the bridge was sent a code. There are papers in three places.",
)  # fmt: skip

QUIET_HOUR = DemoPoll(
    "quiet-hour", "A quiet hour in the libraries", "Do you agree with these?", "agreement",
    (
        DemoOption("No music and low light on Tuesdays from two to three"),
        DemoOption("The same on Saturdays from nine to ten"),
    ),
    opens=5, closes=26, rules={"threshold": "majority"},
)  # fmt: skip

TARNFORD = DemoPoll(
    "tarnford-small-grants", "Small grants for Tarnford", "Fill your basket with projects that the money pays for.",
    "budget-knapsack",
    (
        DemoOption("Paint for the station subway", cost=4_000), DemoOption("Bulbs along the river", cost=1_500),
        DemoOption("A shed for the tool library", cost=7_500), DemoOption("Signs in Punjabi and Polish", cost=2_500),
    ),
    pots=(("Tarnford", 10_000),), rules={"fewest": 1, "most": 0},
)  # fmt: skip

POLLS = (WITHDRAWN, HIGH_STREET, PANEL, BENCH, MARKET, BRIDGE, QUIET_HOUR, TARNFORD)
