// Draws the maps of a page: <figure class="map" data-src="…" data-world="…" data-list="#…" data-form="#…">. docs/pictures.md has the form of the data.

import { json, start } from "./picture/start.js";
import { counted, make, viewButtons } from "./picture/elements.js";
import { dayBrush } from "./map/brush.js";
import { Drawing } from "./map/drawing.js";
import { PRECISIONS, QUADS, Places } from "./map/places.js";
import { World } from "./map/world.js";

/** figure → its picture, with `places` and `drawing`. */
export const maps = start("figure.map", draw);

async function draw(figure, stage, { places: rows, days }) {
  const world = new World(await json(figure.dataset.world));
  const places = new Places(rows, world);
  const box = make("div", { class: "world" });
  const brush = make("div", { class: "days" });
  const top = make("div", { class: "top" }, legend(places));
  stage.append(top, box, note(places), brush);
  const drawing = new Drawing(box, world, places);
  top.append(make("div", { class: "tools" }, wholeWorld(drawing), viewButtons(drawing)));
  const stopBrush = dayBrush(figure, brush, days ?? []);
  const release = () => {
    drawing.release();
    stopBrush();
  };
  return { places, drawing, release };
}

function legend(places) {
  const quads = QUADS.map(({ key, name }) => [key, name, places.total(key)]).filter(([, , number]) => number);
  const forms = ["ring", "tint"].filter((form) => places[`${form}s`].length);
  return make(
    "ul",
    { class: "legend" },
    ...quads.map(([key, name, number]) => make("li", {}, make("i", { class: `disc ${key}` }), `${name} (${number.toLocaleString("en")})`)),
    ...forms.map((form) => make("li", {}, make("i", { class: form }), PRECISIONS[form])),
  );
}

/** What the map leaves out, and whose outlines it has. */
function note(places) {
  const { area, lost } = places;
  const parts = [];
  if (area) parts.push(`${counted(area, "event")} only ${area === 1 ? "says" : "say"} a region`);
  if (lost) parts.push(`${counted(lost, "event")} ${lost === 1 ? "has" : "have"} a place that this map does not know`);
  const left = parts.length ? `Not on the map: ${parts.join("; ")}. ` : "";
  return make("p", { class: "note" }, left, "Outlines: Natural Earth, with borders as they are held, not as they are claimed.");
}

function wholeWorld(drawing) {
  if (!drawing.regional) return "";
  const button = make("button", { type: "button", "aria-pressed": "false" }, "Whole world");
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!drawing.whole));
    drawing.showWhole(!drawing.whole);
  });
  return button;
}
