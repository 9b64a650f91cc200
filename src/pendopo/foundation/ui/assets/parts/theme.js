// Switches light and dark at once; the form behind it keeps the choice in a cookie, with or without script.
export function themeChoice() {
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest?.("[data-theme-choice]");
    const choice = event.submitter;
    if (!form || !choice) return;
    event.preventDefault();
    const means = choice.dataset.means;
    if (means) document.documentElement.dataset.theme = means;
    else delete document.documentElement.dataset.theme;
    for (const other of document.querySelectorAll("[data-theme-choice] button")) {
      other.setAttribute("aria-pressed", String(other.value === choice.value));
    }
    const words = new URLSearchParams({ choice: choice.value });
    await fetch(form.action, { method: "POST", body: words, headers: { "X-Stay": "yes" } });
  });
}
