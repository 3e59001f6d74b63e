"""Train and measure the nominator: `python -m training`."""
