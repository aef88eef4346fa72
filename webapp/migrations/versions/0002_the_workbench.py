"""The workbench: reading order, flags, notes, versions of frames, second coders, stance."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "frame_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["code_frame.id"], name=op.f("fk_frame_version_frame_id_code_frame"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame_version")),
        sa.UniqueConstraint("frame_id", "number", name="one_version_a_number"),
    )
    op.create_table(
        "item_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["code_frame.id"], name=op.f("fk_item_flag_frame_id_code_frame"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_flag")),
        sa.UniqueConstraint("frame_id", "item_id", "kind", "start", name="one_flag_a_place"),
    )
    with op.batch_alter_table("item_flag", schema=None) as batch_op:
        batch_op.create_index("ix_item_flag_kind", ["frame_id", "kind"], unique=False)

    op.create_table(
        "second_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first", sa.JSON(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["code_frame.id"], name=op.f("fk_second_reading_frame_id_code_frame"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_reading")),
        sa.UniqueConstraint("frame_id", "item_id", name="one_second_reading"),
    )
    op.create_table(
        "frame_coder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["code_frame.id"], name=op.f("fk_frame_coder_frame_id_code_frame"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["theme_run.id"], name=op.f("fk_frame_coder_run_id_theme_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame_coder")),
        sa.UniqueConstraint("frame_id", name=op.f("uq_frame_coder_frame_id")),
    )
    op.create_table(
        "second_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["second_reading.id"],
            name=op.f("fk_second_code_reading_id_second_reading"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_second_code_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_code")),
        sa.UniqueConstraint("reading_id", "theme_id", name="one_second_code"),
    )
    with op.batch_alter_table("second_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_second_code_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "theme_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["code_frame.id"], name=op.f("fk_theme_note_frame_id_code_frame"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_note_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_note")),
    )
    with op.batch_alter_table("theme_note", schema=None) as batch_op:
        batch_op.create_index("ix_theme_note_item", ["frame_id", "item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_note_theme_id"), ["theme_id"], unique=False)

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stance", sa.String(length=10), nullable=True))

    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stance", sa.String(length=10), nullable=True))

    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("themed_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stance", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("read_order", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("random", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("read_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("suggested", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("translation", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("translated_by", sa.Integer(), nullable=True))
        batch_op.create_index("ix_themed_item_order", ["frame_id", "read_order"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("themed_item", schema=None) as batch_op:
        batch_op.drop_index("ix_themed_item_order")
        batch_op.drop_column("translated_by")
        batch_op.drop_column("translation")
        batch_op.drop_column("suggested")
        batch_op.drop_column("read_by")
        batch_op.drop_column("read_at")
        batch_op.drop_column("random")
        batch_op.drop_column("read_order")
        batch_op.drop_column("stance")

    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_column("pinned_at")

    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_column("stance")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("stance")

    with op.batch_alter_table("theme_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_note_theme_id"))
        batch_op.drop_index("ix_theme_note_item")

    op.drop_table("theme_note")
    with op.batch_alter_table("second_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_second_code_theme_id"))

    op.drop_table("second_code")
    op.drop_table("frame_coder")
    op.drop_table("second_reading")
    with op.batch_alter_table("item_flag", schema=None) as batch_op:
        batch_op.drop_index("ix_item_flag_kind")

    op.drop_table("item_flag")
    op.drop_table("frame_version")
