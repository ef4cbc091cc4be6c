/* A form that loads the page again leaves the eye where it was: the row or the question keeps its height on the screen.
   Every page works without this file. */
(() => {
  "use strict";
  const KEY = "guatu-desk-place";
  const keep = (value) => { try { sessionStorage.setItem(KEY, value); } catch { /* the page opens at its row */ } };
  const kept = () => {
    try {
      const value = JSON.parse(sessionStorage.getItem(KEY) || "null");
      sessionStorage.removeItem(KEY);
      return value;
    } catch { return null; }
  };
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.target.hasAttribute("hx-post")) return;
    const place = event.target.closest("[data-row], .todo > li[id], section");
    const column = place?.closest(".read")?.querySelector(".original");
    keep(JSON.stringify({ path: location.pathname, id: place?.id || "", top: place ? place.getBoundingClientRect().top : 0,
      y: scrollY, inner: column ? column.scrollTop : 0, at: Date.now() }));
  });
  const was = kept();
  if (!was || was.path !== location.pathname || Date.now() - was.at > 20000) return;
  addEventListener("load", () => setTimeout(() => {
    const place = document.querySelector("tbody[aria-current]") || document.getElementById(was.id);
    if (!place || was.top < 0 || was.top > innerHeight) { if (!location.hash) scrollTo(0, was.y); return; }
    if (place.id && place.id !== was.id && location.hash && location.hash !== `#${place.id}`) return;
    scrollBy({ top: place.getBoundingClientRect().top - was.top, behavior: "instant" });
  }));
})();
