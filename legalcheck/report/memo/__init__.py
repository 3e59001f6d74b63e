"""A memorandum on a plan, as a lawyer of a ministry writes it: what it says, and the files that it is written to."""
