"""From what people type to what an engine is asked; no network here."""
