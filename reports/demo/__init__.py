"""A whole fictional Khối: organizations, people and months of meetings, the same for the same seed and day."""
