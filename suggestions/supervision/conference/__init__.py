"""The joint conference (联席会议): what comes before it, its sittings and what they decide."""
