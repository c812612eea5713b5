// Notes in the margins of a text: each level with its words where there is room, else as near to them as those around it let it. Where they crowd they
// are told in one line, which opens under the pointer or the focus.

const GAP = 5; // pixels between two notes
const FAR = 28; // pixels, a line of the text: farther from its words a note seems to speak of others
const wide = matchMedia("(min-width: 1001px)"); // as the style sheet has it

const height = (it) => (it.brief ? it.line : it.full);

// The notes of one side, as blocks: those that would overlap are moved as one, which stands where its members together want to be least away from.
const stack = (notes) => {
  const blocks = [];
  for (const it of notes) {
    let block = { notes: [it], at: it.want, wanted: it.want, size: height(it) };
    for (let above = blocks.at(-1); above && above.at + above.size + GAP > block.at; above = blocks.at(-1)) {
      blocks.pop();
      const shift = block.notes.length * (above.size + GAP);
      block = {
        notes: [...above.notes, ...block.notes],
        wanted: above.wanted + block.wanted - shift, // the sum of where each member wants the block to begin
        size: above.size + GAP + block.size,
      };
      block.at = Math.max(0, block.wanted / block.notes.length);
    }
    block.at = Math.max(0, block.at);
    blocks.push(block);
  }
  for (const { notes: held, at } of blocks) {
    let top = at;
    for (const it of held) {
      it.top = Math.round(top);
      top += height(it) + GAP;
    }
  }
  return blocks;
};

// Shortens the blocks that are far from their words, then opens again what has room. Returns where the last note ends.
const arrange = (notes) => {
  const crowded = ({ notes: held }) => held.some((it) => Math.abs(it.top - it.want) > FAR) && held.some((it) => !it.brief);
  for (let blocks = stack(notes).filter(crowded); blocks.length; blocks = stack(notes).filter(crowded)) {
    for (const { notes: held } of blocks) held.forEach((it) => { it.brief = true; });
  }
  notes.forEach((it, n) => { if (it.brief && it.top + it.full + GAP <= (notes[n + 1]?.top ?? Infinity)) it.brief = false; });
  for (const it of notes) {
    it.note.classList.toggle("brief", it.brief);
    it.note.style.top = `${it.top}px`;
  }
  return notes.length ? notes.at(-1).top + height(notes.at(-1)) : 0;
};

// Puts the notes beside their words, and again when the text runs otherwise.
export const settle = (text, pieces) => {
  const notes = [...text.querySelectorAll(".note")];
  const measured = (brief) => {
    notes.forEach((note) => note.classList.toggle("brief", brief));
    return notes.map((note) => note.offsetHeight);
  };

  const place = () => {
    text.classList.toggle("placed", wide.matches);
    notes.forEach((note) => note.style.removeProperty("top"));
    text.style.removeProperty("min-height");
    const lines = measured(true);
    const whole = measured(false);
    if (!wide.matches) return;
    const origin = text.getBoundingClientRect().top;
    const words = pieces();
    const level = (note) => {
      const at = Number(note.dataset.start);
      const piece = words.findLast((it) => Number(it.dataset.at) <= at) ?? words[0];
      return piece ? piece.getClientRects()[0].top - origin : 0;
    };
    const all = notes.map((note, n) => ({ note, want: level(note), full: whole[n], line: lines[n], brief: false }));
    const left = ({ note }) => note.matches(".n-voice, .n-silence");
    const end = Math.max(arrange(all.filter(left)), arrange(all.filter((it) => !left(it))));
    text.style.minHeight = `${Math.ceil(end)}px`;
  };

  let width = 0;
  new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return; // our own min-height must not call us again
    width = entry.contentRect.width;
    place();
  }).observe(text);
  document.addEventListener("change", (event) => { if (event.target.matches(".legend input")) place(); });
  document.fonts?.ready.then(place);
};
