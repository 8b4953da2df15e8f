"""What the commands of ``zvirka`` do, a module for each group of them."""
