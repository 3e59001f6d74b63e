"""Why a rule does not apply to a clause, and the least that a clause or the facts would have to say for it to."""
