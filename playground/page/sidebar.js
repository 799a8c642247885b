// The list of chats.

import { avatar, byId, clockTime, dayName, element } from "./dom.js";
import { fromBot, person, state, titleOf, unread } from "./state.js";

const LANGUAGES = { en: "English", ru: "Русский", de: "Deutsch", fr: "Français", es: "Español" };
export const languageName = (code) => LANGUAGES[code] || code || "";

export function preview(message) {
  if (!message) return "";
  if (message.text) return message.text;
  if (message.caption) return message.caption;
  if (message.document) return `📎 ${message.document.file_name}`;
  if (message.photo) return "🖼 Photo";
  return serviceLine(message) || "";
}

export function serviceLine(message) {
  const who = message.sender_chat ? "An admin" : message.from?.first_name || "Somebody";
  if (message.new_chat_members) return `${who} added ${message.new_chat_members.map((m) => m.first_name).join(", ")}`;
  if (message.left_chat_member) {
    const left = message.left_chat_member;
    return left.id === message.from?.id ? `${left.first_name} left` : `${who} removed ${left.first_name}`;
  }
  if (message.forum_topic_created) return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.migrate_from_chat_id) return "The group became a supergroup";
  if (message.migrate_to_chat_id) return "The group moved to a supergroup";
  return "";
}

function row(one, onOpen) {
  const last = one.messages.at(-1);
  const title = titleOf(one);
  const count = one.id === state.current ? 0 : unread(one);
  const typing = state.typing.get(one.id);
  const author = last && one.type !== "private" && last.from && !serviceLine(last) ? `${last.from.first_name}: ` : "";
  const mine = last && one.type === "private" && !fromBot(last) && !serviceLine(last) ? "You: " : "";
  const note = one.type === "private" ? languageName(person(one.id)?.language_code) : kindName(one);
  const when = last ? (dayName(last.date) === "Today" ? clockTime(last.date) : dayName(last.date)) : "";
  return element(
    "button",
    {
      type: "button",
      className: "row",
      "aria-current": one.id === state.current ? "true" : null,
      "data-chat": one.id,
      onClick: () => onOpen(one.id),
    },
    avatar(title, one.id, one.type === "private" ? "" : "square"),
    element(
      "span",
      { className: "row-body" },
      element(
        "span",
        { className: "row-top" },
        element("span", { className: "row-title", text: title }),
        element("span", { className: "row-note", text: note }),
        element("time", { className: "row-time", text: when }),
      ),
      element(
        "span",
        { className: "row-bottom" },
        typing
          ? element("span", { className: "row-preview typing", text: "typing…" })
          : element("span", { className: "row-preview", text: last ? `${author}${mine}${preview(last)}` : "No messages yet" }),
        count ? element("span", { className: "badge", text: count > 99 ? "99+" : count, "aria-label": `${count} unread` }) : null,
      ),
    ),
  );
}

export function kindName(one) {
  if (one.type === "channel") return "Channel";
  if (one.is_forum) return "Forum";
  return one.type === "supergroup" ? "Supergroup" : "Group";
}

export function drawSidebar(onOpen) {
  const focused = document.activeElement?.dataset?.chat;
  const readers = state.chats.filter((one) => one.type === "private");
  const others = state.chats.filter((one) => one.type !== "private");
  const list = byId("chats");
  list.replaceChildren(
    element("h2", { text: "Readers" }),
    ...readers.map((one) => row(one, onOpen)),
    ...(others.length ? [element("h2", { text: "Groups and channels" })] : []),
    ...others.map((one) => row(one, onOpen)),
  );
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus();
  const total = state.chats.reduce((sum, one) => sum + (one.id === state.current ? 0 : unread(one)), 0);
  document.title = total ? `(${total}) Telegist playground` : "Telegist playground";
}
