"""Papers: official letters by GB/T 9704—2012, and the one file of a case."""
