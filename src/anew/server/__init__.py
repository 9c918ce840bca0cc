"""HTTP and sockets. Nothing here knows elements, and nothing else knows HTTP."""
