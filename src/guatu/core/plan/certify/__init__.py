"""What became of every number: coverage, questions, the finished commitments."""
