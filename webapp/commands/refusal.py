"""How every command says no: one line on standard error, exit code 2."""

from typing import IO, Any

import click


class Refusal(click.ClickException):
    """Input that cannot be used."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(" ".join(self.format_message().split()), file=file, err=file is None)
