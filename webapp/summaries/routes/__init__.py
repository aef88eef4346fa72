"""Pages of summaries, of the answers behind them, and of their downloads."""
