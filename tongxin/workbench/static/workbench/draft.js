// The draft editor: each item tied to its words, dragging, and the place kept after each step.
// All of it can also be done without this file, by the forms of the page.
(() => {
  "use strict";
  const editor = () => document.getElementById("editor");
  const wordsOf = (id) => editor().querySelectorAll(`[data-words="${CSS.escape(id)}"]`);
  const itemOf = (id) => document.getElementById(`item-${id}`);

  // Hover or focus one side, the other lights up; an item lights its children's words more faintly.
  let lit = null;
  const light = (id) => {
    if (id === lit) return;
    for (const element of editor().querySelectorAll(".lit, .lit-within")) element.classList.remove("lit", "lit-within");
    lit = id;
    if (!id) return;
    for (const words of wordsOf(id)) words.classList.add("lit");
    const item = itemOf(id);
    item?.querySelector(":scope > .line")?.classList.add("lit");
    for (const child of item?.querySelectorAll("[data-item]") ?? []) {
      for (const words of wordsOf(child.dataset.item)) words.classList.add("lit-within");
    }
  };
  const idAt = (target) => {
    const place = target.closest?.("[data-words], [data-item]");
    return place ? place.dataset.words ?? place.dataset.item : null;
  };
  document.addEventListener("mouseover", (event) => {
    if (editor()?.contains(event.target)) light(idAt(event.target));
  });
  document.addEventListener("focusin", (event) => {
    if (!editor()?.contains(event.target)) return;
    const id = idAt(event.target);
    light(id);
    if (id && event.target.closest("[data-item]")) reveal(wordsOf(id)[0], "nearest");
  });

  const reveal = (element, block) => {
    const pane = element?.closest("[data-pane]");
    if (!pane || getComputedStyle(pane).display === "none") return;
    if (pane.scrollHeight <= pane.clientHeight) {
      if (block !== "nearest") element.scrollIntoView({ block });
      return;
    }
    const own = element.getBoundingClientRect();
    const around = pane.getBoundingClientRect();
    if (own.top >= around.top && own.bottom <= around.bottom) return;
    pane.scrollTop += own.top - around.top - around.height / 3;
  };
  const show = (side) => {
    editor().querySelector(".draft-panes").dataset.side = side;
    for (const tab of editor().querySelectorAll("[data-show]")) {
      tab.setAttribute("aria-pressed", String(tab.dataset.show === side));
    }
  };
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-show]");
    if (tab) return show(tab.dataset.show);
    if (event.target.closest("[data-close-panel]")) {
      const slot = event.target.closest(".panel-slot");
      slot.replaceChildren();
      slot.parentElement.querySelector(".more")?.focus();
      return;
    }
    const words = event.target.closest("[data-words]");
    const item = words && itemOf(words.dataset.words);
    if (item) {
      show("draft");
      reveal(item, "center");
      item.focus({ preventScroll: true });
    } else if (event.target.closest(".line") && !event.target.closest("a, button, textarea, input")) {
      const id = event.target.closest("[data-item]").dataset.item;
      if (wordsOf(id)[0]) {
        show("document");
        reveal(wordsOf(id)[0], "center");
      }
    }
  });

  // A title is saved by Enter or by leaving it.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("[data-enter-submits]")) {
      event.preventDefault();
      event.target.blur();
    }
    if (event.key === "Escape" && event.target.matches("[data-enter-submits]")) event.target.value = event.target.defaultValue;
  });

  // Steps go one after another, each from the version that the last one left.
  document.addEventListener("htmx:configRequest", (event) => {
    const version = document.getElementById("draft-version");
    if (version && event.detail.verb === "post") event.detail.parameters.version = version.value;
  });

  // After a step everything stands where it stood.
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "editor") return;
    const focused = document.activeElement;
    kept = {
      page: window.scrollY,
      panes: Array.from(editor().querySelectorAll("[data-pane]"), (pane) => pane.scrollTop),
      side: editor().querySelector(".draft-panes").dataset.side,
      open: Array.from(editor().querySelectorAll("details[open][id]"), (details) => details.id),
      focus: editor().contains(focused) ? focused.id || focused.closest("[data-item]")?.id : null,
    };
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "editor") return;
    prepare();
    if (!kept) return;
    show(kept.side);
    editor().querySelectorAll("[data-pane]").forEach((pane, number) => { pane.scrollTop = kept.panes[number] ?? 0; });
    for (const id of kept.open) document.getElementById(id)?.setAttribute("open", "");
    window.scrollTo({ top: kept.page });
    if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
    kept = null;
    lit = null;
  });

  const prepare = () => {
    const merge = editor()?.querySelector("[data-merge]");
    if (!merge) return;
    const count = () => { merge.disabled = editor().querySelectorAll('[name="items"][form="merge-form"]:checked').length < 2; };
    editor().addEventListener("change", count);
    count();
    for (const list of editor().querySelectorAll("[data-list]")) {
      window.Sortable?.create(list, {
        group: "items",
        handle: ".grip",
        draggable: "[data-item]",
        animation: 120,
        fallbackOnBody: true,
        swapThreshold: 0.6,
        emptyInsertThreshold: 12,
        onEnd: ({ item, to, from, newDraggableIndex, oldDraggableIndex }) => {
          if (to === from && newDraggableIndex === oldDraggableIndex) return;
          window.htmx.ajax("POST", editor().dataset.change, {
            source: editor(),
            target: "#editor",
            values: { operation: "move", item: item.dataset.item, into: to.dataset.into, position: newDraggableIndex },
          });
        },
      });
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    // The styles that dragging leaves on an element are not to be carried over as attributes: the CSP forbids those.
    window.htmx.config.attributesToSettle = ["class"];
    prepare();
  });
})();
