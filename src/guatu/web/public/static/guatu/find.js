/* The box of the search: arrows walk through the lines under it, Escape and whatever else is pressed fold them away.
   The lines come by htmx; without this file, and without htmx, the box is a plain form. */
(() => {
  "use strict";
  const form = document.getElementById("find-all");
  const box = document.getElementById("find-q");
  const lines = document.getElementById("found-now");
  if (!form || !box || !lines) return;
  const links = () => [...lines.querySelectorAll("a")];
  const clear = () => { lines.replaceChildren(); };

  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [box, ...links()];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape" && lines.childElementCount) {
      event.preventDefault();
      clear();
      box.focus();
    } else if (at >= 0 && stops.length > 1 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      stops[(at + (event.key === "ArrowDown" ? 1 : -1) + stops.length) % stops.length].focus();
    }
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) setTimeout(() => { if (!form.contains(document.activeElement)) clear(); }, 150); });
  box.autofocus = true;  // when the form is opened over the page; said here, it takes no focus as the page loads
  lines.addEventListener("htmx:beforeSwap", (event) => { if (!form.contains(document.activeElement)) event.preventDefault(); });
})();
