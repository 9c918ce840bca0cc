"""Who uses the app: signing in with OpenID Connect."""
