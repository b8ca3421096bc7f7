// The forms of marks as paths, for the legend and for the picture as a file: those of vis-network.

const round = (number) => Math.round(number * 100) / 100;
const polygon = (points) => `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}Z`;
const ring = (x, y, radius, corners, turn) =>
  Array.from({ length: corners }, (_, place) => [x + radius * Math.cos(turn + (2 * Math.PI * place) / corners), y + radius * Math.sin(turn + (2 * Math.PI * place) / corners)]);

function markPath(shape, x, y, r) {
  if (shape === "square") return polygon([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]]);
  if (shape === "triangle" || shape === "triangleDown") {
    // As large as a dot to the eye: an equilateral triangle whose middle is the node's.
    const [side, down] = [r * 1.15 * 2, shape === "triangleDown" ? -1 : 1];
    const [middle, top] = [(Math.sqrt(3) / 6) * side, Math.sqrt(side * side - (side / 2) ** 2)];
    const base = y + 0.275 * r * 1.15 * down;
    return polygon([[x, base - (top - middle) * down], [x + side / 2, base + middle * down], [x - side / 2, base + middle * down]]);
  }
  if (shape === "diamond") return polygon([[x, y + r], [x + r, y], [x, y - r], [x - r, y]]);
  if (shape === "hexagon") return polygon(ring(x, y, r, 6, 0));
  if (shape === "star") {
    const size = r * 0.82;
    const middle = y + 0.1 * size;
    return polygon(Array.from({ length: 10 }, (_, n) => {
      const radius = n % 2 === 0 ? size * 1.3 : size * 0.5;
      return [x + radius * Math.sin((n * 2 * Math.PI) / 10), middle - radius * Math.cos((n * 2 * Math.PI) / 10)];
    }));
  }
  return `M${round(x - r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(-2 * r)} 0Z`;
}
