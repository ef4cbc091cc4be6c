"""What a person reads: words, numbers as a bulletin prints them, and the values behind the pages. No clock, no disk."""
