"""市长一页纸: what a mayor reads of one plan, on one sheet."""
