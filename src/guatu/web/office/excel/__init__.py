"""Tables that go out to Excel and come back: looked at row by row, then taken."""
