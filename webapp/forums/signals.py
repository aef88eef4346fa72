"""What other rooms may want to hear of discussions. Heard in the sender's transaction."""

from blinker import Signal

posted = Signal("posted")
"""A post can be seen by everybody from now on. Sent with the session and the `post`."""

reworded = Signal("post-reworded")
"""A post that everybody sees says something else now, or is seen again. Sent with the session and the `post`."""

posts_gone = Signal("posts-gone")
"""Posts are not to be seen any more. Sent with the session and `post_ids`."""
