/* The desk by keyboard, and adding by selection. Every page works without this file.
   Rows are swapped by htmx; keys sleep in fields and can be put off, as everywhere (keys.js). */
(() => {
  "use strict";
  const desk = document.getElementById("desk");
  if (!desk) return;
  const off = () => { try { return localStorage.getItem("guatu-keys-off") === "1"; } catch { return false; } };
  const rows = () => [...desk.querySelectorAll("[data-row]")];
  const current = () => desk.querySelector("tbody[aria-current]");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "auto";
  const say = (words) => { document.getElementById("say").textContent = words; };

  /* Row forms that change one row only go by htmx; all others are plain forms. */
  const wire = (root) => {
    for (const form of root.querySelectorAll("form[data-swap]")) {
      if (form.hasAttribute("hx-post")) continue;
      form.setAttribute("hx-post", form.getAttribute("action"));
      form.setAttribute("hx-target", "closest tbody");
      form.setAttribute("hx-swap", "outerHTML");
      htmx.process(form);
    }
  };

  const mark = (id) => {
    for (const old of desk.querySelectorAll("[data-kind][aria-current]")) old.removeAttribute("aria-current");
    const marks = [...desk.querySelectorAll(`[data-of="${CSS.escape(id)}"]`)];
    for (const each of marks) each.setAttribute("aria-current", "true");
    const column = marks[0]?.closest(".original");
    if (column && column.scrollHeight > column.clientHeight) {
      const inside = marks[0].getBoundingClientRect(), frame = column.getBoundingClientRect();
      if (inside.top < frame.top || inside.bottom > frame.bottom) column.scrollTop += inside.top - frame.top - frame.height / 3;
    }
  };
  const close = (row) => { row.removeAttribute("aria-current"); row.querySelector("tr.q")?.remove(); };
  const show = (row) => {
    mark(row.dataset.row);
    row.scrollIntoView({ block: "nearest", behavior: still });
    const bar = desk.querySelector(".bar").getBoundingClientRect();
    if (row.getBoundingClientRect().top < bar.bottom) window.scrollBy(0, row.getBoundingClientRect().top - bar.bottom - 8);
    row.querySelector(".pick").focus({ preventScroll: true });
    history.replaceState(null, "", row.querySelector(".pick").getAttribute("href").split("#")[0]);
  };
  const open = async (id) => {
    const row = rows().find((each) => each.dataset.row === id);
    if (!row) { location.href = `${location.pathname}?at=${encodeURIComponent(id)}${desk.dataset.more}#row-${encodeURIComponent(id)}`; return; } // on another leaf, or not among those shown
    await htmx.ajax("GET", row.dataset.href, { target: row, swap: "outerHTML" });
    for (const other of rows()) if (other.hasAttribute("aria-current") && other.dataset.row !== id) close(other);
    const opened = rows().find((each) => each.dataset.row === id);
    if (opened) show(opened);
  };
  const step = (by) => {
    const all = rows(), at = all.indexOf(current()), beyond = by > 0 ? desk.dataset.after : desk.dataset.before;
    if (beyond && at === (by > 0 ? all.length - 1 : 0)) { location.href = beyond; return; }
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    if (next && next !== current()) open(next.dataset.row);
  };

  const unfold = (name) => {
    const box = current()?.querySelector(`#do-${name}`);
    if (!box) return;
    box.open = true;
    (box.querySelector("[name=indicator]") || box.querySelector("input:not([type=hidden]), select"))?.focus();
    box.scrollIntoView({ block: "nearest", behavior: still });
  };
  const unclaimed = () => {
    const all = [...desk.querySelectorAll('[data-kind="open"][id]')];
    if (desk.dataset.unclaimed && all.indexOf(document.activeElement) === all.length - 1) { location.href = desk.dataset.unclaimed; return; }
    if (!all.length) { say(desk.querySelector(".counts a").textContent); return; }
    const next = all[(all.indexOf(document.activeElement) + 1) % all.length];
    next.focus();
    next.scrollIntoView({ block: "center", behavior: still });
  };
  const help = () => {
    const list = document.getElementById("keys"), button = document.getElementById("allkeys");
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) list.scrollIntoView({ block: "nearest" });
  };
  const accept = () => current()?.querySelector("#accept")?.click();
  const keys = {
    j: () => step(1), k: () => step(-1), enter: accept, u: unclaimed, "?": help,
    e: () => unfold("change"), s: () => unfold("split"), m: () => unfold("merge"), x: () => unfold("reject"),
    "/": () => document.getElementById("find")?.focus(),
    z: () => document.getElementById("undo")?.click(),
    q: () => { location.href = desk.querySelector(".counts a").href; },
    a: () => { const form = document.getElementById("selected"); if (!form.hidden) form.requestSubmit(); },
  };
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase(), at = event.target;
    if (key === "escape" && at.closest(".dos > details")) { at.closest(".dos > details").open = false; current().querySelector(".pick").focus(); return; }
    if (at.closest("input, select, textarea, [contenteditable]")) return;
    if (key === "enter" && at.closest("a:not(.pick), button, summary")) return;
    if (keys[key]) { event.preventDefault(); keys[key](); }
  });
  document.getElementById("allkeys").addEventListener("click", help);

  /* One small form at a time. */
  desk.addEventListener("toggle", (event) => {
    if (!event.target.open || !event.target.matches(".dos > details")) return;
    for (const other of event.target.parentElement.querySelectorAll(":scope > details[open]")) if (other !== event.target) other.open = false;
  }, true);

  /* A click on a row's number or on a mark opens the row in place. */
  desk.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest(".pick, [data-of]");
    if (!link || String(getSelection())) return;
    event.preventDefault();
    open(link.dataset.of || link.closest("[data-row]").dataset.row);
  });

  /* Selection → offsets in the plan's text, in code points; the numbers behind marks are not text. */
  const length = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [...node.data].length;
    if (node.nodeName === "SUP") return 0;
    return [...node.childNodes].reduce((sum, child) => sum + length(child), 0);
  };
  const offset = (container, at) => {
    const paragraph = (container.nodeType === Node.TEXT_NODE ? container.parentElement : container).closest("[data-start]");
    if (!paragraph) return null;
    let sum = Number(paragraph.dataset.start), node = container;
    if (node.nodeType === Node.TEXT_NODE) sum += node.parentElement.closest("sup") ? 0 : [...node.data.slice(0, at)].length;
    else sum += [...node.childNodes].slice(0, at).reduce((total, child) => total + length(child), 0);
    while (node !== paragraph) {
      for (let before = node.previousSibling; before; before = before.previousSibling) sum += length(before);
      node = node.parentNode;
    }
    return sum;
  };
  document.addEventListener("selectionchange", () => {
    const form = document.getElementById("selected"), selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const inside = range && !range.collapsed && desk.contains(range.commonAncestorContainer);
    const start = inside ? offset(range.startContainer, range.startOffset) : null;
    const end = inside ? offset(range.endContainer, range.endOffset) : null;
    form.hidden = start === null || end === null || end <= start;
    if (form.hidden) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    const words = range.cloneContents();
    for (const number of words.querySelectorAll("sup")) number.remove();
    form.querySelector("output").textContent = `“${words.textContent.trim().slice(0, 24)}”`;
  });

  document.body.addEventListener("desk:open", (event) => open(event.detail.value));
  document.body.addEventListener("htmx:load", (event) => wire(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => {
    wire(document);
    const row = current(), asked = new URLSearchParams(location.search);
    if (!row || asked.has("q")) return; // what was found stands at the top
    if (asked.has("at")) show(row);
    else if (!asked.has("near") && !location.hash) { show(row); row.scrollIntoView({ block: "center", behavior: "instant" }); } // work begins here
    // an address with a number of the text (#n123) scrolls there by itself
  });
})();
