"""填数: figures typed or pasted into a grid, read as the table that they are."""
