"""A compiled plan under review (审阅): what people changed, what it says now, what stands against publishing."""
