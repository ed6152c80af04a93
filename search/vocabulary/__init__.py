"""Words that editors keep (synonyms, picks) and names that everybody types (topics, laws)."""
