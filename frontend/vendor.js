/* Copies what is shipped as it is, with its licences, beside the style sheet. */
const fs = require("node:fs");
const path = require("node:path");

const from = (name) => path.join(__dirname, "node_modules", name);
const to = (name) => path.join(__dirname, "..", "src", "motcua", "static", name);

fs.copyFileSync(from("htmx.org/dist/htmx.min.js"), to("htmx.min.js"));
fs.copyFileSync(from("htmx.org/LICENSE"), to("LICENSE-htmx.txt"));

// Only for a browser test: it opens the BPMN files that the product writes.
const tests = (name) => path.join(__dirname, "..", "tests", "journeys", "vendor", name);
fs.copyFileSync(from("bpmn-js/dist/bpmn-viewer.production.min.js"), tests("bpmn-viewer.production.min.js"));
fs.copyFileSync(from("bpmn-js/LICENSE"), tests("bpmn-js-LICENSE.txt"));
