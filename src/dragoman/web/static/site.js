// What every page has: the theme, the menu of narrow screens, copying, keys. Each page works without it.

const root = document.documentElement;
const say = (words) => { document.getElementById("said").textContent = words; };

// Theme: as the system has it, or the other one.
const button = document.getElementById("theme");
const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const label = () => { button.textContent = dark() ? "Light" : "Dark"; };
if (button) {
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    label();
    dispatchEvent(new Event("themechange"));
  });
}

// On paper the light theme.
let chosen;
addEventListener("beforeprint", () => { chosen = root.dataset.theme; if (chosen) root.dataset.theme = "light"; });
addEventListener("afterprint", () => { if (chosen) root.dataset.theme = chosen; });

// The menu is folded where it would fill the screen.
const menu = document.querySelector(".menu");
const narrow = matchMedia("(max-width: 900px)");
const fold = () => { if (menu) menu.open = !narrow.matches; };
fold();
narrow.addEventListener("change", fold);

// Copying; what htmx brings in later has its buttons as well.
const reveal = (part) => part.querySelectorAll(".copy[hidden]").forEach((it) => { it.hidden = false; });
reveal(document);
document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));
document.addEventListener("click", async (event) => {
  const copy = event.target.closest(".copy");
  if (!copy) return;
  try {
    await navigator.clipboard.writeText(copy.dataset.copy);
    say("Citation copied");
    copy.classList.add("done");
    setTimeout(() => copy.classList.remove("done"), 1500);
  } catch {
    prompt("Copy this line:", copy.dataset.copy);
  }
});

// Keys: "/" searches, "g" and a letter goes to a page, Escape leaves a field.
const PLACES = { s: "/", e: "/events", n: "/network", m: "/map", a: "/actors", d: "/disputes", r: "/reports", h: "/ahead" };
let going = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing) { if (event.key === "Escape") event.target.blur(); return; }
  if (event.key === "/") { event.preventDefault(); document.getElementById("find")?.focus(); }
  else if (going && PLACES[event.key]) location.assign(PLACES[event.key]);
  going = event.key === "g";
});
