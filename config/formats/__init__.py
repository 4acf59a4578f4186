"""How we write dates and numbers."""
