"""Text messages: registered wordings, numbers, and the gateways that take them."""
