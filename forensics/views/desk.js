// Draws what Python hands over: a table, a timeline, a mail. Text goes in as text (textContent) and never as markup; there is
// no link, no image, no style that comes from a mail, and nothing is fetched.

// characters up to which a cell stays on one line
const SHORT = 28;
const SVG = "http://www.w3.org/2000/svg";

function put(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
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

// what fits in so many half-wide letters; those of East Asia are twice as wide
function cut(text, most) {
  let wide = 0, kept = "";
  for (const letter of text) {
    wide += letter.codePointAt(0) >= 0x1100 ? 2 : 1;
    if (wide > most) return `${kept}…`;
    kept += letter;
  }
  return kept;
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
      step.came ? h("div", { class: "fx-came" }, `↑ ${step.delay} ${step.came}`) : null),
    step.entry ? h("b", {}, "⇧ ", step.entry) : null,
  ];
}

// a run of a mail's page: its words, and beside a link or an image where it leads
function piece([kind, text, target]) {
  const leads = target ? h("code", {}, ` ⟨${target}⟩`) : null;
  return kind ? h("span", { class: `fx-${kind}` }, kind === "link" ? h("u", {}, text) : text, leads) : text;
}

// -- panels: what opens when one clicks
function panels(data, words, close) {
  const parts = data.panels.map((panel) => {
    const inside = panel.rungs.length ? panel.rungs.map(rung)
      : panel.outline.length ? h("div", { class: "fx-outline" }, panel.outline.map(piece)) : panel.bare
      ? h("p", {}, panel.bare)
      : panel.text.length
        ? h("pre", {}, panel.text.map(([piece, kind]) => (kind ? h("mark", { title: kind }, piece) : piece)))
        : h("table", {},
            panel.columns.length ? h("thead", {}, h("tr", {}, panel.columns.map((name) => h("th", {}, name)))) : null,
            h("tbody", {}, panel.rows.map((row) => h("tr", {}, row.map((cell) => h("td", { class: cell.length <= SHORT ? "fx-short" : null }, cell))))));
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

  // those of a first glance in their own order, what was chosen besides behind them
  const order = [...start.order, ...start.columns.map((_, n) => n).filter((n) => !start.order.includes(n))];
  const places = () => order.filter((n) => shown.has(n));

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

// -- the timeline
const SHAPES = {
  observed: (x, y, tint) => s("circle", { cx: x, cy: y, r: 5, fill: tint }),
  claimed: (x, y, tint) => s("circle", { cx: x, cy: y, r: 7, fill: "none", stroke: tint, "stroke-width": 2 }),
  derived: (x, y, tint) => s("path", { d: `M${x} ${y - 6}l6 6l-6 6l-6 -6z`, fill: tint }),
};

async function timeline(root, words, ask) {
  const start = await ask({ ask: "opening" });
  if (start.error || start.empty) return root.append(h("p", { role: start.error ? "alert" : null }, start.error || start.empty));
  const WIDE = 1100, LEFT = 230, ROW = 26, FOOT = 34;
  const state = { from: start.from, to: start.to, by: start.by };
  const chart = h("div", { class: "fx-chart" }), opened = h("div"), count = h("span", {});
  const told = h("p", { class: "fx-told", "aria-live": "polite" }, "\u00a0");
  const open = opener(opened, words, ask);
  let asked = 0;

  const go = (from, to) => {
    if (to - from < 1000) return;
    [state.from, state.to] = [from, to];
    load();
  };
  const zoom = (factor) => {
    const middle = (state.from + state.to) / 2, half = ((state.to - state.from) / 2) * factor;
    go(middle - half, middle + half);
  };
  const shift = (part) => go(state.from + (state.to - state.from) * part, state.to + (state.to - state.from) * part);
  const MOVES = { "zoom in": ["+", () => zoom(0.5)], "zoom out": ["−", () => zoom(2)], earlier: ["‹", () => shift(-0.4)],
    later: ["›", () => shift(0.4)], all: ["⤢", () => go(start.from, start.to)] };
  const button = (name) => h("button", { type: "button", class: `fx-move fx-${name.replace(" ", "-")}`, title: words[name],
    "aria-label": words[name], onclick: MOVES[name][1] }, MOVES[name][0]);
  const ways = h("select", { class: "fx-ways", "aria-label": words.lanes, onchange: () => { state.by = ways.value; load(); } },
    start.ways.map(([name, title]) => h("option", { value: name, selected: name === start.by }, title)));

  function mark(svg, [, moment, kind, certainty, exhibit, text], x, y) {
    const shape = SHAPES[certainty](x, y, start.kinds[kind][1]);
    const group = s("g", { class: "fx-mark", tabindex: 0, role: "button", "aria-label": text, "data-exhibit": exhibit }, s("title", {}, text), shape);
    const tell = () => { told.textContent = text; };
    const act = () => { tell(); if (start.opens) open({ exhibit }); };
    group.addEventListener("mouseenter", tell);
    group.addEventListener("focus", tell);
    group.addEventListener("click", act);
    group.addEventListener("keydown", (event) => { if (event.key === "Enter") act(); });
    svg.append(group);
  }

  function draw(data) {
    const rows = data.lanes.length + (data.undated.length ? 1 : 0);
    const high = rows * ROW + FOOT;
    const at = (moment) => LEFT + ((moment - state.from) / (state.to - state.from)) * (WIDE - LEFT - 10);
    const svg = s("svg", { viewBox: `0 0 ${WIDE} ${high}`, role: "group", "aria-label": `${data.shown}; ${start.zone}`, class: "fx-svg" });
    const middle = (row) => row * ROW + ROW / 2;
    data.ticks.forEach(([moment, text]) => svg.append(
      s("line", { x1: at(moment), x2: at(moment), y1: 0, y2: high - FOOT, class: "fx-grid" }),
      s("text", { x: at(moment), y: high - FOOT + 14, "text-anchor": at(moment) > WIDE - 50 ? "end" : "middle" }, text)));
    svg.append(s("text", { x: WIDE - 10, y: high - 3, "text-anchor": "end" }, start.zone));
    data.lanes.forEach((title, row) => svg.append(
      s("line", { x1: LEFT, x2: WIDE, y1: middle(row), y2: middle(row), class: "fx-grid" }),
      s("text", { x: 4, y: middle(row) + 4 }, cut(title, 32), s("title", {}, title))));
    data.bins.forEach((kinds, row) => {
      const top = Math.max(1, ...kinds.flat());
      kinds.forEach((counts, kind) => counts.forEach((n, bin) => {
        if (!n) return;
        const what = start.kinds[kind][0], lane = data.lanes[row];
        const said = `${lane === what ? "" : `${lane} · `}${what}: ${n}`;
        const wide = (WIDE - LEFT - 10) / counts.length, step = (state.to - state.from) / counts.length, tall = Math.max(2, (n / top) * (ROW - 4));
        svg.append(s("rect", { x: LEFT + bin * wide, y: (row + 1) * ROW - tall - 1, width: wide, height: tall,
          fill: start.kinds[kind][1], "fill-opacity": 0.8, class: "fx-bin", onmouseenter: () => { told.textContent = said; },
          onclick: () => go(state.from + bin * step, state.from + (bin + 1) * step) }, s("title", {}, said)));
      }));
    });
    data.windows.forEach(([row, one, other, said]) => {
      const [begin, end] = [Math.max(at(one), LEFT), Math.min(at(other), WIDE - 10)];
      const bar = s("rect", { x: begin, y: middle(row) - 8, width: Math.max(2, end - begin), height: 16, class: "fx-claimed",
        tabindex: 0, role: "img", "aria-label": said }, s("title", {}, said));
      for (const moment of ["mouseenter", "focus"]) bar.addEventListener(moment, () => { told.textContent = said; });
      svg.append(bar);
    });
    data.skews.forEach(([row, one, other, said]) => svg.append(s("line", { x1: at(one), x2: at(other), y1: middle(row),
      y2: middle(row), class: "fx-skew", onmouseenter: () => { told.textContent = said; } }, s("title", {}, said))));
    data.marks.forEach((each) => mark(svg, each, at(each[1]), middle(each[0])));
    if (data.undated.length) {
      const row = data.lanes.length;
      svg.prepend(s("rect", { x: 0, y: row * ROW, width: WIDE, height: ROW, class: "fx-undated" }));
      svg.append(s("text", { x: 4, y: middle(row) + 4 }, words.undated));
      data.undated.slice(0, 60).forEach((each, n) => mark(svg, each, LEFT + 10 + n * 11, middle(row)));
      svg.append(s("text", { x: WIDE - 10, y: middle(row) + 4, "text-anchor": "end" }, data["undated count"]));
    }
    // a drag across the chart zooms to it
    let from = null, band = null;
    const moment = (event) => {
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDE;
      return state.from + ((Math.max(x, LEFT) - LEFT) / (WIDE - LEFT - 10)) * (state.to - state.from);
    };
    svg.addEventListener("pointerdown", (event) => { from = moment(event); });
    svg.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const [one, other] = [from, moment(event)].sort((a, b) => a - b);
      band = band || svg.appendChild(s("rect", { y: 0, height: high - FOOT, class: "fx-band" }));
      band.setAttribute("x", at(one));
      band.setAttribute("width", Math.max(0, at(other) - at(one)));
    });
    svg.addEventListener("pointerup", (event) => {
      const [one, other] = [from, moment(event)].sort((a, b) => a - b);
      from = null;
      if (band && at(other) - at(one) > 8) go(one, other);
      else if (band) band.remove();
      band = null;
    });
    chart.replaceChildren(svg);
  }

  async function load() {
    const mine = ++asked;
    const answer = await ask({ ask: "window", ...state });
    if (mine !== asked) return;
    if (answer.error) return chart.replaceChildren(h("p", { role: "alert" }, answer.error));
    count.textContent = answer.shown + (answer.bins.length ? `. ${words.density}` : "");
    draw(answer);
  }

  chart.tabIndex = 0;
  const KEYS = { "+": "zoom in", "-": "zoom out", ArrowLeft: "earlier", ArrowRight: "later", 0: "all" };
  chart.addEventListener("keydown", (event) => {
    if (!KEYS[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    MOVES[KEYS[event.key]][1]();
  });
  root.append(
    h("div", { class: "fx-bar" }, Object.keys(MOVES).map(button), h("label", {}, words.lanes, " ", ways), count),
    h("div", { class: "fx-bar fx-legend" }, start.kinds.map(([title, tint]) => {
      const box = s("svg", { width: 12, height: 12 }, s("rect", { width: 12, height: 12, fill: tint }));
      return h("span", {}, box, " ", title);
    }), start.claims ? h("span", {}, s("svg", { width: 22, height: 12 },
      s("rect", { x: 1, y: 1, width: 20, height: 10, class: "fx-claimed" })), " ", start.claims) : null),
    chart, told, opened);
  await load();
}

const VIEWS = { table, timeline };

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
