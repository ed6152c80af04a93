"""The file of a case (卷宗): everything that is known of a suggestion, numbered, with an index."""
