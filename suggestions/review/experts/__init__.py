"""The expert pool (人民建议资源库): who can be asked, for what, and during which terms."""
