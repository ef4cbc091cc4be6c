"""What amendments changed, and two plans side by side."""
