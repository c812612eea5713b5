// When a picture is drawn, drawn again and let go.

import { make } from "./elements.js";

/**
 * Draws every figure that matches the selector, now and whenever htmx brings one. `draw(figure, stage, data)` fills the stage from the JSON at
 * `data-src` and gives an object with `release()`. Returns figure → that object.
 */
export function start(selector, draw) {
  const pictures = new Map();
  const look = () => {
    for (const [figure, picture] of pictures) {
      if (figure.isConnected) continue;
      picture?.release();
      pictures.delete(figure);
    }
    for (const figure of document.querySelectorAll(selector)) {
      if (!pictures.has(figure)) begin(figure, draw, pictures);
    }
  };
  document.addEventListener("htmx:load", look);
  document.addEventListener("htmx:historyRestore", look);
  look();
  return pictures;
}

async function begin(figure, draw, pictures) {
  pictures.set(figure, null); // taken before anything is awaited, so that no figure is begun twice
  const stage = figure.appendChild(make("div", { class: "picture" }));
  say(figure, "loading");
  try {
    const picture = await draw(figure, stage, await json(figure.dataset.src));
    if (!figure.isConnected) return picture.release();
    pictures.set(figure, picture);
    say(figure, "drawn");
  } catch (error) {
    fail(figure, stage, error instanceof Unable ? error.message : "The picture could not be loaded.");
    if (!(error instanceof Unable)) console.error(error);
  }
}

/** What a picture throws when this browser cannot draw it; the message is shown to the reader. */
export class Unable extends Error {}

/** The JSON at an address of this site. */
export async function json(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

function say(figure, state) {
  figure.dataset.state = state;
  figure.setAttribute("aria-busy", String(state === "loading"));
}

function fail(figure, stage, message) {
  stage.replaceChildren(complaint(figure, message));
  say(figure, "failed");
}

/** A sentence for where a picture would be, and the way to the list that has the same. */
export function complaint(figure, message) {
  const list = figure.dataset.list;
  const way = list ? make("a", { href: list }, "The list has the same.") : "The list beside it has the same.";
  return make("p", { class: "failure", role: "status" }, message, " ", way);
}
