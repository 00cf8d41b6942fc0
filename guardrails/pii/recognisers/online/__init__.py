"""E-mail addresses, IP addresses and pages about one person."""
