"""Our scripts, function by function, in the browser that will run them."""
