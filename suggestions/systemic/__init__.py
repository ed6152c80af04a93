"""One case, one class (一案一类): many suggestions, one cause, one answer."""
