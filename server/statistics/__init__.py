"""What is kept of closed days for figures: visits and their stages, without any agent."""
