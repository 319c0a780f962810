"""What is kept of appointments until their day is over: an hour, a demand and a code, no name."""
