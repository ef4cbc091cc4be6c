/* Lists by htmx: a word is looked for while it is typed, an address holds nothing empty, and whoever does not see the
   page hears what came of it. Every list works without this file, by its form and its links. */
(() => {
  "use strict";
  const PAUSE = 400; // ms after the last key
  const word = () => document.getElementById("list-q");
  const status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  document.body.append(status);

  let waiting = 0;
  const look = (event) => {
    if (event.target.id !== "list-q" || event.isComposing) return; // Chinese is typed in several keys a sign
    clearTimeout(waiting);
    waiting = setTimeout(() => word()?.form.requestSubmit(), PAUSE);
  };
  document.addEventListener("input", look);
  document.addEventListener("compositionend", look);

  document.addEventListener("htmx:configRequest", (event) => {
    const asked = event.detail.parameters;
    for (const name of [...new Set(asked.keys?.() ?? Object.keys(asked))]) {
      if (asked[name] === "") delete asked[name];
    }
  });

  let typed = null; // what stands in the field when the list comes back: more may have been typed meanwhile
  document.addEventListener("htmx:beforeSwap", () => { typed = word() === document.activeElement ? word()?.value : null; });
  document.addEventListener("htmx:afterSwap", () => { // at once: the next key goes into the new field
    const field = word();
    if (field && typed !== null && typed !== field.value) {
      const more = typed.trim() !== field.value; // a blank at the end asks for nothing yet, and is not lost
      field.value = typed;
      if (more) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    typed = null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const says = document.getElementById("list-says");
    if (!says) return;
    if (status.textContent !== says.textContent) status.textContent = says.textContent;
    if (document.activeElement === document.body) says.focus({ preventScroll: true });
  });
})();
