"""Reading Chinese official text: spans, numbers, quantities, periods. Rules stand beside their corpus."""
