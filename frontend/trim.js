/* Takes out of the compiled style sheet what GOV.UK Frontend writes and we never use: sizes we do not have, its print and
   legacy rules (ours follow), its font lines (everything inherits ours). Usage: node trim.js FILE */
const fs = require("node:fs");

const UNUSED = [
  /label--(xl|l|m)\b/, /legend--(xl|m)\b/, /__(prefix|suffix|wrapper|divider|heading)\b/, /label-wrapper/, /extra-letter/,
  /govuk-frontend-supported/, /x:-moz-any-link/, /skip-link-focused/, /error-summary__body/,
  /\.govuk-radios__(input|label).*-ms-/, /error-summary__list a:(focus|active|hover)/, /--small .*:hover/,
];
const DECLARATIONS = /font-size:1\.1875rem;line-height:1\.\d+;?|font-family:-apple-system[^;}]*;?|-webkit-font-smoothing:[^;}]*;?|-moz-osx-font-smoothing:[^;}]*;?|-webkit-text-decoration-skip[^;}]*;?|-webkit-user-select:[^;}]*;?|-ms-user-select:[^;}]*;?|-webkit-clip-path:[^;}]*;?/g;

/* Rules of one level as [prelude, body]. */
function rules(css) {
  const found = [];
  for (let at = 0; at < css.length; ) {
    const open = css.indexOf("{", at);
    if (open < 0) break;
    let depth = 1, end = open + 1;
    for (; depth; end++) depth += css[end] === "{" ? 1 : css[end] === "}" ? -1 : 0;
    found.push([css.slice(at, open), css.slice(open + 1, end - 1)]);
    at = end;
  }
  return found;
}

/* Commas that separate selectors, not those inside :is() or :not(). */
const selectors = (prelude) => prelude.split(/,(?![^(]*\))/);

function trimmed(css) {
  return rules(css).map(([prelude, body]) => {
    if (/^:root$/.test(prelude) && /--govuk-(breakpoint|frontend-version)/.test(body)) return "";
    if (prelude === ":root" && body.includes("--govuk-brand-colour")) return "";
    if (prelude.startsWith("@")) {
      if (!body.includes(".govuk") || body.includes(".top nav")) return `${prelude}{${prelude.startsWith("@media print") && body.includes("--govuk") ? "" : body}}`.replace(/^[^{]*\{\}$/, "");
      if (/^@media print|^@supports not|-ms-high-contrast/.test(prelude)) return "";
      const inner = trimmed(body);
      return inner && `${prelude}{${inner}}`;
    }
    if (!prelude.includes(".govuk-") || body.includes("var(--f)")) return `${prelude}{${body}}`;
    const kept = selectors(prelude).filter((one) => !UNUSED.some((pattern) => pattern.test(one.replace(/:not\([^)]*\)/g, ""))));
    const rest = body.replace(DECLARATIONS, "").replace(/;$/, "");
    return kept.length && rest ? `${kept.join(",")}{${rest}}` : "";
  }).join("");
}

const file = process.argv[2];
fs.writeFileSync(file, trimmed(fs.readFileSync(file, "utf8").trim()) + "\n");
