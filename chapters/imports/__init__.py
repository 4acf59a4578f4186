"""From an office's spreadsheet to organizations and members: read, understand, compare, apply, take back."""
