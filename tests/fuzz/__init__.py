"""Fuzzing: inputs nobody wrote, steered by the code they reach. `make fuzz`; what was found is told in docs/fuzzing.md.

Not part of `make test`: it needs atheris and minutes. What it finds becomes a line of the ordinary tests.
"""
