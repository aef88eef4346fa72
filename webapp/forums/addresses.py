"""Addresses of discussions, without scheme and host: for mails, for other rooms, and for pages that name hundreds."""


def of_board(slug: str) -> str:
    return f"/forum/{slug}"


def of_thread(thread_id: int) -> str:
    return f"/forum/threads/{thread_id}"


def of_post(post_id: int) -> str:
    """Leads to the post where it stands."""
    return f"/forum/posts/{post_id}"


def to(post_id: int, act: str) -> str:
    """The page on which somebody does something to a post: "reply", "edit", "agree" …"""
    return f"/forum/posts/{post_id}/{act}"


def of_discussion(kind: str, thing_id: int) -> str:
    """The discussion of a thing of another room, whether it has begun or not."""
    return f"/forum/about/{kind}/{thing_id}"


def of_file(attachment_id: int) -> str:
    return f"/forum/files/{attachment_id}"


def of_flag(post_id: int) -> str:
    """Where moderators are told about a post."""
    return f"/flag/post/{post_id}"
