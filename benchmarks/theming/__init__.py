"""Theming measured in public: every common method beside ours, in one run. `python -m benchmarks.theming`"""
