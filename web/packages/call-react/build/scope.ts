import type { Plugin } from "postcss";

/** What every part of a call has around it, or is. */
const ours = ":is(.hausruf, .hausruf *)";

/**
 * Styles that reach nothing but calls, and that the styles of the page around them do not undo: without layers, which
 * yield to everything, and with one class more than theirs. The office's own arrangement, and its font, are left out.
 */
export const scope: Plugin = {
  postcssPlugin: "scope",
  OnceExit(root) {
    root.walkAtRules("layer", (layer) => {
      if (layer.nodes) layer.replaceWith(layer.nodes);
      else layer.remove();
    });
    root.walkAtRules("font-face", (font) => void font.remove());
    root.walkRules((rule) => {
      const { parent } = rule;
      if (parent?.type === "rule") return;
      if (parent?.type === "atrule" && "name" in parent && parent.name === "keyframes") return;
      const selectors = rule.selectors.map(reach).filter((selector) => selector !== null);
      if (selectors.length > 0) rule.selectors = selectors;
      else rule.remove();
    });
  },
};

function reach(selector: string): string | null {
  if (/^(html|body|:host)/.test(selector)) return null;
  if (selector === ":root") return ".hausruf";
  if (selector.startsWith(":root"))
    return /^:root\S*$/.test(selector) ? `${selector} .hausruf` : selector;
  const [, subject = "", pseudo = ""] = /^(.*?)(::[\w-].*)?$/s.exec(selector) ?? [];
  return `${subject}${ours}${pseudo}`;
}
