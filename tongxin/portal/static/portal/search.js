// Names appear while one types in a search box: a combobox with a list (WAI-ARIA Authoring Practices). Without it the form
// still searches. Letters of a Chinese word that is being composed are left alone until the word is there.
(() => {
  "use strict";
  const WAIT = 150;

  const equip = (form) => {
    const input = form.querySelector("input[type=search]");
    const list = form.querySelector(".suggestions");
    const status = form.querySelector("[role=status]");
    let chosen = -1, timer = 0, asked = "", request = null;

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    list.setAttribute("role", "listbox");

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (number) => {
      const rows = list.children;
      chosen = (number + rows.length + 1) % (rows.length + 1);
      // Past the last row one is back in the field itself.
      if (chosen === rows.length) chosen = -1;
      Array.from(rows, (row, at) => row.setAttribute("aria-selected", String(at === chosen)));
      if (chosen < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", rows[chosen].id);
        rows[chosen].scrollIntoView({ block: "nearest" });
      }
    };
    const show = (found) => {
      list.replaceChildren(...found.map((one, at) => {
        const row = document.createElement("li");
        const kind = document.createElement("span");
        row.id = `${list.id}-${at}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.dataset.url = one.url;
        kind.textContent = one.kind;
        row.append(one.name, kind);
        return row;
      }));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(found.length > 0));
      status.textContent = found.length ? `${found.length} ${list.dataset.some}` : list.dataset.none;
    };
    const ask = async () => {
      const text = input.value.trim();
      if (text === asked) return;
      asked = text;
      request?.abort();
      if (!text) return close();
      request = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(text)}`, { signal: request.signal });
        if (!answer.ok) return close();
        const { suggestions } = await answer.json();
        if (document.activeElement === input && input.value.trim() === text) show(suggestions);
      } catch (trouble) {
        if (trouble.name !== "AbortError") close();
      }
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); };

    input.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
    input.addEventListener("compositionend", soon);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) {
          if (list.children.length && input.value.trim() === asked) { list.hidden = false; input.setAttribute("aria-expanded", "true"); }
          else { asked = ""; ask(); return; }
        }
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? list.children.length - 1 : chosen - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(list.children[chosen].dataset.url);
      } else if (event.key === "Escape" && !list.hidden) {
        // The first Escape closes the list, the second empties the field as search fields do.
        event.preventDefault();
        close();
      }
    });
    // Before the field loses the focus, which closes the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (row) location.assign(row.dataset.url);
    });
    input.addEventListener("blur", close);
  };

  for (const form of document.querySelectorAll("form[data-suggestions]")) equip(form);
})();
