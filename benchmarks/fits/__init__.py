"""What fits the weights and networks, what writes down how, and where the texts come from that they are fitted on."""
