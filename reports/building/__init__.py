"""From rows to documents: figures from tallies alone, minutes from their kept record; then pages, then bytes."""
