/* The filters of the incident map. The table of the page is the data; table, count and map show the same entries, and the address
   says which, so that a view can be shared. Without this script the links to the pages of acts, provinces and periods serve. */

/**
 * @typedef {object} Entry a row of the table
 * @property {HTMLTableRowElement} row
 * @property {string[]} acts the code of its act and of those above it, nearest first
 * @property {string} province
 * @property {number} from the first year of its period
 * @property {number} to the last
 * @property {string} area
 * @property {number} strength of its number of people, from 1 to 5
 *
 * @typedef {{act: string, province: string, period: string}} Choice empty is all
 */

(function () {
  "use strict";

  const table = document.getElementById("entries");
  const part = document.getElementById("map-filters");
  const count = document.getElementById("map-count");
  if (!table || !part || !count) return;

  const selects = {
    act: document.getElementById("filter-act"),
    province: document.getElementById("filter-province"),
    period: document.getElementById("filter-period"),
  };
  const number = new Intl.NumberFormat(document.documentElement.lang);

  /** @type {Entry[]} */
  const all = Array.from(table.tBodies[0].rows, function (row) {
    const said = row.dataset;
    return {
      row: row,
      acts: said.acts.split(" "),
      province: said.province,
      from: Number(said.from),
      to: Number(said.to),
      area: said.area,
      strength: Number(said.strength),
    };
  });
  // What the map reads; it is told of changes by the event "entrieschosen" of the table.
  const entries = { all: all, shown: all };
  window.incidentEntries = entries;

  /** @param {Choice} choice @returns {function(Entry): boolean} */
  function isChosen(choice) {
    const years = choice.period.split("-").map(Number);
    return function (entry) {
      return (
        (!choice.act || entry.acts.indexOf(choice.act) >= 0) &&
        (!choice.province || entry.province === choice.province) &&
        (!choice.period || (years[0] <= entry.from && entry.to <= years[1]))
      );
    };
  }

  /** @param {Choice} choice */
  function show(choice) {
    Object.keys(selects).forEach(function (name) {
      selects[name].value = choice[name];
    });
    const holds = isChosen(choice);
    entries.shown = all.filter(function (entry) {
      const chosen = holds(entry);
      if (entry.row.hidden === chosen) entry.row.hidden = !chosen;
      return chosen;
    });
    count.textContent = counted(entries.shown.length);
    table.dispatchEvent(new CustomEvent("entrieschosen"));
  }

  /** @param {number} shown */
  function counted(shown) {
    const pattern = shown === all.length ? count.dataset.all : shown ? count.dataset.some : count.dataset.none;
    const numbers = { count: number.format(shown), total: number.format(all.length) };
    return pattern.replace(/\{(count|total)\}/g, function (_, name) {
      return numbers[name];
    });
  }

  /** What the address chooses; what this page does not know is left out. @returns {Choice} */
  function choiceOfAddress() {
    const said = new URLSearchParams(location.hash.slice(1));
    return {
      act: known("act", said.get("act")),
      province: known("province", said.get("province")),
      period: known("period", said.get("from") + "-" + said.get("to")),
    };
  }

  function known(name, value) {
    const options = Array.from(selects[name].options);
    return options.some((option) => option.value === value) ? value : "";
  }

  /** @param {Choice} choice */
  function addressOf(choice) {
    const said = new URLSearchParams();
    if (choice.act) said.set("act", choice.act);
    if (choice.province) said.set("province", choice.province);
    if (choice.period) {
      said.set("from", choice.period.split("-")[0]);
      said.set("to", choice.period.split("-")[1]);
    }
    return said.toString();
  }

  /** Show it and let the address say so: a step that the back button undoes. @param {Choice} choice */
  function choose(choice) {
    const words = addressOf(choice);
    if (words !== location.hash.slice(1)) {
      try {
        history.pushState(null, "", words ? "#" + words : location.pathname + location.search);
      } catch (refused) {
        location.hash = words; // some browsers let no page in a folder write its history
      }
    }
    show(choice);
  }

  /** A link to a place in the page, such as #main, chooses nothing. */
  function restore() {
    if (!location.hash || /[#&](act|province|from)=/.test(location.hash)) show(choiceOfAddress());
  }

  Object.keys(selects).forEach(function (name) {
    selects[name].addEventListener("change", function () {
      choose({ act: selects.act.value, province: selects.province.value, period: selects.period.value });
    });
  });
  document.getElementById("filter-reset").addEventListener("click", function () {
    choose({ act: "", province: "", period: "" });
  });
  window.addEventListener("popstate", restore);
  window.addEventListener("hashchange", restore);
  // A browser may put back what stood in the fields after this script has run.
  window.addEventListener("pageshow", restore);
  show(choiceOfAddress());
  part.hidden = false;
})();
