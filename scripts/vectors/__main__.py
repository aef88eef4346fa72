"""Build the table: `python -m scripts.vectors --model FOLDER --wordnet FOLDER --statements FILE --speeches FOLDER`.

What each folder is, and where it comes from, is in webapp/text/table/CARD.md. The same files give the same table.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from scripts.vectors.composing import compose
from scripts.vectors.fitting import count_pieces, drop_commonest, find_axes, fit, to_whole_numbers
from scripts.vectors.labelling import label
from scripts.vectors.sources import pick, read_speeches, read_statements, read_wordnet
from scripts.vectors.teacher import Numbers
from webapp.text.table.pieces import Pieces

DIMENSIONS = 256
STRENGTH = 0.15
STEPS = 20
GLOSSES = 100_000
SPEECHES = 30_000
COMPOSED = 10_000
_COMPOSED_FROM = 80_000
_TABLE = Path("webapp/text/table")


def main() -> None:
    asked = _read_arguments()
    vocabulary = (asked.model / "vocab.txt").read_text("utf-8").splitlines()
    sources = list(_gather(asked))
    texts = [text for source in sources for text in source]
    wanted = np.concatenate([_label(source, asked) for source in sources])
    alone = _label([piece.removeprefix("##") for piece in vocabulary], asked)
    rows = build(texts, wanted, vocabulary, alone)
    whole, scale = to_whole_numbers(rows)
    asked.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(asked.out / "table.npz", q=whole, scale=scale)
    (asked.out / "pieces.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
    print(f"{len(texts):,} texts, {whole.shape[0]:,} pieces, {whole.shape[1]} dimensions, in {asked.out}")


def build(texts: list[str], wanted: Numbers, vocabulary: list[str], alone: Numbers) -> Numbers:
    """The rows, shape (pieces, dimensions). `wanted`: what the model says of each text; `alone`: of each piece."""
    counts = count_pieces(texts, Pieces({piece: row for row, piece in enumerate(vocabulary)}), width=len(vocabulary))
    axes = find_axes(wanted, DIMENSIONS)
    return drop_commonest(fit(counts, wanted @ axes, alone @ axes, strength=STRENGTH, steps=STEPS), counts)


def _gather(asked: argparse.Namespace) -> Iterator[list[str]]:
    """A list for each source, labelled by itself, so that a change in one leaves what is kept of the others."""
    yield pick(read_statements(asked.statements), 1_000_000)
    yield pick(read_wordnet(asked.wordnet), GLOSSES)
    yield pick(compose(Path(__file__).with_name("civic.toml"), _COMPOSED_FROM), COMPOSED)
    yield pick(read_speeches(asked.speeches), SPEECHES)


def _label(texts: list[str], asked: argparse.Namespace) -> Numbers:
    return label(texts, model=asked.model, kept_in=asked.kept, processes=asked.processes)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fit the table of word-piece vectors.")
    parser.add_argument("--model", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--wordnet", type=Path, required=True, help="folder with data.noun and its like")
    parser.add_argument("--statements", type=Path, required=True, help="JSON lines, each with a text")
    parser.add_argument("--speeches", type=Path, required=True, help="folder of .txt files named by their year")
    parser.add_argument("--kept", type=Path, required=True, help="folder for what the model said; may be thrown away")
    parser.add_argument("--out", type=Path, default=_TABLE)
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
