// Light and dark: the reader's choice before the computer's. Colours of the picture come from the same custom properties as the page's.

const THEMES = ["auto", "light", "dark"];
const stackedPage = window.matchMedia("(max-width: 62.4375em)");
const darkness = window.matchMedia("(prefers-color-scheme: dark)");
const THEME_KEPT = "remissgraf-theme";
let chosenTheme = keptTheme();
let printing = false;

// For this tab, so that the next page is as dark as the last; a browser may forbid it.
function keptTheme() {
  try {
    const kept = sessionStorage.getItem(THEME_KEPT);
    return THEMES.includes(kept) ? kept : "auto";
  } catch {
    return "auto";
  }
}

function keepTheme() {
  try {
    sessionStorage.setItem(THEME_KEPT, chosenTheme);
  } catch {
    // Chosen for this page alone.
  }
}

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
    keepTheme();
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
