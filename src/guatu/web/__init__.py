"""The web: Django, thin. Imports `store` and `core`, never the other way."""
