"""What can be done with money: check, load and lock, ask a rule, write, audit."""
