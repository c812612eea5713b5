// A timeline one can read and drag over. Without this each bar is a link and the days stand in the form.

const SLIP = 6; // pixels that a hand may slip while it clicks

function equip(figure) {
  if (figure.dataset.ready) return;
  figure.dataset.ready = "yes";
  const bins = [...figure.querySelectorAll(".bin")];
  const plot = figure.querySelector(".plot");
  const picked = figure.querySelector(".picked");
  const read = figure.querySelector(".read");
  const form = document.getElementById(figure.dataset.form);
  if (!bins.length) return;

  const hint = form ? "Point at a bar to read it; drag over several to look at those days alone." : "Point at a bar to read it.";
  const say = (words) => { read.textContent = words || hint; };
  read.hidden = false;
  say();

  // One stop for the Tab key; the arrows go from bar to bar.
  let at = bins.length - 1;
  const stop = (next) => {
    bins[at].setAttribute("tabindex", "-1");
    at = next;
    bins[at].setAttribute("tabindex", "0");
  };
  bins.forEach((bin) => bin.setAttribute("tabindex", "-1"));
  stop(at);
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -bins.length, End: bins.length };
  plot.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || !event.target.closest(".bin")) return;
    event.preventDefault();
    stop(Math.min(bins.length - 1, Math.max(0, at + step)));
    bins[at].focus();
  });
  const words = (event) => event.target.closest?.(".bin")?.querySelector("title").textContent;
  plot.addEventListener("focusin", (event) => { const bin = event.target.closest(".bin"); if (bin) { stop(bins.indexOf(bin)); say(words(event)); } });
  plot.addEventListener("focusout", () => say());

  if (!form) {
    plot.addEventListener("pointerover", (event) => say(words(event)));
    plot.addEventListener("pointerleave", () => say());
    return;
  }

  // Dragging picks days.
  let from = null;
  let start = 0;
  let moved = false;
  const where = (event) => {
    const box = plot.getBoundingClientRect();
    return Math.min(bins.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * bins.length)));
  };
  const range = (event) => [from, where(event)].sort((one, other) => one - other);
  const clear = () => { from = null; picked.setAttribute("hidden", ""); figure.classList.remove("dragging"); say(); };
  plot.addEventListener("dragstart", (event) => event.preventDefault());
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = where(event);
    start = event.clientX;
    moved = false;
  });
  plot.addEventListener("pointerover", (event) => { if (from === null) say(words(event)); });
  plot.addEventListener("pointerleave", () => { if (from === null) say(); });
  plot.addEventListener("pointermove", (event) => {
    if (from === null || (!moved && Math.abs(event.clientX - start) < SLIP)) return;
    if (!moved) plot.setPointerCapture(event.pointerId);
    moved = true;
    const [first, last] = range(event);
    const room = Number(bins[0].querySelector(".room").getAttribute("width"));
    picked.setAttribute("x", first * room);
    picked.setAttribute("width", (last - first + 1) * room);
    picked.removeAttribute("hidden");
    figure.classList.add("dragging");
    say(`${bins[first].dataset.since} to ${bins[last].dataset.until}`);
  });
  plot.addEventListener("pointerup", (event) => {
    if (from !== null && moved) {
      const [first, last] = range(event);
      form.elements.since.value = bins[first].dataset.since;
      form.elements.until.value = bins[last].dataset.until;
      form.requestSubmit();
    }
    clear();
  });
  plot.addEventListener("pointercancel", clear);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { moved = false; clear(); } });
  plot.addEventListener("click", (event) => { if (moved) { event.preventDefault(); moved = false; } }, true);
}

const all = (part) => part.querySelectorAll("figure.timeline").forEach(equip);
all(document);
document.addEventListener("htmx:load", (event) => all(event.detail.elt));
