// The chat's menu, and making new readers and groups.

import { act } from "./api.js";
import { byId, element } from "./dom.js";
import { currentChat, isLeader, state, writerOf } from "./state.js";
import { ask, toast } from "./toasts.js";

const attempt = async (work) => {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return null;
  }
};

function entries(one, open) {
  const by = writerOf(one).user_id;
  const status = (value) => () => attempt(() => act("bot-status", { chat_id: one.id, user_id: by, status: value }));
  if (one.type === "private") {
    return one.bot_status === "kicked" ? [["Unblock the bot", status("member")]] : [["Block the bot", status("kicked"), true]];
  }
  const list = [];
  const present = ["member", "administrator"].includes(one.bot_status);
  if (one.bot_status !== "administrator") list.push(["Make the bot an admin", status("administrator")]);
  if (present && one.bot_status !== "member" && one.type !== "channel") list.push(["Make the bot a plain member", status("member")]);
  if (!present && one.type !== "channel") list.push(["Add the bot", status("member")]);
  if (one.type === "group") {
    list.push([
      "Upgrade to a supergroup",
      async () => {
        const moved = await attempt(() => act("migrate", { chat_id: one.id }));
        if (moved) open(moved.id);
      },
    ]);
  }
  if (one.is_forum && isLeader(one, by)) {
    list.push([
      "New topic…",
      async () => {
        const given = await ask("New topic", [{ name: "name", label: "Name" }], "Open");
        if (given?.name) await attempt(() => act("topics", { chat_id: one.id, user_id: by, name: given.name }));
      },
    ]);
  }
  if (present) list.push(["Remove the bot", status("kicked"), true]);
  return list;
}

export function closeMenu() {
  byId("menu").hidden = true;
  byId("menu-button").setAttribute("aria-expanded", "false");
}

function openMenu(open) {
  const one = currentChat();
  if (!one) return;
  const menu = byId("menu");
  menu.replaceChildren(
    ...entries(one, open).map(([text, work, grave]) =>
      element("button", {
        type: "button",
        role: "menuitem",
        className: grave ? "grave" : "",
        text,
        onClick: () => {
          closeMenu();
          work();
        },
      }),
    ),
  );
  menu.hidden = false;
  byId("menu-button").setAttribute("aria-expanded", "true");
  menu.firstElementChild?.focus();
}

async function newReader(open) {
  const languages = [["en", "English"], ["ru", "Русский"], ["de", "Deutsch"], ["es", "Español"]];
  const fields = [{ name: "first_name", label: "Name" }, { name: "language_code", label: "Language", options: languages }];
  const given = await ask("New reader", fields, "Add");
  if (!given?.first_name) return;
  const made = await attempt(() => act("readers", given));
  if (made) open(made.id);
}

async function newGroup(open) {
  const kinds = [["group", "Group"], ["supergroup", "Supergroup"], ["forum", "Forum with topics"], ["channel", "Channel"]];
  const given = await ask("New group", [{ name: "title", label: "Name" }, { name: "kind", label: "Kind", options: kinds }], "Create");
  if (!given?.title) return;
  const forum = given.kind === "forum";
  const made = await attempt(() =>
    act("groups", {
      title: given.title,
      kind: forum ? "supergroup" : given.kind,
      forum,
      user_id: state.people[0]?.id,
      members: state.people.map((person) => person.id),
    }),
  );
  if (made) open(made.id);
}

export function startMenus(open) {
  const menu = byId("menu");
  byId("menu-button").addEventListener("click", () => (menu.hidden ? openMenu(open) : closeMenu()));
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".menu-anchor")) closeMenu();
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    if (event.key === "Escape") {
      closeMenu();
      byId("menu-button").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length].focus();
    }
  });
  byId("new-reader").addEventListener("click", () => newReader(open));
  byId("new-group").addEventListener("click", () => newGroup(open));
}
