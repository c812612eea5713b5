// Adding: files that are dropped, and a job that is followed while it is read. Without script the forms and the link "Look again" do the same.

const MB = 1048576;
const size = (bytes) => (bytes < MB ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / MB).toFixed(1)} MB`);
const say = (words) => { document.getElementById("said").textContent = words; };

// Files: which ones, how large, and whether they are too much before they are sent.
const form = document.querySelector("form[data-most]");
if (form) {
  const zone = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".chosen");
  const line = (words, kind) => {
    const item = document.createElement("li");
    item.textContent = words;
    if (kind) item.className = kind;
    list.append(item);
  };
  const show = () => {
    const files = [...input.files];
    const total = files.reduce((sum, file) => sum + file.size, 0);
    list.replaceChildren();
    files.slice(0, 20).forEach((file) => line(`${file.name}, ${size(file.size)}`));
    if (files.length > 20) line(`and ${files.length - 20} more`);
    const much = total > Number(form.dataset.most);
    if (files.length > 1 || much) line(much ? `${size(total)} together: too much. Send fewer, or use “dragoman add”.` : `${size(total)} together`, much ? "total much" : "total");
    input.setCustomValidity(much ? "Too much for one upload" : "");
  };
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    show();
  });
}

// A job: whenever the server says that it has come further, its part of the page is fetched anew, once every half second at most.
const PAUSE = 500;
const follow = (address) => {
  const stream = new EventSource(address);
  let due = null;
  let over = false;
  const renew = async () => {
    due = null;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("job");
    const job = document.getElementById("job");
    if (!now || !job) return;
    const held = job.contains(document.activeElement) ? document.activeElement.textContent : null;
    job.replaceWith(document.adoptNode(now));
    now.querySelector(".refresh")?.remove();
    if (held) [...now.querySelectorAll("button, a")].find((it) => it.textContent === held)?.focus();
    say(now.querySelector(".how").textContent.trim().replace(/\s+/g, " "));
  };
  const soon = () => { if (!over) due ??= setTimeout(renew, PAUSE); };
  stream.onmessage = soon;
  stream.addEventListener("end", () => {
    over = true;
    stream.close();
    clearTimeout(due);
    renew();
  });
};
const job = document.querySelector("[data-progress]");
if (job) {
  job.querySelector(".refresh")?.remove();
  follow(job.dataset.progress);
}
