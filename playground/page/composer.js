// Writing: the text field, who writes, the command menu, replies.

import { act, read } from "./api.js";
import { byId, element } from "./dom.js";
import { canChoose, chooseOffer, closeOffers, moveOffer, offer, offersOpen, startInline } from "./inline.js";
import { preview } from "./sidebar.js";
import { currentChat, isLeader, person, setWriter, state, writerOf } from "./state.js";
import { toast } from "./toasts.js";

let shownCommands = [];
let chosen = 0;
let menuFor = "";

const field = () => byId("text");

export function drawComposer() {
  const one = currentChat();
  byId("dock").hidden = !one;
  if (!one) return;
  const blocked = one.type === "private" && one.bot_status === "kicked";
  const fresh = one.type === "private" && !one.started;
  const big = byId("big");
  big.hidden = !(blocked || fresh);
  byId("composer").hidden = blocked || fresh;
  big.textContent = blocked ? "Unblock" : "Start";
  big.onclick = async () => {
    if (blocked) await act("bot-status", { chat_id: one.id, user_id: one.id, status: "member" }).catch(complain);
    else await sendText("/start");
  };
  drawWriter(one);
  drawReply();
}

function drawWriter(one) {
  const label = byId("writer-label");
  label.hidden = one.type === "private" || one.type === "channel";
  field().placeholder = one.type === "channel" ? "Post to the channel" : "Message";
  if (label.hidden) return;
  const select = byId("writer");
  const { user_id: id, anonymous } = writerOf(one);
  const options = one.members.map((member) => [String(member.id), person(member.id)?.first_name || String(member.id)]);
  if (one.type === "supergroup") {
    for (const member of one.members.filter((m) => isLeader(one, m.id))) {
      options.push([`anonymous:${member.id}`, `${person(member.id)?.first_name} (anonymous admin)`]);
    }
  }
  const value = anonymous ? `anonymous:${id}` : String(id);
  select.replaceChildren(...options.map(([key, text]) => element("option", { value: key, text, selected: key === value })));
}

function drawReply() {
  const bar = byId("reply-bar");
  const message = state.replyTo;
  bar.hidden = !message;
  if (!message) return;
  bar.replaceChildren(
    element("div", {}, element("b", { text: `Reply to ${message.from?.first_name || "post"}` }), element("span", { text: preview(message) })),
    element("button", {
      type: "button",
      className: "icon-button",
      text: "×",
      "aria-label": "Cancel reply",
      onClick: () => {
        state.replyTo = null;
        drawReply();
      },
    }),
  );
}

export function replyTo(message) {
  state.replyTo = message;
  drawReply();
  field().focus();
}

export async function sendText(text) {
  const one = currentChat();
  if (!one || !text.trim()) return false;
  const reply = state.replyTo?.message_id;
  try {
    await act("send", { chat_id: one.id, ...writerOf(one), text, thread_id: state.thread, reply_to: reply });
    state.replyTo = null;
    drawReply();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

const complain = (error) => toast(error.message);

async function submit() {
  const text = field().value;
  if (await sendText(text)) {
    empty();
    closeCommands();
  }
}

function empty() {
  field().value = "";
  fit();
  closeOffers();
}

// The field begins with the bot's name: what is typed after it is an inline query.
export function startQuery() {
  field().value = `@${state.bot.username} `;
  fit();
  field().focus();
  offer(field().value);
}

function fit() {
  const area = field();
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 180)}px`;
  byId("send").classList.toggle("ready", area.value.trim() !== "");
}

async function suggest() {
  if (offer(field().value)) {
    closeCommands();
    return;
  }
  const typed = /^\/([a-z0-9_]*)$/i.exec(field().value);
  const one = currentChat();
  if (!typed || !one) {
    closeCommands();
    return;
  }
  const { user_id: user } = writerOf(one);
  const wanted = typed[1].toLowerCase();
  menuFor = `${one.id}:${wanted}`;
  const asked = menuFor;
  const all = await read(`commands?chat_id=${one.id}&user_id=${user}`).catch(() => []);
  if (asked !== menuFor) return;
  shownCommands = all.filter((entry) => entry.command.startsWith(wanted));
  chosen = 0;
  drawCommands();
}

function drawCommands() {
  const box = byId("commands");
  box.hidden = shownCommands.length === 0;
  box.replaceChildren(
    ...shownCommands.map((entry, index) =>
      element(
        "button",
        {
          type: "button",
          role: "option",
          id: `command-${index}`,
          tabindex: "-1",
          "aria-selected": String(index === chosen),
          onClick: () => choose(index),
        },
        element("b", { text: `/${entry.command}` }),
        element("span", { text: entry.description }),
      ),
    ),
  );
  const current = box.children[chosen];
  current?.scrollIntoView({ block: "nearest" });
  if (current) field().setAttribute("aria-activedescendant", current.id);
  else field().removeAttribute("aria-activedescendant");
}

export function closeCommands() {
  menuFor = "";
  shownCommands = [];
  drawCommands();
}

async function choose(index) {
  const { command } = shownCommands[index];
  closeCommands();
  field().value = "";
  fit();
  await sendText(`/${command}`);
  field().focus();
}

function onKey(event) {
  if (offersOpen() && onOfferKey(event)) return;
  const open = shownCommands.length > 0;
  if (open && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    chosen = (chosen + step + shownCommands.length) % shownCommands.length;
    drawCommands();
  } else if (open && event.key === "Tab") {
    event.preventDefault();
    field().value = `/${shownCommands[chosen].command} `;
    closeCommands();
    fit();
  } else if (open && event.key === "Escape") {
    event.stopPropagation();
    closeCommands();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (open && field().value.slice(1) !== shownCommands[chosen].command) choose(chosen);
    else submit();
  }
}

function onOfferKey(event) {
  if (canChoose() && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    moveOffer(event.key === "ArrowDown" ? 1 : -1);
  } else if (canChoose() && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    chooseOffer();
  } else if (event.key === "Escape") {
    event.stopPropagation();
    closeOffers();
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

export function startComposer(onWriter, open) {
  startInline({
    onSent: () => {
      state.replyTo = null;
      drawReply();
      empty();
      field().focus();
    },
    onStart: async (reader, text) => {
      empty();
      open(reader);
      await sendText(text);
    },
  });
  field().addEventListener("keydown", onKey);
  field().addEventListener("input", () => {
    fit();
    suggest();
  });
  byId("send").addEventListener("click", submit);
  byId("slash").addEventListener("click", () => {
    field().value = "/";
    fit();
    field().focus();
    suggest();
  });
  byId("writer").addEventListener("change", (event) => {
    setWriter(currentChat(), event.target.value);
    onWriter();
  });
}
