"use strict";
// Filters and sorts the tables, and shows the reason of what is pointed at. What is chosen stands behind the # of the
// address, so that a view can be sent to somebody.
(() => {
  const byId = (id) => document.getElementById(id);
  const matrix = byId("matrix");
  const rows = [...matrix.tBodies[0].rows];
  const fields = { find: byId("find"), state: byId("state"), family: byId("family"), holes: byId("holes") };
  let sorted = "";

  const matches = (row) => {
    const words = fields.find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = row.dataset.text.toLowerCase();
    const state = fields.state.value;
    const family = fields.family.value;
    return words.every((word) => text.includes(word)) &&
      (!state || row.dataset.states.split(" ").includes(state)) &&
      (!family || row.dataset.family === family) &&
      (!fields.holes.checked || row.dataset.hole === "1");
  };

  const filter = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !matches(row);
      shown += row.hidden ? 0 : 1;
    }
    byId("shown").textContent = `${shown} of ${rows.length} shown`;
  };

  const compare = (one, other) => {
    const numbers = [Number(one), Number(other)];
    if (one !== "" && other !== "" && numbers.every(Number.isFinite)) return numbers[0] - numbers[1];
    return one < other ? -1 : one > other ? 1 : 0;
  };

  const sort = (table, column, down) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, index) => {
      if (index === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
    const ordered = [...table.tBodies[0].rows].sort((one, other) => compare(key(one), key(other)) * (down ? -1 : 1));
    table.tBodies[0].append(...ordered);
  };

  const heading = (index) => matrix.tHead.rows[0].cells[index].textContent;

  const read = () => {
    const said = new URLSearchParams(location.hash.slice(1));
    fields.find.value = said.get("find") ?? "";
    fields.state.value = said.get("state") ?? "";
    fields.family.value = said.get("family") ?? "";
    fields.holes.checked = said.has("holes");
    sorted = said.get("sort") ?? "";
    const column = [...matrix.tHead.rows[0].cells].findIndex((_, index) => heading(index) === sorted.replace(/^-/, ""));
    if (column >= 0) sort(matrix, column, sorted.startsWith("-"));
    filter();
  };

  const write = () => {
    const said = new URLSearchParams();
    for (const name of ["find", "state", "family"]) if (fields[name].value) said.set(name, fields[name].value);
    if (fields.holes.checked) said.set("holes", "1");
    if (sorted) said.set("sort", sorted);
    history.replaceState(null, "", `#${said}`);
    filter();
  };

  for (const table of document.querySelectorAll("#matrix, #interface")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      head.firstElementChild.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        sort(table, column, down);
        if (table !== matrix) return;
        sorted = (down ? "-" : "") + heading(column);
        write();
      });
    });
  }
  for (const field of Object.values(fields)) field.addEventListener("input", write);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", read);

  const why = byId("why");
  const show = (target) => {
    const cell = target instanceof Element ? target.closest("[data-why]") : null;
    why.hidden = !cell || !cell.dataset.why;
    if (why.hidden) return;
    why.textContent = cell.dataset.why;
    why.style.left = "0";  // as wide as it likes to be, before that is measured
    const place = cell.getBoundingClientRect();
    const left = Math.min(place.left, innerWidth - why.offsetWidth - 8);
    const below = place.bottom + 6;
    const above = place.top - why.offsetHeight - 6;
    why.style.left = `${Math.max(8, left)}px`;
    why.style.top = `${below + why.offsetHeight > innerHeight && above > 0 ? above : below}px`;
  };
  document.addEventListener("pointerover", (event) => show(event.target));
  document.addEventListener("focusin", (event) => show(event.target));
  document.addEventListener("focusout", () => { why.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") why.hidden = true; });
  document.addEventListener("scroll", () => { why.hidden = true; }, true);

  read();
})();
