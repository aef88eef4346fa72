"""Proposals"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backing_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.Enum("proposal", "petition", name="form", native_enum=False, length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("happens", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backing_step")),
        sa.UniqueConstraint("form", "people", name="one_step_a_number"),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("form", sa.Enum("proposal", "petition", name="form", native_enum=False, length=40), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("who_benefits", sa.Text(), nullable=False),
        sa.Column(
            "cost",
            sa.Enum(
                "nothing",
                "under £1,000",
                "£1,000 to £10,000",
                "£10,000 to £100,000",
                "more than £100,000",
                "not known",
                name="cost",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cost_words", sa.String(length=300), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("picture_alt", sa.String(length=300), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=43), nullable=True),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("split_from_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_proposal_area_id_area"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_proposal_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name=op.f("fk_proposal_group_id_people_group"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["proposal.id"], name=op.f("fk_proposal_merged_into_id_proposal"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["stored_file.id"], name=op.f("fk_proposal_picture_id_stored_file"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["split_from_id"], ["proposal.id"], name=op.f("fk_proposal_split_from_id_proposal"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("number", name=op.f("uq_proposal_number")),
        sa.UniqueConstraint("token", name=op.f("uq_proposal_token")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_group_id"), ["group_id"], unique=False)

    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_amendment_answered_by_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_amendment_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_amendment_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendment_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("aspect", sa.String(length=20), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_assessment_by_person"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_assessment_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("proposal_id", "aspect", name="one_assessment_an_aspect"),
    )
    op.create_table(
        "backing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_backing_area_id_area"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["proposal.id"], name=op.f("fk_backing_carried_from_id_proposal"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_backing_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_backing_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backing")),
        sa.UniqueConstraint("proposal_id", "person_id", name="one_backing"),
    )
    with op.batch_alter_table("backing", schema=None) as batch_op:
        batch_op.create_index("ix_backing_area", ["proposal_id", "area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_backing_person_id"), ["person_id"], unique=False)

    op.create_table(
        "backing_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("by_area", sa.JSON(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("sample", sa.JSON(), nullable=False),
        sa.Column("sample_good", sa.Integer(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("lines > 0", name=op.f("ck_backing_sheet_has_lines")),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["person.id"], name=op.f("fk_backing_sheet_checked_by_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["person.id"], name=op.f("fk_backing_sheet_entered_by_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_backing_sheet_file_id_stored_file"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_backing_sheet_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backing_sheet")),
        sa.UniqueConstraint("proposal_id", "reference", name="one_sheet_a_reference"),
    )
    op.create_table(
        "co_sponsor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name=op.f("fk_co_sponsor_group_id_people_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_co_sponsor_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_co_sponsor_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_sponsor")),
        sa.UniqueConstraint("digest", name=op.f("uq_co_sponsor_digest")),
        sa.UniqueConstraint("proposal_id", "email", name="one_invitation_to_sponsor"),
    )
    op.create_table(
        "proposal_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "draft",
                "in moderation",
                "gathering backing",
                "threshold reached",
                "with an officer",
                "under assessment",
                "on an agenda",
                "accepted",
                "part accepted",
                "not taken forward",
                "referred",
                "in delivery",
                "delivered",
                "evaluated",
                "withdrawn",
                "merged",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_proposal_move_actor_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["person.id"], name=op.f("fk_proposal_move_officer_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_move_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_move")),
    )
    with op.batch_alter_table("proposal_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_move_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index("ix_proposal_move_stage", ["ended_at", "stage", "proposal_id"], unique=False)
        batch_op.create_index(
            "one_current_move",
            ["proposal_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "author_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["move_id"], ["proposal_move.id"], name=op.f("fk_author_reply_move_id_proposal_move"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_author_reply_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_reply")),
        sa.UniqueConstraint("move_id", name=op.f("uq_author_reply_move_id")),
    )
    op.create_table(
        "proposal_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["amendment.id"],
            name=op.f("fk_proposal_wording_amendment_id_amendment"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_wording_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_wording")),
    )
    with op.batch_alter_table("proposal_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_wording_proposal_id"), ["proposal_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("proposal_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_wording_proposal_id"))

    op.drop_table("proposal_wording")
    op.drop_table("author_reply")
    with op.batch_alter_table("proposal_move", schema=None) as batch_op:
        batch_op.drop_index(
            "one_current_move", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )
        batch_op.drop_index("ix_proposal_move_stage")
        batch_op.drop_index(batch_op.f("ix_proposal_move_proposal_id"))

    op.drop_table("proposal_move")
    op.drop_table("co_sponsor")
    op.drop_table("backing_sheet")
    with op.batch_alter_table("backing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backing_person_id"))
        batch_op.drop_index("ix_backing_area")

    op.drop_table("backing")
    op.drop_table("assessment")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_proposal_id"))

    op.drop_table("amendment")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_group_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_author_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_area_id"))

    op.drop_table("proposal")
    op.drop_table("backing_step")
