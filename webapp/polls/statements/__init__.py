"""Polls of statements: people agree, disagree or pass on short statements, add their own, and see where they differ.

Two people may be alike on one thing and apart on another; who answers alike is found by `tally.opinions`. Nothing wins.
"""
