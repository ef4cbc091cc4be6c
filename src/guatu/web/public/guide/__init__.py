"""The guide: what each role does here, step by step. One text, in zh/ and en/, for the site and for docs/."""
