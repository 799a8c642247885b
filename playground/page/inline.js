// Inline mode: what the bot offers, in any chat, to somebody who types words after its name.

import { act } from "./api.js";
import { avatar, byId, element } from "./dom.js";
import { currentChat, state, writerOf } from "./state.js";
import { toast } from "./toasts.js";

const PAUSE = 250;
const NEAR_END = 120;
let actions = { onSent: () => {}, onStart: () => {} };
let asked = 0;
let timer = 0;
let list = null;
let chosen = 0;

const box = () => byId("offers");
const rows = () => [...box().querySelectorAll(".offer")];

export const offersOpen = () => rows().length > 0;

// What stands after the bot's name; null where the text is no inline query.
function queryIn(text) {
  const name = `@${state.bot.username}`;
  if (!state.bot.inline || text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return null;
  const rest = text.slice(name.length);
  return /^\s/.test(rest) ? rest.trim() : null;
}

// Whether the text is an inline query; if so, its offers appear in a moment.
export function offer(text) {
  const query = queryIn(text);
  if (query === null || !currentChat()) {
    closeOffers();
    return false;
  }
  if (list && list.query === query && list.chat === currentChat().id) return true;
  clearTimeout(timer);
  timer = setTimeout(() => ask(query), list ? PAUSE : 0);
  return true;
}

async function ask(query) {
  const one = currentChat();
  asked += 1;
  const mine = asked;
  list = { chat: one.id, query, results: [], next: "", button: null, more: true };
  box().classList.add("busy");
  await fetchPage(list, "", mine);
  if (mine === asked) box().classList.remove("busy");
}

async function fetchPage(into, offset, mine) {
  try {
    const one = currentChat();
    const given = await act("inline", { chat_id: one.id, user_id: writerOf(one).user_id, query: into.query, offset });
    if (mine !== asked || into !== list) return;
    into.results.push(...given.results.map((result) => ({ ...result, query_id: given.query_id })));
    into.next = given.next_offset;
    into.button = offset ? into.button : given.button;
    if (!offset) chosen = 0;
    into.more = false;
    draw(!offset);
  } catch (error) {
    if (mine !== asked) return;
    closeOffers();
    toast(error.message);
  }
}

function draw(fromTop) {
  const { results, button } = list;
  const note = button
    ? element("button", { type: "button", className: "offer-note", text: button.text, onClick: () => start(button.start_parameter) })
    : null;
  box().replaceChildren(...(note ? [note] : []), ...results.map(row));
  box().hidden = !note && results.length === 0;
  if (fromTop) box().scrollTop = 0;
  mark();
}

function row(result, index) {
  return element(
    "button",
    {
      type: "button",
      role: "option",
      id: `offer-${index}`,
      className: "offer",
      tabindex: "-1",
      "aria-selected": "false",
      onClick: () => chooseOffer(index),
    },
    avatar(result.title, index, "square"),
    element(
      "span",
      { className: "offer-body", dir: "auto" },
      element("b", { text: result.title }),
      element("span", { text: result.description }),
    ),
  );
}

function mark() {
  for (const [index, node] of rows().entries()) node.setAttribute("aria-selected", String(index === chosen));
  const current = rows()[chosen];
  if (current) byId("text").setAttribute("aria-activedescendant", current.id);
}

export function moveOffer(step) {
  chosen = Math.min(Math.max(chosen + step, 0), rows().length - 1);
  mark();
  rows()[chosen].scrollIntoView({ block: "nearest" });
}

export async function chooseOffer(index = chosen) {
  const one = currentChat();
  const { query_id: query, id } = list.results[index];
  try {
    await act("choose", {
      chat_id: one.id,
      ...writerOf(one),
      query_id: query,
      result_id: id,
      thread_id: state.thread,
      reply_to: state.replyTo?.message_id,
    });
    closeOffers();
    actions.onSent();
  } catch (error) {
    toast(error.message);
  }
}

function start(parameter) {
  const one = currentChat();
  const reader = writerOf(one).user_id;
  closeOffers();
  actions.onStart(reader, `/start ${parameter}`);
}

export function closeOffers() {
  clearTimeout(timer);
  asked += 1;
  list = null;
  if (box().hidden && !box().firstChild) return;
  box().replaceChildren();
  box().hidden = true;
  box().classList.remove("busy");
  byId("text").removeAttribute("aria-activedescendant");
}

export function startInline(given) {
  actions = given;
  box().addEventListener("scroll", () => {
    const left = box().scrollHeight - box().scrollTop - box().clientHeight;
    if (!list || list.more || !list.next || left > NEAR_END) return;
    list.more = true;
    fetchPage(list, list.next, asked);
  });
}
