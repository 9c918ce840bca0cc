import anew as st

st.html(
    """
    <style>
    .stamp { display: inline-block; padding: 0.5rem 1.5rem; border: 3px double currentcolor; }
    </style>
    <p class="stamp" style="transform: rotate(-3deg)">Paid</p>
    """
)
