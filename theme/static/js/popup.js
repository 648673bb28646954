/* What the incident map tells of an area: the sentences of its entries, their rights, and the reports about them. Text is only ever
   copied from the page as nodes, so that nothing in it can become code. */

(function () {
  "use strict";

  const MOST = 5;

  const { element } = window.liveMap;

  /** The nodes of a cell, which may say that a label is in another language. */
  function copies(cell) {
    return Array.from(cell ? cell.childNodes : [], (node) => node.cloneNode(true));
  }

  /** The sentence of an entry, with its cells in the gaps of the table's pattern. */
  function sentence(entry, table) {
    const place = entry.row.querySelector(".place");
    const pattern = place && place.textContent.trim() ? table.dataset.sentencePlace : table.dataset.sentence;
    const said = element("p");
    pattern.split(/(\{(?:act|place|area|period|people)\})/).forEach(function (piece) {
      const gap = /^\{(\w+)\}$/.exec(piece);
      if (gap) said.append(...copies(entry.row.querySelector("." + gap[1])));
      else said.append(piece);
    });
    return said;
  }

  /** The rights and reports of an act, as the page's list of acts has them. */
  function about(code, words) {
    const act = document.getElementById("act-" + code.replace(/\./g, "-"));
    const found = [];
    ["rights", "reports"].forEach(function (name) {
      const part = act && act.querySelector("." + name);
      if (!part) return;
      const said = element("p", name);
      if (words[name]) said.append(element("strong", "", words[name]), " ");
      said.append(...copies(part));
      found.push(said);
    });
    return found;
  }

  /** Without the ids of what was copied: an id belongs to one element. */
  function anonymous(made) {
    made.querySelectorAll("[id]").forEach((copied) => copied.removeAttribute("id"));
    return made;
  }

  /**
   * @param {Entry[]} entries shown in one area, at least one
   * @param {HTMLElement} table
   * @param {DOMStringMap} words of the map's frame
   * @param {function(): void} close
   */
  window.incidentPopup = function (entries, table, words, close) {
    const strongest = entries.slice().sort((one, other) => other.strength - one.strength);
    const told = strongest.slice(0, MOST);
    const popup = element("div", "map-popup");
    const button = element("button", "popup-close", words.popupClose);
    button.type = "button";
    button.addEventListener("click", close);
    const title = element("p", "popup-title");
    title.append(...copies(told[0].row.querySelector(".area")));
    popup.append(button, title);
    const list = element("ul");
    told.forEach(function (entry, place) {
      const item = element("li");
      item.append(sentence(entry, table));
      const isLastOfAct = !told.slice(place + 1).some((other) => other.acts[0] === entry.acts[0]);
      if (isLastOfAct) item.append(...about(entry.acts[0], words));
      list.append(item);
    });
    popup.append(list);
    const rest = element("p");
    if (strongest.length > MOST) {
      const left = new Intl.NumberFormat(document.documentElement.lang).format(strongest.length - MOST);
      rest.append(words.more.replace("{count}", () => left), " ");
    }
    const link = element("a", "", words.allOfArea);
    link.href = "map/province-" + told[0].province.toLowerCase() + ".html";
    rest.append(link);
    popup.append(rest);
    popup.setAttribute("role", "dialog");
    popup.setAttribute("aria-label", title.textContent.trim());
    popup.tabIndex = -1;
    return anonymous(popup);
  };
})();
