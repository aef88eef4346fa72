"""The pages of themes. Every address names the source whose words are themed: its kind and its id."""

from flask import Blueprint

blueprint = Blueprint("themes", __name__, url_prefix="/office/themes/<string:kind>/<int:source_id>")

said = Blueprint("said", __name__)
"""What everybody may read of the themes of a discussion."""
