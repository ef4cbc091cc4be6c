/* Single keys for those who do not use a mouse. Every page works without this file.
   [ and ] go to the previous and next target; J and K walk through the plan; / goes to the box of the search; keys sleep
   in fields and can be put off.
   A row of glyphs is one stop: the arrows walk inside it, Home and End go to its ends. */
(() => {
  "use strict";
  const OFF = "guatu-keys-off";
  const off = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };

  const walk = (step) => {
    const items = [...document.querySelectorAll("[data-walk]")];
    if (!items.length) return;
    const at = items.indexOf(document.activeElement);
    const next = items[at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length];
    next.focus();
    next.scrollIntoView({ block: "center" });
  };
  const follow = (rel) => { const link = document.querySelector(`a[rel="${rel}"]`); if (link) link.click(); };
  const seek = () => {
    const box = document.querySelector("main .seek input[type=search], main input#find") ?? document.getElementById("find-q");
    const folded = box?.closest("[popover]");
    if (folded && !box.checkVisibility()) folded.showPopover();
    box?.focus();
    box?.select();
  };
  const keys = { "[": () => follow("prev"), "]": () => follow("next"), j: () => walk(1), k: () => walk(-1), "/": seek };

  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.defaultPrevented || event.target.closest("input, select, textarea, [contenteditable]")) return;
    const act = keys[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });

  for (const row of document.querySelectorAll("[data-row-of-links]")) {
    const links = [...row.querySelectorAll("a")];
    const stand = (at) => links.forEach((link, i) => { link.tabIndex = i === at ? 0 : -1; });
    stand(0);
    row.addEventListener("keydown", (event) => {
      const at = links.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
      if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const next = (to + links.length) % links.length;
      stand(next);
      links[next].focus();
    });
    row.addEventListener("focusin", (event) => { const at = links.indexOf(event.target); if (at >= 0) stand(at); });
  }
  document.querySelector(".ways [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  const folded = new Map();                            // by its name: what comes anew stays as it was
  const foldIn = (root) => {                           // on a telephone what is long and not asked first is folded
    if (!matchMedia("(max-width: 40rem)").matches) return;
    const { unfold, fold } = document.body.dataset;
    for (const part of root.querySelectorAll("[data-folds]")) {
      if (part.querySelector(":scope > .folding, :scope > header > .folding")) continue;
      const name = part.getAttribute("aria-label") ?? part.id;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "link folding" });
      const set = (away) => {
        folded.set(name, away);
        part.classList.toggle("folded", away);
        button.setAttribute("aria-expanded", String(!away));
        button.textContent = away ? (part.dataset.folds || unfold) : fold;
      };
      button.addEventListener("click", () => set(!part.classList.contains("folded")));
      (part.querySelector(":scope > header") ?? part).append(button);
      set(folded.get(name) ?? (!part.querySelector(":target") && part !== document.querySelector(":target")));
    }
  };
  foldIn(document);
  document.addEventListener("htmx:load", (event) => foldIn(event.detail.elt.parentElement ?? document));

  const toggle = document.getElementById("keys-toggle");
  if (toggle) {
    toggle.closest("[hidden]")?.removeAttribute("hidden");
    const box = toggle;
    box.checked = !off();
    box.addEventListener("change", () => { try { localStorage.setItem(OFF, box.checked ? "0" : "1"); } catch { /* private window */ } });
  }
})();
