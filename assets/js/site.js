// What every page loads: each module looks for its own part of the page and leaves the rest alone.
import { keep } from "./address.js";
import { copyButtons } from "./copy.js";
import { filters } from "./filter.js";
import { matrix } from "./matrix.js";
import { partner } from "./partner.js";
import { search } from "./search.js";
import { unfold } from "./unfold.js";

// A module that fails does not stop the others.
for (const start of [keep, filters, matrix, copyButtons, partner, search, unfold]) {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}
