"""From an office's yearly table to meetings: read, understand, compare, apply."""
