// Starts the parts in an order that each can rely on. What stands in window.remissgraf is for tests and for making pictures.

startTheme();
startCanvas();
startPanel();
startFilters();
startTable();
startSearch();
startFolding();
startAddress();

window.remissgraf = Object.freeze({
  // Where a node, or the middle of a line, is on the screen; null where it is hidden.
  place(name) {
    const node = data.nodes.find((candidate) => candidate.name === name);
    return node && seen.nodes.has(node.id) ? onPage(screenPlace(node)) : null;
  },
  labels: () => drawnLabels.map((box) => ({ ...box })),
  shown: () => ({ nodes: seen.nodes.size, edges: seen.edges.size }),
});

function onPage({ x, y }) {
  const box = canvasBox.getBoundingClientRect();
  return { x: x + box.left, y: y + box.top };
}

document.documentElement.dataset.ready = "true";
