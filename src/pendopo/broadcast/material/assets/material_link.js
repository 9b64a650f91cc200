// The page of a unit's link: what is being typed stays on the phone until it has arrived, photos are made small before
// they travel, what a shown child needs is asked for before a photo travels in vain, and at the first touch the office
// learns that somebody has seen it. Everything works without it.
import { keep } from "@kit/keep.js";
import { shrinking } from "@kit/shrinking.js";

keep(document);
shrinking();

const unseen = document.querySelector("[data-unseen]");
if (unseen) {
  const touched = new AbortController();
  const tell = () => {
    touched.abort();
    fetch(unseen.dataset.unseen, { method: "POST", body: new URLSearchParams({ do: "lihat" }), keepalive: true }).catch(() => {});
  };
  for (const way of ["pointerdown", "pointermove", "touchstart", "wheel", "keydown"]) {
    document.addEventListener(way, tell, { passive: true, signal: touched.signal });
  }
}

// Who needs care must have agreed (R16): the server says so, too, but only after the photo has come.
const photo = document.querySelector("#isi-foto form");
if (photo) {
  const { has_minor: minor, has_patient: patient, people, consent, consent_on: on, proof } = photo.elements;
  const ask = (field, is) => {
    field.required = is;
    for (const words of field.labels[0].querySelectorAll("[data-optional]")) words.hidden = is;
  };
  const weigh = () => {
    const needsCare = minor.checked || patient.checked;
    for (const field of [people, consent, on]) ask(field, needsCare || consent.value !== "");
    ask(proof, needsCare);
  };
  photo.addEventListener("change", weigh);
  weigh();
}
