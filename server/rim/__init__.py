"""What every door needs: who asks, what they may, how a refusal is said."""
