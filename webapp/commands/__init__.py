"""The `folkmoot` command. Each part is loaded when it is called, so that none waits for what only another needs."""

import importlib

import click

COMMANDS = {
    "setup": "webapp.commands.site:setup",
    "migrate": "webapp.commands.site:migrate",
    "demo": "webapp.commands.site:demo",
    "serve": "webapp.commands.site:serve",
    "worker": "webapp.commands.site:worker",
    "bounces": "webapp.commands.bounces:bounces",
    "count": "webapp.commands.count:count",
    "opinions": "webapp.commands.opinions:opinions",
    "search": "webapp.commands.search:search",
    "theme": "webapp.commands.theme:theme",
    "person": "webapp.commands.people:person",
}


class Lazily(click.Group):
    """A group whose commands are imported by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Lazily)
def main() -> None:
    """Folkmoot: consultations, polls and discussion for a place."""
