"""Words: the editors' lists of what holds a text back, is masked or may stand."""
