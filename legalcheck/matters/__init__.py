"""From measures and a date to matters: closed attributes that rules can ask about."""
