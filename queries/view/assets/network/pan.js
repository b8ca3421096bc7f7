// A crowded picture is moved as it is, lines and all, and drawn anew when it rests: drawing thousands of nodes for every step would jerk.

let grip = null;

function startPan() {
  canvasBox.addEventListener("pointerdown", (event) => {
    if (!crowded() || event.button !== 0 || !event.isPrimary) return;
    grip = { pointer: event.pointerId, x: event.clientX, y: event.clientY, across: 0, down: 0 };
  });
  window.addEventListener("pointermove", (event) => {
    if (grip === null || event.pointerId !== grip.pointer) return;
    grip.across = event.clientX - grip.x;
    grip.down = event.clientY - grip.y;
    canvasBox.querySelector("canvas").style.transform = `translate(${grip.across}px, ${grip.down}px)`;
  });
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, letGo);
}

function letGo(event) {
  if (grip === null || event.pointerId !== grip.pointer) return;
  const { across, down } = grip;
  grip = null;
  if (across === 0 && down === 0) return;
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  canvasBox.querySelector("canvas").style.transform = "";
  network.moveTo({ position: { x: x - across / scale, y: y - down / scale }, scale, animation: false });
  moved();
  network.redraw();
}
