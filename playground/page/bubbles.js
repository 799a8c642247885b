// The messages of the open chat.

import { act, fileAddress } from "./api.js";
import { avatar, byId, clockTime, dayName, element } from "./dom.js";
import { formatted } from "./formatting.js";
import { preview, serviceLine } from "./sidebar.js";
import { currentChat, state, writerOf } from "./state.js";
import { toast } from "./toasts.js";

const GATHER_SECONDS = 600;
let actions = { onCommand: () => {}, onReply: () => {}, onAnswer: () => {}, onVia: () => {} };

export const setActions = (given) => (actions = given);

export function visible(one) {
  if (!one.is_forum) return one.messages;
  return one.messages.filter((message) => (message.message_thread_id || null) === state.thread);
}

const isMine = (one, message) =>
  one.type === "private" ? message.from?.id === one.id : message.from?.id === writerOf(one).user_id;

const authorKey = (message) => `${message.from?.id || ""}:${message.sender_chat?.id || ""}`;

export function drawMessages({ keepPlace = false } = {}) {
  const box = byId("messages");
  const one = currentChat();
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 90;
  const place = box.scrollTop;
  const opened = new Set([...box.querySelectorAll("blockquote.open, .spoiler.open")].map(pathOf));
  const list = element("div", { className: "column" });
  if (one) {
    const messages = visible(one);
    if (!messages.length) list.append(emptyCard(one));
    messages.forEach((message, index) => list.append(...drawn(one, message, messages[index - 1], messages[index + 1])));
  } else {
    list.append(element("p", { className: "hint", text: "Choose a chat to start." }));
  }
  box.replaceChildren(list);
  for (const node of box.querySelectorAll("blockquote.expandable, .spoiler")) {
    if (opened.has(pathOf(node))) node.classList.add("open");
  }
  markShortQuotes(box);
  if (!keepPlace || atEnd) box.scrollTop = box.scrollHeight;
  else box.scrollTop = place;
  return atEnd;
}

// A message longer than the screen is read from its beginning.
export function showStartOfLast() {
  const box = byId("messages");
  const last = box.querySelector(".message:last-of-type");
  if (last) box.scrollTop = Math.min(box.scrollTop, last.offsetTop - box.offsetTop - 10);
}

function pathOf(node) {
  const bubble = node.closest("[data-message]");
  const all = [...bubble.querySelectorAll("blockquote.expandable, .spoiler")];
  return `${bubble.dataset.message}:${all.indexOf(node)}`;
}

function markShortQuotes(box) {
  for (const quote of box.querySelectorAll("blockquote.expandable:not(.open)")) {
    const inner = quote.querySelector(".inner");
    quote.classList.toggle("short", inner.scrollHeight <= inner.clientHeight + 2);
  }
}

function emptyCard(one) {
  const language = state.people.find((person) => person.id === one.id)?.language_code || "";
  const text = state.bot.descriptions?.[language] || state.bot.descriptions?.[""] || (one.type === "private" ? "Press Start and see." : "Be the first to write.");
  return element(
    "div",
    { className: "empty" },
    avatar(state.bot.first_name, state.bot.id, "large"),
    element("h3", { text: one.type === "private" ? "What can this bot do?" : "Nothing here yet" }),
    element("p", { text }),
  );
}

function drawn(one, message, before, after) {
  const nodes = [];
  if (!before || dayName(before.date) !== dayName(message.date)) {
    nodes.push(element("div", { className: "day" }, element("span", { text: dayName(message.date) })));
  }
  const service = serviceLine(message);
  if (service) {
    nodes.push(element("div", { className: "service" }, element("span", { text: service })));
    return nodes;
  }
  const joins = (other) =>
    other &&
    !serviceLine(other) &&
    authorKey(other) === authorKey(message) &&
    Math.abs(other.date - message.date) < GATHER_SECONDS &&
    dayName(other.date) === dayName(message.date);
  nodes.push(bubbleRow(one, message, !joins(before), !joins(after)));
  return nodes;
}

function bubbleRow(one, message, first, last) {
  const mine = isMine(one, message);
  const author = message.sender_chat ? message.sender_chat.title : message.from?.first_name || "";
  const key = message.sender_chat?.id || message.from?.id || 0;
  const withFace = one.type !== "private" && !mine;
  const bubble = element(
    "div",
    { className: "bubble" },
    withFace && first ? element("span", { className: `author ink-${Math.abs(key) % 7}`, text: author }) : null,
    viaOf(message),
    quoteOf(message),
    fileOf(message),
    textOf(message),
  );
  const stamp = element(
    "span",
    { className: "stamp" },
    message.edit_date ? "edited " : "",
    element("time", { text: clockTime(message.date), datetime: new Date(message.date * 1000).toISOString() }),
  );
  (bubble.querySelector(".text") || bubble).append(stamp);
  return element(
    "article",
    {
      className: `message ${mine ? "mine" : "theirs"}${first ? " first" : ""}${last ? " last" : ""}${withFace ? " faced" : ""}`,
      "data-message": message.message_id,
      "aria-label": `${author}, ${clockTime(message.date)}`,
    },
    withFace ? element("span", { className: "face" }, last ? avatar(author, key) : null) : null,
    element("div", { className: "stack" }, bubble, keyboardOf(one, message)),
    element("button", {
      type: "button",
      className: "reply",
      text: "↩",
      "aria-label": "Reply",
      title: "Reply",
      onClick: () => actions.onReply(message),
    }),
  );
}

function viaOf(message) {
  if (!message.via_bot) return null;
  const name = `@${message.via_bot.username}`;
  return element("button", { type: "button", className: "via", text: `via ${name}`, title: `Type ${name}`, onClick: () => actions.onVia() });
}

function quoteOf(message) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return null;
  return element(
    "div",
    { className: "quote" },
    element("b", { text: replied.sender_chat?.title || replied.from?.first_name || "" }),
    element("span", { text: preview(replied) }),
  );
}

function fileOf(message) {
  if (message.photo) {
    const { file_id: id, width, height } = message.photo[0];
    const address = fileAddress(id);
    return element(
      "a",
      { className: "photo", href: address, target: "_blank", rel: "noopener" },
      element("img", { src: address, alt: "Photo", width, height }),
    );
  }
  if (!message.document) return null;
  const { file_id: id, file_name: name, file_size: size } = message.document;
  return element(
    "a",
    { className: "file", href: fileAddress(id), download: name },
    element("span", { className: "file-mark", text: "↓", "aria-hidden": "true" }),
    element(
      "span",
      { className: "file-body" },
      element("b", { text: name }),
      element("small", { text: size < 1024 ? `${size} B` : `${(size / 1024).toFixed(1)} KB` }),
    ),
  );
}

function textOf(message) {
  const text = message.text ?? message.caption ?? "";
  if (!text) return null;
  const body = element("div", { className: "text", dir: "auto" });
  body.append(formatted(text, message.entities || message.caption_entities, actions.onCommand));
  return body;
}

function keyboardOf(one, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return element(
    "div",
    { className: "keyboard" },
    ...rows.map((row) => element("div", { className: "keys" }, ...row.map((key) => keyOf(one, message, key)))),
  );
}

function keyOf(one, message, key) {
  if (key.url) {
    return element("a", { className: "key link", href: key.url, target: "_blank", rel: "noopener noreferrer", text: key.text });
  }
  const node = element("button", { type: "button", className: "key", text: key.text });
  if (key.callback_data === undefined) {
    node.disabled = true;
    return node;
  }
  node.addEventListener("click", async () => {
    if (node.classList.contains("busy")) return;
    node.classList.add("busy");
    const settle = () => node.classList.remove("busy");
    try {
      const { query_id: id } = await act("press", {
        chat_id: one.id,
        user_id: writerOf(one).user_id,
        message_id: message.message_id,
        data: key.callback_data,
      });
      state.waiting.set(id, settle);
      // the bot can be quicker than the answer to our own request
      if (state.early.has(id)) actions.onAnswer(state.early.get(id));
      setTimeout(() => {
        if (state.waiting.delete(id)) settle();
      }, 15000);
    } catch (error) {
      settle();
      toast(error.message);
    }
  });
  return node;
}
