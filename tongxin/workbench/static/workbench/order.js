// A list whose rows are dragged by their handle into another order, which is then sent. Buttons in each row do the same
// without dragging.
(() => {
  "use strict";
  document.addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("[data-order]");
    const form = document.querySelector("[data-order-form]");
    if (!list || !form || !window.Sortable) return;
    window.Sortable.create(list, {
      handle: ".grip",
      animation: 120,
      onEnd: ({ newIndex, oldIndex }) => {
        if (newIndex === oldIndex) return;
        form.elements.order.value = Array.from(list.children, (row) => row.dataset.id).join(",");
        form.submit();
      },
    });
  });
})();
