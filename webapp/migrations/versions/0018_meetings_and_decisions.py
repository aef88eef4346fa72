"""Which days a body's notice counts, what is made of an agenda, and decisions that replace others."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_DAYS = sa.Enum("working days", "calendar days", name="days", native_enum=False, length=40)
_CURRENT = sa.text("withdrawn_at IS NULL AND published_at IS NOT NULL")
_DRAFT = sa.text("published_at IS NULL")
_BEFORE = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "meeting_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("agenda-pdf", "agenda-docx", "appendix-pdf", "appendix-docx", "one-page-pdf", name="documentkind",
                    native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_meeting_document_file_id_stored_file")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_meeting_document_item_id_agenda_item")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_document_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_document")),
    )  # fmt: skip
    op.create_index("ix_meeting_document_file_id", "meeting_document", ["file_id"])
    op.create_index("ix_meeting_document_item_id", "meeting_document", ["item_id"])
    op.create_index("ix_meeting_document_of", "meeting_document", ["meeting_id", "kind", "item_id"])
    with op.batch_alter_table("agenda_decision") as batch:
        batch.add_column(sa.Column("called_in_by", sa.String(length=200), nullable=False, server_default=""))
        batch.add_column(sa.Column("call_in_ended_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("call_in_stands", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("correction_reason", sa.Text(), nullable=False, server_default=""))
        batch.drop_index("one_decision_an_item")
        batch.create_index("ix_agenda_decision_replaces_id", ["replaces_id"])
        batch.create_foreign_key(
            op.f("fk_agenda_decision_replaces_id_agenda_decision"), "agenda_decision", ["replaces_id"], ["id"]
        )
    _index("one_decision_an_item", _CURRENT)
    _index("one_draft_decision_an_item", _DRAFT)
    with op.batch_alter_table("agenda_item") as batch:
        batch.add_column(sa.Column("recommended", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("deadline_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("short_notice_agreed_by", sa.String(length=160), nullable=False, server_default=""))
    with op.batch_alter_table("agenda_item_issue") as batch:
        batch.add_column(sa.Column("measured", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("area") as batch:
        batch.add_column(sa.Column("population", sa.Integer(), nullable=True))
    with op.batch_alter_table("body") as batch:
        batch.add_column(sa.Column("plan_counting", _DAYS, nullable=False, server_default="calendar days"))
        batch.add_column(sa.Column("agenda_counting", _DAYS, nullable=False, server_default="working days"))
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("moved_from", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("moved_reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("meeting") as batch:
        batch.drop_column("moved_reason")
        batch.drop_column("moved_from")
    with op.batch_alter_table("body") as batch:
        batch.drop_column("agenda_counting")
        batch.drop_column("plan_counting")
    with op.batch_alter_table("area") as batch:
        batch.drop_column("population")
    with op.batch_alter_table("agenda_item_issue") as batch:
        batch.drop_column("measured")
    with op.batch_alter_table("agenda_item") as batch:
        for column in ("short_notice_agreed_by", "deadline_on", "recommended"):
            batch.drop_column(column)
    op.drop_index("one_draft_decision_an_item", "agenda_decision")
    with op.batch_alter_table("agenda_decision") as batch:
        batch.drop_index("one_decision_an_item")
        batch.drop_index("ix_agenda_decision_replaces_id")
        batch.drop_constraint(op.f("fk_agenda_decision_replaces_id_agenda_decision"), type_="foreignkey")
        for column in ("correction_reason", "replaces_id", "call_in_stands", "call_in_ended_on", "called_in_by"):
            batch.drop_column(column)
    _index("one_decision_an_item", _BEFORE)
    op.drop_table("meeting_document")


def _index(name: str, where: sa.TextClause) -> None:
    op.create_index(name, "agenda_decision", ["item_id"], unique=True, sqlite_where=where, postgresql_where=where)
