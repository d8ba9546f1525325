"""What is on offer and what was bought: providers, offers, orders and deliveries."""
