"""Reading what a summary needs: `tallies` (every count), `behind` (who stands behind one), `responses`, `snapshots`."""
