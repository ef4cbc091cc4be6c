/* What was typed into a form stays in this tab until it was sent: a session that ends in the middle loses nothing. */
(() => {
  const named = (form) => `guatu-kept ${location.pathname} ${form.dataset.kept}`;
  const read = (form) => { try { return JSON.parse(sessionStorage.getItem(named(form)) || "{}"); } catch { return {}; } };
  const write = (form, said) => { try { sessionStorage.setItem(named(form), JSON.stringify(said)); } catch { /* private window */ } };
  const fields = (form) => [...form.elements].filter((one) => one.name && !["hidden", "file", "submit", "button"].includes(one.type));
  const done = document.querySelector('main > [role="status"]');

  for (const form of document.querySelectorAll("form[data-kept]")) {
    if (done) { write(form, {}); continue; }
    const said = read(form);
    for (const one of fields(form)) {
      if (said[one.name] === undefined || one.value !== one.defaultValue && one.defaultValue !== undefined) continue;
      one.value = said[one.name];
      if (one.value !== one.defaultValue) one.closest("details")?.setAttribute("open", "");
    }
    form.addEventListener("input", () => write(form, Object.fromEntries(fields(form).map((one) => [one.name, one.value]))));
  }
})();
