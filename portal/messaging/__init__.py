"""Messages: mail and text messages, kept as rows until they are sent."""
