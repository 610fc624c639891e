"""One small module for each kind of damage; its name is the rule's name everywhere, its docstring the rule's manual."""
