"""Where the pages of proposals hang."""

from flask import Blueprint

blueprint = Blueprint("proposals", __name__)
