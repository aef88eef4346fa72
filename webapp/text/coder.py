"""Coding answers against a frame that stands, without looking for themes again: the state a run leaves behind.

One answer takes a few milliseconds once the state and the table are read. The same words get the same themes as in the
run that left it; a letter's copies are coded like other answers.
"""

import io
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from zipfile import BadZipFile

import numpy as np

from webapp.text.assignment import FITS, raise_themes
from webapp.text.coding import settle
from webapp.text.finding import measure_both
from webapp.text.gathering import Excerpt, number_excerpts
from webapp.text.keeping import UnreadableLearner, learner_from_bytes, learner_to_bytes
from webapp.text.language import find_languages
from webapp.text.learning import Learner
from webapp.text.reading import find_excerpts, make_safe, says_nothing
from webapp.text.shapes import SPECIAL_LABELS, Answer, ThemedAnswer, Theming
from webapp.text.teaching import Codes, code_texts, score_points, silence
from webapp.text.tuned import Lexicon, TunedVectors
from webapp.text.vectors import Points

FORMAT = 1


class UnreadableState(ValueError):
    """The bytes were not written by this version of the coder; run the theming again."""


@dataclass(frozen=True)
class Coder:
    """`ids` of the themes, a row each in `centres`; `vectors` as the run learned them; `language`: of the frame."""

    ids: tuple[str, ...]
    centres: Points
    vectors: TunedVectors
    language: str
    floor: float = FITS
    learner: Learner | None = None

    @classmethod
    def from_theming(cls, theming: Theming) -> "Coder":
        """What `theme()` left behind. Raises `UnreadableState` when it left nothing."""
        return cls.from_bytes(theming.coder)

    def places(self) -> Mapping[str, Points]:
        """By theme its centre, so that a later run finds it where it was."""
        return dict(zip(self.ids, self.centres, strict=True))

    def renamed(self, ids: Mapping[str, str]) -> "Coder":
        """The same with other ids where `ids` has them: those of a database for those of the run."""
        learner = self.learner
        if learner is not None:
            learner = replace(
                learner, themes=tuple(one if one in SPECIAL_LABELS else ids.get(one, one) for one in learner.themes)
            )
        return replace(self, ids=tuple(ids.get(one, one) for one in self.ids), learner=learner)

    def keeping(self, words: Collection[str]) -> "Coder":
        """The same without the words that are not among `words` (in small letters), nor their stems and letter runs.

        For when answers are taken back: what is left of their words is what others said too. Words of others are coded
        as before, but for what the missing parts added to words that share them.
        """
        kept = self.vectors.lexicon.keeping(words)
        return self if kept is self.vectors.lexicon else replace(self, vectors=TunedVectors(kept))

    def code(self, answers: Sequence[Answer]) -> tuple[ThemedAnswer, ...]:
        """The answers in their order, with learned codes or those of closeness; no campaigns, flags or stances."""
        texts = [make_safe(one.text if one.translation is None else one.translation) for one in answers]
        silent = [says_nothing(text) for text in texts]
        spans = [[] if quiet else find_excerpts(text) for text, quiet in zip(texts, silent, strict=True)]
        excerpts, points = number_excerpts(texts, spans)
        codes = self._raise(texts, excerpts, points)
        if self.learner is not None:
            scores = score_points(self.learner, points, self.vectors)
            learned, _ = code_texts(self.learner, texts, silent, excerpts, scores, self.vectors)
            codes = [settle(own, found, self.learner.themes) for own, found in zip(learned, codes, strict=True)]
        languages = find_languages(texts, usual=self.language)
        return tuple(
            ThemedAnswer(one.id, None, silence(text) if quiet else found, language)
            for one, text, quiet, found, language in zip(answers, texts, silent, codes, languages, strict=True)
        )

    def _raise(self, texts: Sequence[str], excerpts: Sequence[Sequence[Excerpt]], points: Sequence[str]) -> list[Codes]:
        wholes, parts = measure_both(texts, points, self.centres, self.vectors)
        return raise_themes(texts, excerpts, wholes, parts, self.ids, floor=self.floor)

    def to_bytes(self) -> bytes:
        """A few megabytes at most; the same coder gives the same bytes."""
        known = self.vectors.lexicon
        facts = {
            "format": FORMAT, "ids": self.ids, "language": self.language, "floor": self.floor, "texts": known.texts,
            "words": list(known.uses), "parts": list(known.parts), "table": self.vectors.table.dimensions,
        }  # fmt: skip
        file = io.BytesIO()
        np.savez_compressed(
            file,
            facts=np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8),
            uses=np.array(list(known.uses.values()), dtype=np.int32),
            usual=known.usual,
            axes=known.axes,
            usual_parts=known.usual_parts,
            centres=self.centres,
            learner=np.frombuffer(learner_to_bytes(self.learner) if self.learner else b"", dtype=np.uint8),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, state: bytes) -> "Coder":
        """Raises `UnreadableState` for anything that `to_bytes` did not write, or not beside this table."""
        try:
            with np.load(io.BytesIO(state), allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            facts = json.loads(arrays["facts"].tobytes())
            lexicon = Lexicon(
                texts=facts["texts"],
                uses=dict(zip(facts["words"], arrays["uses"].tolist(), strict=True)),
                usual=arrays["usual"],
                parts={name: row for row, name in enumerate(facts["parts"])},
                axes=arrays["axes"],
                usual_parts=arrays["usual_parts"],
            )
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise UnreadableState(str(error)) from error
        vectors = TunedVectors(lexicon)
        kept = arrays["learner"].tobytes()
        try:
            learner = learner_from_bytes(kept) if kept else None
        except UnreadableLearner as error:
            raise UnreadableState(str(error)) from error
        if facts["format"] != FORMAT or facts["table"] != vectors.table.dimensions:
            raise UnreadableState(f"format {facts['format']}, table of {facts['table']} dimensions")
        return cls(tuple(facts["ids"]), arrays["centres"], vectors, facts["language"], facts["floor"], learner)
