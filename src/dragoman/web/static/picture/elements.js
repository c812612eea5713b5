// Elements built by the DOM alone: a strict content policy allows no markup from strings.

/** An element with its attributes (functions become listeners, by the name of the event) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A button that shows a sign and says a name. */
export function button(sign, name, press) {
  return make("button", { type: "button", "aria-label": name, title: name, click: press }, sign);
}

let ids = 0;

/** An id that no other element of the page has, for labels and lists. */
export function freshId(stem) {
  ids += 1;
  return `${stem}-${ids}`;
}

/** "1 event", "3 events". */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Milliseconds that a movement may take for this reader. */
export function pace(milliseconds) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;
}

/** The buttons of a picture that can be moved: `view` has zoom(factor), pan(right, down) and reset(). */
export function viewButtons(view) {
  return make(
    "div",
    { class: "view-buttons", role: "group", "aria-label": "View" },
    button("+", "Zoom in", () => view.zoom(1.5)),
    button("−", "Zoom out", () => view.zoom(1 / 1.5)),
    button("←", "Move left", () => view.pan(-1, 0)),
    button("↑", "Move up", () => view.pan(0, -1)),
    button("↓", "Move down", () => view.pan(0, 1)),
    button("→", "Move right", () => view.pan(1, 0)),
    button("Reset", "Reset the view", () => view.reset()),
  );
}

/** What the keys + − 0 and the arrows with Shift do in such a picture; true where one was pressed. */
export function viewKey(event, view) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const moves = { ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowRight: [1, 0] };
  if (event.key === "+" || event.key === "=") view.zoom(1.5);
  else if (event.key === "-") view.zoom(1 / 1.5);
  else if (event.key === "0") view.reset();
  else if (event.shiftKey && event.key in moves) view.pan(...moves[event.key]);
  else return false;
  return true;
}
