"""What `manage.py bench` can measure: one module a section, each with `measure() -> Iterator[Figure]`."""
