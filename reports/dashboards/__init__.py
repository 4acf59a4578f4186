"""What the dashboard shows, worked out from tallies alone: no page counts a record."""
