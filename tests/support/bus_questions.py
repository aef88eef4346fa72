"""Twelve questions about buses, in which every kind of question has its place."""

from typing import Any

from webapp.consultations.models import Kind, Part

BUS_SECTIONS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "About you",
        [
            {
                "key": "A1",
                "kind": Kind.SINGLE,
                "text": "Who are you answering for?",
                "required": True,
                "asks_who": True,
                "choices": [
                    "Myself",
                    ("A group or organisation", Part.ORGANISATION),
                    ("A business", Part.ORGANISATION),
                    "Somebody who asked me to",
                ],
            },
            {
                "key": "A2",
                "kind": Kind.AREA,
                "text": "Where do you live?",
                "help": "The first part of your postcode and one more digit, for example ZZ1 2.",
                "choices": ["Outside the area", "Prefer not to say"],
            },
        ],
    ),
    (
        "Your journeys",
        [
            {
                "key": "A3",
                "kind": Kind.SINGLE,
                "text": "How often did you take a bus last month?",
                "choices": ["Most days", "Once a week", "Less often", "Never"],
            },
            {
                "key": "A4",
                "kind": Kind.MULTI,
                "text": "What keeps you off the bus?",
                "help": "Choose up to 3.",
                "max_choices": 3,
                "choices": [
                    "It comes late",
                    "It costs too much",
                    "It stops too early",
                    "It does not go where I need",
                    ("Something else", Part.OTHER),
                    ("Nothing does", Part.EXCLUSIVE),
                ],
            },
        ],
    ),
    (
        "What comes first",
        [
            {
                "key": "A5",
                "kind": Kind.RANKING,
                "text": "What should come first?",
                "help": "Put up to 3 in order.",
                "rank_top": 3,
                "choices": ["One fare", "Evening buses", "Buses on time", "Safer stops"],
            },
        ],
    ),
    (
        "Who should run the buses",
        [
            {
                "key": "A6",
                "kind": Kind.SCALE,
                "text": "Do you support or oppose public control of buses?",
                "choices": ["Strongly support", "Support", "Neither", "Oppose", "Strongly oppose", "Don't know"],
            },
            {
                "key": "A7",
                "kind": Kind.LONG_TEXT,
                "text": "Why?",
                "max_chars": 1500,
                "themed": True,
                "stance_from": "A6",
            },
        ],
    ),
    (
        "What would change",
        [
            {
                "key": "A8",
                "kind": Kind.MATRIX,
                "text": "What would better buses change for you?",
                "choices": ["Better", "No difference", "Worse", "Not relevant"],
                "items": ["Work or school", "Health appointments", "Seeing family", "What I spend"],
            },
            {
                "key": "A9",
                "kind": Kind.SINGLE,
                "text": "Which cycle route should we build?",
                "choices": ["Quiet streets", "Protected lane", "Either", "Neither"],
            },
        ],
    ),
    (
        "Anything else",
        [
            {
                "key": "A10",
                "kind": Kind.LONG_TEXT,
                "text": "Would any of this be unfair to someone?",
                "max_chars": 1500,
                "themed": True,
            },
            {"key": "A11", "kind": Kind.SHORT_TEXT, "text": "One thing we have not thought of?", "max_chars": 300},
            {"key": "A12", "kind": Kind.PERMISSION, "text": "May we publish what you wrote?", "required": True},
        ],
    ),
]
