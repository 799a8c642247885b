// Short notices, alerts and questions.

import { byId, element } from "./dom.js";

const TOAST_FOR = 3500;

export function toast(text) {
  const node = element("div", { className: "toast", text });
  byId("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_FOR);
}

export function alertBox(text) {
  const dialog = byId("alert");
  byId("alert-text").textContent = text;
  byId("alert-ok").onclick = () => dialog.close();
  if (!dialog.open) dialog.showModal();
}

// fields: [{ name, label, options? }]; resolves to their values, or null when dismissed.
export function ask(title, fields, confirm) {
  const dialog = byId("ask");
  const inputs = new Map();
  const lines = fields.map(({ name, label, options }) => {
    const input = options
      ? element("select", {}, ...options.map(([value, text]) => element("option", { value, text })))
      : element("input", { type: "text", maxlength: "64", autocomplete: "off" });
    inputs.set(name, input);
    return element("label", {}, element("span", { text: label }), input);
  });
  return new Promise((resolve) => {
    const finish = (value) => {
      dialog.onclose = null;
      dialog.close();
      resolve(value);
    };
    const values = () => Object.fromEntries([...inputs].map(([name, input]) => [name, input.value.trim()]));
    const accept = () => finish(values());
    dialog.replaceChildren(
      element("h2", { text: title }),
      ...lines,
      element(
        "div",
        { className: "buttons" },
        element("button", { type: "button", className: "soft", text: "Cancel", onClick: () => finish(null) }),
        element("button", { type: "button", className: "primary", text: confirm, onClick: accept }),
      ),
    );
    dialog.onkeydown = (event) => {
      if (event.key === "Enter" && event.target.tagName === "INPUT") accept();
    };
    dialog.onclose = () => resolve(null);
    dialog.showModal();
  });
}
