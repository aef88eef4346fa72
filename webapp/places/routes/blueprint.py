"""The pages of places and subjects."""

from flask import Blueprint

blueprint = Blueprint("places", __name__)
