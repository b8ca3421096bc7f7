// Starts the parts in an order that each can rely on. What stands in window.remissgraf is for tests and for making pictures.

startTheme();
startSkip(() => canvasBox);
rebuildScene();
startModes();
startPlace();
startCanvas();
startPanel();
startFilters();
startTable();
startSearch();
startFolding();
startExport();
startAddress();
takePlace();
window.addEventListener("hashchange", takePlace);

window.remissgraf = Object.freeze({
  // Where a node is on the screen; null where it is not on the picture.
  place(name) {
    const node = drawnNodes().find((candidate) => candidate.name === name);
    return node ? onPage(screenPlace(node)) : null;
  },
  show: (mode, more) => show(mode, more),
  style: (choice) => restyle(choice),
  choose: (name) => choosePlace(drawnNodes().find((candidate) => candidate.name === name).id),
  svg: () => pictureSvg(),
  png: () => picturePng(),
  measured: (name) => Object.fromEntries([...MEASURES[name]()].map(([id, value]) => [nodeById.get(id).name, value])),
  marks: () => drawnNodes().map((node) => ({ name: node.name, kind: node.kind, ...screenPlace(node), radius: radiusOf(node) * network.getScale() })),
  labels: () => drawnLabels.map((box) => ({ ...box })),
  shown: () => ({ nodes: scene.nodes.size, edges: scene.edges.size }),
});

function onPage({ x, y }) {
  const box = canvasBox.getBoundingClientRect();
  return { x: x + box.left, y: y + box.top };
}

document.documentElement.dataset.ready = "true";
