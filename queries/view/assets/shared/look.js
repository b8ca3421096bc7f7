// Light and dark: the reader's choice before the computer's. Colours of the picture come from the same custom properties as the page's.

const THEMES = ["auto", "light", "dark"];
const stackedPage = window.matchMedia("(max-width: 62.4375em)");
const darkness = window.matchMedia("(prefers-color-scheme: dark)");
let chosenTheme = "auto";
let printing = false;

function theme() {
  if (printing) return "light";
  if (chosenTheme !== "auto") return chosenTheme;
  return darkness.matches ? "dark" : "light";
}

function property(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function applyTheme() {
  document.documentElement.dataset.theme = theme();
  byId("theme").textContent = say(`theme_${chosenTheme}`);
  for (const mark of document.querySelectorAll("[data-paint]")) mark.setAttribute(mark.dataset.paint, mark.dataset[theme()]);
  changed("theme");
}

function startTheme() {
  byId("theme").addEventListener("click", () => {
    chosenTheme = THEMES[(THEMES.indexOf(chosenTheme) + 1) % THEMES.length];
    applyTheme();
  });
  darkness.addEventListener("change", applyTheme);
  // Paper is light, whatever the screen is.
  window.addEventListener("beforeprint", () => {
    printing = true;
    applyTheme();
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    applyTheme();
  });
  applyTheme();
}
