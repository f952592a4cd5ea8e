// Draws what Python hands over: a table, a timeline, a mail. Text goes in as text (textContent) and never as markup; there is
// no link, no image, no style that comes from a mail, and nothing is fetched.

const SVG = "http://www.w3.org/2000/svg";

function put(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child != null) node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}
const h = (tag, props, ...children) => put(document.createElement(tag), props, children);
const s = (tag, props, ...children) => put(document.createElementNS(SVG, tag), props, children);

// -- questions and answers
function asker(model) {
  const waiting = new Map();
  let last = 0;
  const heard = (message) => {
    const resolve = waiting.get(message.id);
    waiting.delete(message.id);
    if (resolve) resolve(message.answer);
  };
  model.on("msg:custom", heard);
  const token = Math.random().toString(36).slice(2);
  return {
    ask: (question) =>
      new Promise((resolve) => {
        const id = `${token}-${++last}`;
        waiting.set(id, resolve);
        model.send({ ...question, id });
      }),
    stop: () => model.off("msg:custom", heard),
  };
}

function later(wait, action) {
  let timer = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}

function rung(step) {
  return [
    h("div", { class: `fx-rung fx-${step.trust || "unjudged"}` },
      h("div", {}, h("b", {}, step.server || "-"), step.said ? ` (${step.said}) ` : " ", step.time),
      step.odd ? h("b", {}, "⚠ ", step.odd) : null,
      h("div", { class: "fx-came" }, `↑ ${step.delay} ${step.came}`)),
    step.entry ? h("b", {}, "⇧ ", step.entry) : null,
  ];
}

// -- panels: what opens when one clicks
function panels(data, words, close) {
  const parts = data.panels.map((panel) => {
    const inside = panel.rungs.length ? panel.rungs.map(rung) : panel.bare
      ? h("p", {}, panel.bare)
      : panel.text.length
        ? h("pre", {}, panel.text.map(([piece, kind]) => (kind ? h("mark", { title: kind }, piece) : piece)))
        : h("table", {},
            panel.columns.length ? h("thead", {}, h("tr", {}, panel.columns.map((name) => h("th", {}, name)))) : null,
            h("tbody", {}, panel.rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))));
    if (!panel.title) return inside;
    const note = panel.note ? h("span", { class: "fx-note" }, " ", panel.note) : null;
    return h("details", { open: !panel.folded }, h("summary", {}, h("b", {}, panel.title), note), inside);
  });
  return h("section", { class: "fx-opened", "aria-label": data.title },
    h("div", { class: "fx-bar" }, h("b", { class: "fx-title" }, data.title),
      h("button", { type: "button", class: "fx-close", onclick: close }, "✕ ", words.close)),
    parts);
}

function opener(place, words, ask) {
  const close = () => place.replaceChildren();
  return async (question) => {
    place.replaceChildren(h("p", { class: "fx-note" }, words.asking));
    const data = await ask({ ask: "open", ...question });
    place.replaceChildren(data.error ? h("p", { role: "alert" }, data.error) : panels(data, words, close));
    place.scrollIntoView({ block: "nearest" });
  };
}

// -- the table
async function table(root, words, ask) {
  const start = await ask({ ask: "opening" });
  if (start.error) return root.append(h("p", { role: "alert" }, start.error));
  const state = { search: "", filters: {}, sort: "", down: false, start: 0, size: start.size };
  const shown = new Set(start.columns.map((column, n) => (column.shown ? n : -1)).filter((n) => n >= 0));
  const chosen = new Set();
  let page = { rows: [], start: 0, found: 0, caption: "" };
  let asked = 0;

  const caption = h("span", { "aria-live": "polite" });
  const where = h("span", { class: "fx-where" });
  const head = h("thead"), body = h("tbody"), picked = h("div", { class: "fx-picked" }), opened = h("div");
  const open = opener(opened, words, ask);
  const search = h("input", { type: "search", class: "fx-search", placeholder: words.search, "aria-label": words.search,
    oninput: later(250, () => { state.search = search.value; state.start = 0; load(); }) });
  const step = (name, sign, to) => h("button", { type: "button", class: `fx-${name}`, title: words[name],
    "aria-label": words[name], onclick: () => { state.start = Math.max(0, to()); load(); } }, sign);
  const lastStart = () => Math.floor(Math.max(0, page.found - 1) / state.size) * state.size;
  const choice = h("details", { class: "fx-columns" }, h("summary", {}, words.columns),
    h("div", {}, start.columns.map((column, n) => h("label", {}, h("input", { type: "checkbox", checked: shown.has(n),
      onchange: (event) => { event.target.checked ? shown.add(n) : shown.delete(n); heads(); rows(); } }), " ", column.heading))));

  const places = () => start.columns.map((_, n) => n).filter((n) => shown.has(n));

  function heads() {
    const mark = (name) => (state.sort !== name ? "" : state.down ? " ▼" : " ▲");
    const turn = (name) => {
      [state.sort, state.down] = state.sort !== name ? [name, false] : state.down ? ["", false] : [name, true];
      state.start = 0;
      heads();
      load();
    };
    head.replaceChildren(
      h("tr", {}, h("th", {}), places().map((n) => {
        const { name, heading } = start.columns[n];
        const order = state.sort !== name ? "none" : state.down ? "descending" : "ascending";
        return h("th", { "aria-sort": order, scope: "col" }, h("button", { type: "button", class: "fx-sort",
          "data-column": name, title: `${words.sort} ${heading}`, onclick: () => turn(name) }, heading + mark(name)));
      })),
      h("tr", {}, h("th", {}, h("input", { type: "checkbox", class: "fx-all", title: words["select page"],
        "aria-label": words["select page"], onchange: (event) => {
          for (const row of page.rows) event.target.checked ? chosen.add(row.number) : chosen.delete(row.number);
          rows();
          picks();
        } })),
        places().map((n) => {
          const { name, heading } = start.columns[n];
          const field = h("input", { type: "text", class: "fx-filter", "data-column": name, placeholder: words.filter,
            title: words["filter help"], "aria-label": `${words.filter} ${heading}`,
            oninput: later(250, () => { state.filters[name] = field.value; state.start = 0; load(); }) });
          field.value = state.filters[name] || "";
          return h("th", {}, field);
        })));
  }

  function rows() {
    body.replaceChildren(...page.rows.map((row) => {
      const box = h("input", { type: "checkbox", class: "fx-pick", "aria-label": words.select, onchange: () => {
        box.checked ? chosen.add(row.number) : chosen.delete(row.number);
        picks();
      } });
      box.checked = chosen.has(row.number);
      const cells = places().map((n, place) => {
        const text = row.cells[n];
        if (place || !start.opens) {
          const cell = h("td", { onclick: () => cell.classList.toggle("fx-whole") }, text);
          return cell;
        }
        return h("td", {}, h("button", { type: "button", class: "fx-open", title: words.open,
          onclick: () => open({ number: row.number }) }, text || words.open));
      });
      return h("tr", {}, h("td", {}, box), cells);
    }));
    if (!page.rows.length) body.append(h("tr", {}, h("td", { colspan: shown.size + 1 }, words.nothing)));
  }

  async function picks() {
    if (!chosen.size) return picked.replaceChildren();
    const numbers = [...chosen].sort((a, b) => a - b);
    const answer = await ask({ ask: "code", numbers });
    if (answer.error) return picked.replaceChildren(h("p", { role: "alert" }, answer.error));
    const field = h("input", { type: "text", class: "fx-code", readonly: true, "aria-label": words.code });
    field.value = answer.code;
    const copy = h("button", { type: "button", class: "fx-copy", onclick: async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      copy.textContent = words.copied;
    } }, words.copy);
    picked.replaceChildren(h("span", {}, `${chosen.size} ${words.selected}`), field, copy, h("button", { type: "button",
      class: "fx-clear", onclick: () => { chosen.clear(); rows(); picks(); } }, words.clear));
  }

  async function load() {
    const mine = ++asked;
    root.classList.add("fx-busy");
    const answer = await ask({ ask: "page", ...state });
    if (mine !== asked) return; // somebody has typed on since
    root.classList.remove("fx-busy");
    if (answer.error) return body.replaceChildren(h("tr", {}, h("td", { role: "alert" }, answer.error)));
    page = answer;
    state.start = page.start;
    caption.textContent = `${start.title}: ${page.caption}`;
    const pages = Math.max(1, Math.ceil(page.found / state.size));
    where.textContent = `${words.page} ${Math.floor(page.start / state.size) + 1} ${words.of} ${pages}`;
    rows();
  }

  root.append(
    h("div", { class: "fx-bar" }, h("b", { class: "fx-caption" }, caption), search, choice,
      h("span", { class: "fx-pages" }, step("first", "«", () => 0), step("previous", "‹", () => state.start - state.size), where,
        step("next", "›", () => Math.min(state.start + state.size, lastStart())), step("last", "»", lastStart))),
    h("div", { class: "fx-scroll" }, h("table", { class: "fx-table" }, head, body)), picked, opened);
  heads();
  await load();
}

const VIEWS = { table };

export default {
  render({ model, el }) {
    const words = model.get("words");
    const { ask, stop } = asker(model);
    const waiting = h("p", { class: "fx-note" }, words.asking);
    const root = h("div", { class: "forensics-desk mathjax_ignore", lang: model.get("language") }, waiting);
    el.append(root);
    const first = async (question) => {
      const answer = await ask(question);
      waiting.remove();
      return answer;
    };
    VIEWS[model.get("view")](root, words, first);
    return stop;
  },
};
