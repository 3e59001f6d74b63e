"""From matters to findings: durable_rules and an independent evaluator, held against each other."""
