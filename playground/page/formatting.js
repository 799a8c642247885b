// A message's text and entities as DOM nodes. Offsets are UTF-16 units, as in JavaScript's own strings.

import { element } from "./dom.js";

const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const LINKS = /^(https?|tg|mailto):/i;

export function formatted(text, entities, onCommand) {
  const root = document.createDocumentFragment();
  fill(root, text, [...(entities || [])], 0, text.length, onCommand);
  return root;
}

function fill(parent, text, entities, start, end, onCommand) {
  let at = start;
  while (entities.length) {
    const entity = entities[0];
    if (entity.offset >= end) break;
    entities.shift();
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= entity.offset) continue;
    parent.append(text.slice(at, entity.offset));
    const node = shown(entity, text.slice(entity.offset, stop), onCommand);
    const inner = node.querySelector?.(".inner") || node;
    fill(inner, text, entities, entity.offset, stop, onCommand);
    parent.append(node);
    at = stop;
    // a quotation is a block: the line break after it is already drawn
    if (entity.type.endsWith("blockquote") && text[at] === "\n" && at < end) at += 1;
  }
  parent.append(text.slice(at, end));
}

function link(address) {
  if (!LINKS.test(address)) return element("span");
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function shown(entity, covered, onCommand) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url);
    case "url":
      return link(/^[a-z]+:/i.test(covered) ? covered : `https://${covered}`);
    case "email":
      return link(`mailto:${covered}`);
    case "bot_command":
      return element("button", { type: "button", className: "command", onClick: () => onCommand(covered) });
    case "mention":
    case "hashtag":
    case "text_mention":
      return element("span", { className: "mention" });
    case "pre":
      return element("pre", { "data-language": entity.language || null });
    case "spoiler":
      return spoiler();
    case "blockquote":
      return element("blockquote");
    case "expandable_blockquote":
      return expandable();
    default:
      return element(SIMPLE[entity.type] || "span");
  }
}

function onActivate(node, action) {
  node.addEventListener("click", (event) => {
    if (!event.target.closest("a, button.command")) action();
  });
  node.addEventListener("keydown", (event) => {
    if (event.target === node && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      action();
    }
  });
}

function spoiler() {
  const node = element("span", { className: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text" });
  onActivate(node, () => {
    node.classList.add("open");
    node.removeAttribute("aria-label");
  });
  return node;
}

function expandable() {
  const inner = element("div", { className: "inner" });
  const node = element(
    "blockquote",
    { className: "expandable", role: "button", tabindex: "0", "aria-expanded": "false" },
    inner,
    element("span", { className: "chevron", "aria-hidden": "true" }),
  );
  onActivate(node, () => {
    const open = node.classList.toggle("open");
    node.setAttribute("aria-expanded", String(open));
  });
  return node;
}
