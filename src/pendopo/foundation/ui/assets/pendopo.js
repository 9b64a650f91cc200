// On every page. Each part improves what already works without it.
import "./parts/htmx.js";
import { hangingMenus } from "./parts/hanging.js";
import { dialogs } from "./parts/dialogs.js";
import { keys } from "./parts/keys.js";
import { printing } from "./parts/printing.js";
import { early } from "./parts/early.js";
import { keep } from "./parts/keep.js";
import { copying } from "./parts/copying.js";
import { counters } from "./parts/counters.js";
import { sortables } from "./parts/sortables.js";
import { tablines } from "./parts/tablines.js";
import { themeChoice } from "./parts/theme.js";
import { undo } from "./parts/undo.js";
import { focus } from "./parts/focus.js";
import { offline } from "./parts/offline.js";
import { shrinking } from "./parts/shrinking.js";
import { onContent } from "./parts/content.js";

hangingMenus();
dialogs();
keys();
themeChoice();
undo();
focus();
offline();
shrinking();
early();
onContent(keep);
onContent(copying);
onContent(printing);
onContent(counters);
onContent(sortables);
onContent(tablines);
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-autosubmit]")) event.target.form?.requestSubmit();
});
