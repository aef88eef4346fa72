"""What states are called, in a resident's words."""

from webapp.agenda.rules.lateness import Light
from webapp.i18n import _l

LIGHT_WORDS = {
    Light.RED: _l("Very late"),
    Light.AMBER: _l("Late"),
    Light.ON_TRACK: _l("On track"),
    Light.DELIVERED: _l("Delivered"),
    Light.DROPPED: _l("Will not be done"),
}
