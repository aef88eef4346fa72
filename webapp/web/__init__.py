"""The HTTP edge every feature shares: pages, forms, guard, errors, filters, markup."""
