"""Users sign in, and see what the provider says of them.

Without a provider it shows what to write into secrets.toml: docs/sign-in.md has all of it.
"""

import anew as st

SECRETS = """
[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "a long random text"
client_id = "from the provider"
client_secret = "from the provider"
server_metadata_url = "https://accounts.google.com/.well-known/openid-configuration"
"""

st.title("Who are you?")

if "is_logged_in" not in st.user:
    st.info("Nobody can sign in yet: the app's secrets have no section `[auth]`.")
    st.markdown(
        "Register the app at a provider of OpenID Connect. Write this into `.anew/secrets.toml`:"
    )
    st.code(SECRETS.strip(), language="toml")
elif not st.user.is_logged_in:
    st.write("You have not signed in.")
    st.button("Sign in", on_click=st.login, type="primary")
else:
    st.success(f"You are {st.user.get('name', st.user.sub)}.")
    st.json(st.user.to_dict(), expanded=False)
    st.button("Sign out", on_click=st.logout)
