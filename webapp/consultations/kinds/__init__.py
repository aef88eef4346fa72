"""Kinds of questions: how each reads a form, what it objects to, and how it says back what a person put.

A new kind is a module here, a line in `registry`, a macro in `consultations/_questions.html` and a form in the editor.
"""
