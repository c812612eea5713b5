// "How are these two tied?": two names in, a way over fewest ties out, in words and lit in the picture.

import { counted, freshId, make } from "../picture/elements.js";
import { signName } from "./model.js";

/** The form. `light(from, steps)` is called with the way, or with nulls where there is none. `asked`: the two, by id, whose way is lit from the start. */
export function pathfinder(network, light, asked = []) {
  const ids = distinctNames(network.ranked);
  const list = make("datalist", { id: freshId("actors") }, ...[...ids.keys()].map((name) => make("option", { value: name })));
  const from = field("From", list.id);
  const to = field("To", list.id);
  const output = make("output", { "aria-live": "polite" });
  const find = (event) => {
    event.preventDefault();
    const [start, end] = [from, to].map(({ input }) => ids.get(input.value.trim()));
    const steps = start && end && start !== end ? network.path(start, end) : null;
    light(steps && start, steps);
    output.replaceChildren(...(steps ? told(network, start, steps) : [complaint(from.input.value, to.input.value, start, end)]));
  };
  const clear = () => {
    light(null, null);
    output.replaceChildren();
  };
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  if (asked.every((id) => names.has(id)) && asked.length === 2) {
    [from.input.value, to.input.value] = asked.map((id) => names.get(id));
    const steps = network.path(...asked);
    light(steps && asked[0], steps);
  }
  const buttons = [make("button", { type: "submit" }, "Find the path"), make("button", { type: "reset" }, "Clear")];
  return make("form", { class: "pathfinder", submit: find, reset: clear, autocomplete: "off" }, from.label, to.label, ...buttons, list, output);
}

function field(name, list) {
  const input = make("input", { list, required: true, "aria-label": `Path ${name.toLowerCase()} actor` });
  return { input, label: make("label", {}, `${name} `, input) };
}

/** Name → id; who shares a name with another has more told beside it. */
function distinctNames(actors) {
  const times = new Map();
  for (const { name } of actors) times.set(name, (times.get(name) ?? 0) + 1);
  const ids = new Map();
  for (const { id, name, kind, sector, country } of actors) {
    const longer = `${name} (${[kind, sector, country].filter(Boolean).join(", ")})`;
    const shown = times.get(name) === 1 ? name : ids.has(longer) ? `${name} (${id})` : longer;
    ids.set(shown, id);
  }
  return ids;
}

function complaint(from, to, start, end) {
  if (!start) return `No actor here is called “${from}”.`;
  if (!end) return `No actor here is called “${to}”.`;
  if (start === end) return "Choose two different actors.";
  return "No way leads from one to the other over the ties that are shown.";
}

function told(network, start, steps) {
  const parts = [`${counted(steps.length, "tie")}: `, actor(network, start)];
  for (const [id, bond] of steps) parts.push(...between(network, bond), actor(network, id));
  return parts;
}

function actor(network, id) {
  return make("a", { href: `/actor/${encodeURIComponent(id)}` }, network.actors.get(id).name);
}

function between(network, bond) {
  const [tie, ...more] = network.shown(bond);
  const words = `${tie.type.replaceAll("_", " ")}, ${signName(tie.sign)}`;
  const sign = { class: `tie-${signName(tie.sign)}` };
  const what = tie.href ? make("a", { href: tie.href, ...sign }, words) : make("span", sign, words);
  return [" — ", what, more.length ? ` and ${more.length} more — ` : " — "];
}
