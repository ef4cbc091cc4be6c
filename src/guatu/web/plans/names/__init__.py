"""What targets are called: one short name each, on every page and paper."""
