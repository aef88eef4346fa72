"""Pure: tables that people bring. A file in any common form in, columns of plain text out, or one sentence why not."""
