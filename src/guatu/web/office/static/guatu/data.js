/* The grid takes a block pasted from a spreadsheet; a file may be dropped; a load that runs looks again by itself.
   Every page works without this file. */
(() => {
  "use strict";

  const sheet = document.getElementById("sheet");
  let grown = () => {};
  if (sheet) {
    const body = sheet.tBodies[0], rows = () => [...body.rows];
    const fields = (row) => [...row.querySelectorAll("input, select")];
    const names = ["indicator", "period", "value", "unit", "growth", "basis", "stage", "region", "note"];
    const heads = {
      指标: "indicator", 指标名称: "indicator", 报告期: "period", 数值: "value", 单位: "unit", 增速: "growth", "增速，%": "growth", "增速（%）": "growth",
      同比增长: "growth", "同比增长（%）": "growth", 增速口径: "basis", 版次: "stage", 地区: "region", 备注: "note",
    };
    const grow = () => {
      const last = rows().at(-1), copy = last.cloneNode(true), number = Number(last.dataset.row) + 1;
      copy.dataset.row = number;
      for (const each of copy.querySelectorAll(".wrong, .beside, button")) each.remove();
      for (const each of fields(copy)) {
        each.name = each.name.replace(/^r\d+/, `r${number}`);
        each.setAttribute("aria-label", each.getAttribute("aria-label").replace(/\d+$/, String(number + 1)));
        each.value = "";
        each.removeAttribute("aria-invalid");
        each.removeAttribute("aria-describedby");
      }
      body.append(copy);
      return copy;
    };
    grown = grow;
    const put = (row, name, text) => {
      const field = row.querySelector(`[name$="-${name}"]`);
      if (!field) return;
      if (field.tagName === "SELECT" && ![...field.options].some((o) => o.value === text)) field.add(new Option(text, text));
      field.value = text;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    sheet.addEventListener("paste", (event) => {
      const at = event.target.closest("input, select"), text = event.clipboardData.getData("text/plain");
      if (!at || !/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      let lines = text.replace(/\r/g, "").split("\n").map((line) => line.split("\t").map((cell) => cell.trim()));
      while (lines.length && lines.at(-1).every((cell) => !cell)) lines.pop();
      const first = names.indexOf(at.name.split("-")[1]);
      let order = names.slice(first);
      if (lines[0].some((cell) => cell in heads) && lines[0].filter(Boolean).every((cell) => cell in heads || cell === "来源")) {
        order = lines[0].map((cell) => heads[cell] || "");
        lines = lines.slice(1);
      }
      let row = at.closest("tr");
      lines.forEach((cells, n) => {
        if (n) row = row.nextElementSibling || grow();
        cells.forEach((cell, m) => { if (order[m]) put(row, order[m], cell); });
      });
      document.getElementById("pasted").textContent = String(lines.length);
    });
    sheet.addEventListener("change", (event) => {
      if (!event.target.name?.endsWith("-indicator")) return;
      const known = [...document.getElementById("indicators").options].find((o) => o.value === event.target.value);
      const unit = event.target.closest("tr").querySelector('[name$="-unit"]');
      unit.placeholder = known ? known.dataset.unit : "";
    });
    document.getElementById("more").addEventListener("click", (event) => {
      event.preventDefault();
      const fresh = grow();
      for (let n = 1; n < 5; n += 1) grow();
      fields(fresh)[0].focus();
    });
  }

  const queue = document.getElementById("queue");
  if (queue) {
    const off = () => { try { return localStorage.getItem("guatu-keys-off") === "1"; } catch { return false; } };
    const rows = () => [...queue.querySelectorAll("[data-row]")];
    const step = (by) => {
      const all = rows(), at = all.findIndex((row) => row.hasAttribute("aria-current"));
      all[Math.min(all.length - 1, Math.max(0, at + by))]?.querySelector(".pick").click();
    };
    const choose = (number) => {
      const box = queue.querySelectorAll('.offered input[type="radio"]')[number - 1];
      if (box) { box.checked = true; box.focus(); }
    };
    const keys = { j: () => step(1), k: () => step(-1), enter: () => document.getElementById("accept")?.click() };
    document.addEventListener("keydown", (event) => {
      if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase(), at = event.target;
      if (at.closest('input:not([type="radio"]), select, textarea')) return;
      if (key === "enter" && at.closest("a:not(.pick), button, summary")) return;
      if (/^[1-9]$/.test(key)) { event.preventDefault(); choose(Number(key)); return; }
      if (keys[key]) { event.preventDefault(); keys[key](); }
    });
    queue.querySelector("[aria-current] > .pick")?.focus({ preventScroll: true });
  }

  /* What was typed stays in this tab until it is saved: a session that ends in the middle loses nothing. */
  const kept = document.querySelector("form[data-keep]"), KEY = "guatu-kept-grid";
  const store = (text) => { try { if (text === null) sessionStorage.removeItem(KEY); else sessionStorage.setItem(KEY, text); } catch { /* private window */ } };
  const stored = () => { try { return JSON.parse(sessionStorage.getItem(KEY) || "null"); } catch { return null; } };
  if (document.querySelector("[data-forget]")) store(null);
  if (kept) {
    const save = () => store(JSON.stringify([...new FormData(kept)].filter(([name]) => name !== "csrfmiddlewaretoken")));
    kept.addEventListener("input", save);
    kept.addEventListener("change", save);
    const was = kept.dataset.keep === "fresh" ? stored() : null;
    if (was && was.some(([name, value]) => name.startsWith("r") && value)) {
      for (const [name, value] of was) {
        while (!kept.elements[name] && sheet && /^r\d+-/.test(name)) grown();
        if (kept.elements[name]) kept.elements[name].value = value;
      }
      document.getElementById("restored").hidden = false;
      document.getElementById("forget").addEventListener("click", () => { store(null); location.reload(); });
    }
  }

  for (const box of document.querySelectorAll("form.drop")) {
    const input = box.querySelector('input[type="file"]');
    box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
    box.addEventListener("dragleave", () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      box.requestSubmit();
    });
  }

  const progress = document.getElementById("progress");
  if (progress) setTimeout(() => location.replace(progress.dataset.again), 2000);
})();
