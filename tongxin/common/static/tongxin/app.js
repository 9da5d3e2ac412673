// What pages need besides htmx: its CSRF header, dialogs that ask, filters that apply themselves, previews of chosen files.
// Everything here makes something better that also works without it.
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  const csrfToken = () =>
    document.querySelector('meta[name="csrf-token"]')?.content ||
    document.querySelector('input[name="csrfmiddlewaretoken"]')?.value || "";

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
  });

  // The sign-in has run out: a part of a page cannot ask for it, the whole page can.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) location.reload();
  });

  // Whoever works with the keyboard stays where they were when that part of the page is replaced.
  let replaced = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    replaced = event.detail.target.contains(document.activeElement) ? event.detail.target.id : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const part = replaced && document.getElementById(replaced);
    replaced = "";
    if (part && document.activeElement === document.body) {
      part.querySelector("a[href], button, input:not([type=hidden]), select, textarea")?.focus();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
    event.target.closest("[data-dismiss]")?.closest(".notice")?.remove();
    // The phone's sheet closes when one looks elsewhere.
    for (const sheet of document.querySelectorAll("details[data-sheet][open]")) {
      if (!sheet.contains(event.target)) sheet.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const sheet of document.querySelectorAll("details[data-sheet][open]")) {
      sheet.open = false;
      sheet.querySelector("summary").focus();
    }
  });

  // A choice applies at once; text waits for Enter. Empty keys stay out of the address.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-auto]")) return;
    for (const control of event.target.elements) if (control.name && control.value === "") control.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    for (const control of document.querySelectorAll("form[data-auto] :disabled")) control.disabled = false;
  });

  const showChosen = (drop) => {
    const list = drop.querySelector(".shots");
    for (const picture of list.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
    list.replaceChildren(...Array.from(drop.querySelector('input[type="file"]').files, (file) => {
      const item = document.createElement("li");
      if (file.type.startsWith("image/")) {
        const picture = document.createElement("img");
        picture.src = URL.createObjectURL(file);
        picture.alt = "";
        item.append(picture);
      }
      item.append(file.name);
      return item;
    }));
  };
  document.addEventListener("change", (event) => {
    const drop = event.target.matches('input[type="file"]') && event.target.closest("[data-drop]");
    if (drop) showChosen(drop);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const drop = event.target.closest?.("[data-drop]");
      if (!drop) return;
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      const input = drop.querySelector('input[type="file"]');
      const files = new DataTransfer();
      const dropped = Array.from(event.dataTransfer.files);
      for (const file of input.multiple ? [...input.files, ...dropped] : dropped.slice(0, 1)) files.items.add(file);
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // After a refused form the summary of what is wrong gets the focus, so that it is read out and seen.
  document.addEventListener("DOMContentLoaded", () => document.querySelector(".wrongs")?.focus());
})();
