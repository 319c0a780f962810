"""What people ask of a reception, and what they are answered; ports to the world outside."""
