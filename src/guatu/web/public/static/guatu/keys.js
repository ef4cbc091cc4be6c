/* Single keys for those who do not use a mouse. Every page works without this file.
   [ and ] go to the previous and next target; J and K walk through the plan; keys sleep in fields and can be put off. */
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
  const keys = { "[": () => follow("prev"), "]": () => follow("next"), j: () => walk(1), k: () => walk(-1) };

  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const act = keys[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });

  const toggle = document.getElementById("keys-toggle");
  if (toggle) {
    toggle.closest("[hidden]")?.removeAttribute("hidden");
    const box = toggle;
    box.checked = !off();
    box.addEventListener("change", () => { try { localStorage.setItem(OFF, box.checked ? "0" : "1"); } catch { /* private window */ } });
  }
})();
