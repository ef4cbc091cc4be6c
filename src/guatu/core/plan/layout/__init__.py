"""Where a line stands: headings, sections, dates above sentences, the frame around the plan."""
