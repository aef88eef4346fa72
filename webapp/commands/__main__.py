"""`python -m webapp.commands` is the `folkmoot` command."""

from webapp.commands import main

main()
