"""What may be published about people: rules, and checks that fail closed."""
