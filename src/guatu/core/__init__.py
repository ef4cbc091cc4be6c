"""What the product decides, as pure functions of values: no Django, no clock, no network, no disk."""
