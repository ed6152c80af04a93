"""The desk of rating: the call-back queue and the list of second low ratings."""
