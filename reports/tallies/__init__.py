"""How tallies come about: the leaf from its records, then each one above it.

`records` reads a month in set-based SQL, `leaf` makes a chapter's row of it, `tree` and `sums` add the rows up,
`years` counts months into a year, `refresh` does it for what is stale or asked, `verification` for everything, anew.
"""
