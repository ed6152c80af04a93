"""Leaders for the public: who answers for what, and when they receive people."""
