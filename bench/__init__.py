"""Speed and memory of what people wait for. Prints numbers; judges nothing."""
