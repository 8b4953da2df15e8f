"""What every command shares: options, help, progress, output."""
