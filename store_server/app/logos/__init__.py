"""Pictures of stores and items: checked, made anew, and served by the gateway."""
