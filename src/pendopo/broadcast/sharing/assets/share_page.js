// The buttons of a share page: the words are copied where one stands, and the count travels behind. Without it the form
// is sent and the words stand there marked. Whoever passes them on by WhatsApp has copied them, too.
for (const form of document.querySelectorAll("form[data-copies-from]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = document.getElementById(form.dataset.copiesFrom);
    const button = form.querySelector("button span") ?? form.querySelector("button");
    const words = button.textContent;
    if (!(await copied(field))) return;
    count(form);
    button.textContent = form.dataset.done;
    window.setTimeout(() => (button.textContent = words), 4_000);
  });
  document
    .querySelector(`a[data-counts="${form.dataset.copiesFrom}"]`)
    ?.addEventListener("click", () => count(form));
}

function count(form) {
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true }).catch(() => {});
}

// Without a certificate a page has no clipboard, only the old command.
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}
