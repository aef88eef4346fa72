"""A learner as bytes, to be kept between a run and the next answer: arrays and a few facts, nothing that can run."""

import io
import json

import numpy as np

from webapp.text.calibration import Scale
from webapp.text.learning import Learner
from webapp.text.likeness import Likeness
from webapp.text.wording import Wording

FORMAT = 1


class UnreadableLearner(ValueError):
    """The bytes were not written by this version; learn again."""


def learner_to_bytes(learner: Learner) -> bytes:
    """The same learner gives the same bytes; some megabytes for a thousand coded answers."""
    likeness, wording = learner.likeness, learner.likeness.wording
    facts = {
        "format": FORMAT,
        "themes": learner.themes,
        "none": learner.none_was_taught,
        "touches": learner.touches,
        "given": learner.scale.given,
        "drawn": likeness.drawn,
        "unheard": wording.unheard,
    }
    file = io.BytesIO()
    np.savez_compressed(
        file,
        facts=np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8),
        plain=likeness.plain,
        usual=likeness.usual,
        rows=likeness.rows,
        answers=likeness.answers,
        keys=wording.keys,
        rarity=wording.rarity,
        shares=learner.shares,
        word_shares=learner.word_shares,
        start=learner.start,
        label_rows=learner.label_rows,
        scale=learner.scale.weights,
    )
    return file.getvalue()


def learner_from_bytes(state: bytes) -> Learner:
    """Raises `UnreadableLearner` for anything that `learner_to_bytes` did not write."""
    try:
        with np.load(io.BytesIO(state), allow_pickle=False) as file:
            parts = {name: file[name] for name in file.files}
        facts = json.loads(parts["facts"].tobytes())
        if facts["format"] != FORMAT:
            raise UnreadableLearner(f"format {facts['format']}")
        wording = Wording(parts["keys"], parts["rarity"], facts["unheard"])
        return Learner(
            themes=tuple(facts["themes"]),
            likeness=Likeness(parts["plain"], parts["usual"], parts["rows"], parts["answers"], facts["drawn"], wording),
            shares=parts["shares"],
            word_shares=parts["word_shares"],
            start=parts["start"],
            label_rows=parts["label_rows"],
            scale=Scale(parts["scale"], tuple(facts["given"])),
            none_was_taught=facts["none"],
            touches=facts["touches"],
        )
    except (OSError, EOFError, KeyError, TypeError, ValueError) as error:
        raise UnreadableLearner(str(error)) from error
