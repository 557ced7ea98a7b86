/* Copies what is shipped as it is, with its licences, beside the style sheet. */
const fs = require("node:fs");
const path = require("node:path");

const from = (name) => path.join(__dirname, "node_modules", name);
const to = (name) => path.join(__dirname, "..", "src", "motcua", "static", name);

fs.copyFileSync(from("htmx.org/dist/htmx.min.js"), to("htmx.min.js"));
fs.copyFileSync(from("htmx.org/LICENSE"), to("LICENSE-htmx.txt"));
