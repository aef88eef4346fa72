"""Moderation"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moderation_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "why", sa.Enum("held", "flagged", "suspected", name="why", native_enum=False, length=40), nullable=False
        ),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_moderation_case_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["claimed_by"], ["person.id"], name=op.f("fk_moderation_case_claimed_by_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
    )
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.create_index("ix_case_queue", ["closed_at", "urgent", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_case_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            "one_open_case",
            ["kind", "thing_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "sanction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("warned", "suspended", "blocked", name="sanctionkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "abuse",
                "hate",
                "threat",
                "danger",
                "personal data",
                "accusation",
                "spam",
                "copied",
                "off topic",
                "picture",
                "other",
                name="reason",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_sanction_by_person"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["person.id"], name=op.f("fk_sanction_lifted_by_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sanction_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sanction_person_id"), ["person_id"], unique=False)

    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "abuse",
                "hate",
                "threat",
                "danger",
                "personal data",
                "accusation",
                "spam",
                "copied",
                "off topic",
                "picture",
                "other",
                name="reason",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_flag_case_id_moderation_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_flag_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("person_id", "kind", "thing_id", name="one_flag_a_person"),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_case_id"), ["case_id"], unique=False)

    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.Enum("show", "hide", name="verdict", native_enum=False, length=40), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "abuse",
                "hate",
                "threat",
                "danger",
                "personal data",
                "accusation",
                "spam",
                "copied",
                "off topic",
                "picture",
                "other",
                name="reason",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_ruling_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_ruling_by_person"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_ruling_case_id_moderation_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint("case_id", name="one_ruling_a_case"),
    )
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.create_index("ix_ruling_author", ["author_id", "verdict", "at"], unique=False)

    op.create_table(
        "suspicion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_suspicion_case_id_moderation_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspicion")),
    )
    with op.batch_alter_table("suspicion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspicion_case_id"), ["case_id"], unique=False)

    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ruling_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_appeal_answered_by_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ruling_id"], ["ruling.id"], name=op.f("fk_appeal_ruling_id_ruling"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("ruling_id", name=op.f("uq_appeal_ruling_id")),
    )


def downgrade() -> None:
    op.drop_table("appeal")
    with op.batch_alter_table("suspicion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suspicion_case_id"))

    op.drop_table("suspicion")
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.drop_index("ix_ruling_author")

    op.drop_table("ruling")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_case_id"))

    op.drop_table("flag")
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sanction_person_id"))

    op.drop_table("sanction")
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.drop_index(
            "one_open_case", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_moderation_case_author_id"))
        batch_op.drop_index("ix_case_queue")

    op.drop_table("moderation_case")
