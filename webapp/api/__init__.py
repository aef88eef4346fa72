"""The open interface for programs: what anybody may read of the site's things, as JSON; nothing about a person."""
