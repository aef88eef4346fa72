"""The place for what groups and residents propose, and the backing they gather."""
