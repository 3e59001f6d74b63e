"""Two drafts of a plan: which clause became which, and what that changes in barriers and obligations."""
