// What every page loads: each module looks for its own part of the page and leaves the rest alone.
import { copyButtons } from "./copy.js";
import { filters } from "./filter.js";
import { matrix } from "./matrix.js";
import { partner } from "./partner.js";
import { search } from "./search.js";

filters();
matrix();
copyButtons();
partner();
search();
