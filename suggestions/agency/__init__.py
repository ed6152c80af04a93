"""Agency (代理): someone hands a suggestion in for its author and stays at the author's side."""
