// The page of a unit's link; beside what every such page does, what a shown child needs is asked for before a photo travels
// in vain. Everything works without it.
import { byLink } from "@kit/by_link.js";

byLink();

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
