"""HTTP and WebSockets. This package knows no elements, and no other package knows HTTP."""
