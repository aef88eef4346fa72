"""Pictures and documents beside a post."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.files import services as files
from webapp.files.filetypes import media_type_of, tidy_name
from webapp.files.models import StoredFile
from webapp.files.pictures import clean_picture
from webapp.forums.models import Attachment, Post
from webapp.forums.rules import MOST_FILES
from webapp.i18n import _
from webapp.refusals import Refused


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sends. `alt`: what a picture shows, for those who cannot see it."""

    name: str
    stream: IO[bytes]
    alt: str = ""

    @property
    def media_type(self) -> str | None:
        """None for a file that is not what its name says, or that nobody may send."""
        return media_type_of(self.name, self.stream)

    @property
    def is_picture(self) -> bool:
        return (self.media_type or "").startswith("image/")


def attach(session: Session, *, post: Post, uploads: Sequence[Upload]) -> None:
    """Keep these beside the post. Raises `Refused` at `file1` or `alt1`, and so on by number."""
    if len(uploads) > MOST_FILES:
        raise Refused(_("Add at most %(most)s files.", most=MOST_FILES), field="file1")
    for number, one in enumerate(uploads, 1):
        _attach_one(session, post, one, number)


def _attach_one(session: Session, post: Post, one: Upload, number: int) -> None:
    media_type, name = one.media_type, tidy_name(one.name)
    if media_type is None:
        raise Refused(_("“%(name)s” cannot be added. Use a picture (PNG, JPEG), a PDF, or a Word, Excel or ODT file.",
                        name=name), field=f"file{number}")  # fmt: skip
    content = one.stream
    if one.is_picture:
        if not one.alt.strip():
            raise Refused(_("Say what the picture shows, for those who cannot see it."), field=f"alt{number}")
        try:
            picture = clean_picture(one.stream.read())
        except Refused as refused:
            raise type(refused)(field=f"file{number}") from refused
        content, media_type = io.BytesIO(picture.data), picture.media_type
    stored = files.store(session, iter(lambda: content.read(files.CHUNK), b""), name=name, media_type=media_type,
                         owner_id=post.author_id)  # fmt: skip
    session.add(Attachment(post_id=post.id, file_id=stored.id, title=name, alt=one.alt.strip()[:300]))
    session.flush()


def remove_all(session: Session, *, post_id: int) -> None:
    kept = list(session.scalars(select(Attachment.file_id).where(Attachment.post_id == post_id)))
    session.execute(delete(Attachment).where(Attachment.post_id == post_id))
    for file_id in kept:
        files.remove(session, file_id)


def find_file(session: Session, attachment: Attachment) -> StoredFile:
    return session.get_one(StoredFile, attachment.file_id)
