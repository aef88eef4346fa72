"""Where the pages of mail hang."""

from flask import Blueprint

blueprint = Blueprint("notices", __name__)
