"""Pages of themes: the workbench of the office."""
