"""Customer data from the outside world, each source behind the small protocol of `connectors.crm.protocol`."""
