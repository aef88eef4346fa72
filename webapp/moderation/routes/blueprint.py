"""Where the pages of moderation hang."""

from flask import Blueprint

blueprint = Blueprint("moderation", __name__)
