"""Stations for the public: where they are, when they are open, what one can do there."""
