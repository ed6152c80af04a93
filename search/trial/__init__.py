"""The trial: a real file of messages goes from import to adopted golden ideas, and is measured."""
