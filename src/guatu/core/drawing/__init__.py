"""Drawings as text: inline SVG charts and the wall chart. Plain values in, SVG out; no file, clock or browser."""
