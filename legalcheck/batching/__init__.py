"""Many plans: judged by several processes, kept between runs, and told of in the order in which they were given."""
