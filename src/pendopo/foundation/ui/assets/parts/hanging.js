// <details> menus open without script; with it they close on Escape, on a click elsewhere, and walk by arrow keys.
export function hangingMenus() {
  const open = () => document.querySelectorAll("details[data-hanging][open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) {
      const list = menu.querySelector(".hanging-list");
      const stays = menu.contains(event.target) && !(list.contains(event.target) && event.target.closest("a, button"));
      if (!stays) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details[data-hanging]");
    if (event.key === "Escape") {
      for (const one of open()) {
        one.open = false;
        if (one.contains(event.target)) one.querySelector("summary").focus();
      }
    } else if (menu?.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const entries = [...menu.querySelectorAll(".hanging-list :is(a, button)")].filter((one) => one.offsetParent);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = entries.indexOf(document.activeElement);
      const next = at < 0 ? (step > 0 ? 0 : entries.length - 1) : (at + step + entries.length) % entries.length;
      entries[next]?.focus();
      event.preventDefault();
    }
  });
}
