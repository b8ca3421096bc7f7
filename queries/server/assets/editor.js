"use strict";
/* The query editor, set up so that it asks this server alone: its own lists of prefixes, terms and endpoints come from other sites. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = data.query;
  Yasgui.Yasqe.defaults.showQueryButton = true;
  Yasgui.Yasqe.defaults.resizeable = true;
  Yasgui.Yasr.defaults.prefixes = data.prefixes;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint: data.endpoint, method: "POST", headers: () => ({}) },
    endpointCatalogueOptions: { getData: () => [] },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    persistenceId: null,
    autofocus: false,
  });
  const ask = (text, run) => {
    const tab = yasgui.getTab();
    tab.setQuery(text);
    if (run) tab.getYasqe().query();
  };
  for (const button of document.querySelectorAll("button[data-example]")) {
    button.addEventListener("click", () => {
      ask(data.examples[button.dataset.example], true);
      document.getElementById("yasgui").scrollIntoView();
    });
  }
  // An IRI leads to its page here, and never to another site.
  document.getElementById("yasgui").addEventListener("click", (event) => {
    const link = event.target.closest("a.iri");
    if (link === null) return;
    event.preventDefault();
    const iri = link.getAttribute("href");
    const own = iri.startsWith(data.base);
    window.open(own ? "/" + iri.slice(data.base.length) : "/about?iri=" + encodeURIComponent(iri), "_blank", "noopener");
  }, true);
  document.documentElement.dataset.ready = "true";
})();
