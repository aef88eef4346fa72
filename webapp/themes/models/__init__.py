"""What was said, under codes: frames, what a machine suggested, what people decided, and every act that changed it.

A suggestion and a decision are separate rows and neither overwrites the other. Themes are never deleted, so that every
act can be undone and every number of the past can be explained.
"""

from webapp.themes.models.acts import Act, ActKind
from webapp.themes.models.codes import Decision, Excerpt, Suggestion, Verdict
from webapp.themes.models.frames import CodeFrame, FrameCoder, FrameVersion, Origin, Run, Special, Theme
from webapp.themes.models.reading import Campaign, ItemFlag, Note, SecondCode, SecondReading, ThemedItem

__all__ = [
    "Act",
    "ActKind",
    "Campaign",
    "CodeFrame",
    "Decision",
    "Excerpt",
    "FrameCoder",
    "FrameVersion",
    "ItemFlag",
    "Note",
    "Origin",
    "Run",
    "SecondCode",
    "SecondReading",
    "Special",
    "Suggestion",
    "Theme",
    "ThemedItem",
    "Verdict",
]
