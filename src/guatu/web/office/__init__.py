"""The pages of those who work here: the review desk. Views, presenters and templates only."""
