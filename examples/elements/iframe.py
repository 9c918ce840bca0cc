import anew as st

CLOCK = """
<style>
  body { font: 2rem system-ui; color: #4453d6; text-align: center }
</style>
<p id="clock"></p>
<script>
  const tick = () => (clock.textContent = new Date().toLocaleTimeString())
  tick()
  setInterval(tick, 1000)
</script>
"""

st.write("A clock with a script of its own, in a frame as high as its content:")
st.iframe(CLOCK, alt="A clock")
