"""The web process stays light: only the worker reads words with science."""

import subprocess
import sys


def test_the_pages_of_themes_load_nothing_that_reads_texts():
    heavy = "{'numpy', 'sklearn', 'textblob', 'nltk', 'webapp.text.pipeline', 'webapp.themes.jobs'}"
    asked = f"import sys, webapp.features; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
