/* Makes the gallery's own style sheet: every rule of app.css for hover and focus once more for a class, so that the
   gallery can show these states standing still. Usage: node states.js APP.CSS GALLERY.CSS */
const fs = require("node:fs");

const [from, to] = process.argv.slice(2);
const css = fs.readFileSync(from, "utf8").replace(/@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, ""); // without media queries
const made = [];
for (const [, prelude, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
  const kept = prelude.split(/,(?![^(]*\))/).filter((one) => /:(hover|focus-visible|focus)(?![-\w])/.test(one));
  if (kept.length) made.push(`${kept.join(",").replace(/:hover/g, ".is-hover").replace(/:focus(-visible)?(?![-\w])/g, ".is-focus")}{${body}}`);
}
// and every token as a colour of its own
for (const name of new Set([...css.matchAll(/--([a-z]+):\s?#/g)].map((one) => one[1]))) made.push(`.token-${name}{fill:var(--${name});stroke:var(--edge)}`);
fs.writeFileSync(to, made.join("") + "\n");
