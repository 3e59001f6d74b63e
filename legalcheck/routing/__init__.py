"""From findings to a calendar: steps merged into one order, with the earliest day that the law allows."""
