"""What is typed about organizations, members, posts, roles and imports."""
