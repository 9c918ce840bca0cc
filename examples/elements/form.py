import anew as st

with st.form("sign_up", clear_on_submit=True):
    name = st.text_input("Your name")
    age = st.number_input("Your age", 0, 130, 30)
    is_sent = st.form_submit_button("Sign up", type="primary")

if is_sent:
    st.success(f"Welcome, {name}!")
