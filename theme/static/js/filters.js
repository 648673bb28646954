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
 * @typedef {{act: string, province: string, period: string}} Choice empty is all; a period is "2000-2009", "2000-" or "-2009"
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
  /** @type {Choice} */
  let current;

  /** @param {Choice} choice @returns {function(Entry): boolean} */
  function isChosen(choice) {
    const years = yearsOf(choice);
    return function (entry) {
      return (
        (!choice.act || entry.acts.indexOf(choice.act) >= 0) &&
        (!choice.province || entry.province === choice.province) &&
        (!years.from || Number(years.from) <= entry.from) &&
        (!years.to || entry.to <= Number(years.to))
      );
    };
  }

  /** @param {Choice} choice @returns {{from: string, to: string}} the years of its period; empty is without an end */
  function yearsOf(choice) {
    const years = choice.period.split("-");
    return { from: years[0], to: years[1] || "" };
  }

  /** @param {Choice} choice @param {boolean} [isPart] whether the address asked for more than is known */
  function show(choice, isPart) {
    current = choice;
    Object.keys(selects).forEach(function (name) {
      selects[name].value = known(name, choice[name]);
    });
    const holds = isChosen(choice);
    entries.shown = all.filter(function (entry) {
      const chosen = holds(entry);
      if (entry.row.hidden === chosen) entry.row.hidden = !chosen;
      return chosen;
    });
    count.textContent = [counted(entries.shown.length), ...notes(choice), ...(isPart ? [count.dataset.unknown] : [])].join(" ");
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

  /** What of a choice no field shows: years that are no period of the list. @param {Choice} choice @returns {string[]} */
  function notes(choice) {
    if (known("period", choice.period)) return [];
    const years = yearsOf(choice);
    return ["from", "to"].filter((end) => years[end]).map((end) => count.dataset[end].replace("{year}", years[end]));
  }

  /** What the address chooses; what this page does not know is left out. @returns {Choice} */
  function choiceOfAddress() {
    const said = asked();
    const areYears = [said.from, said.to].every((year) => /^(\d{4})?$/.test(year)) && !(said.to && said.from > said.to);
    return {
      act: known("act", said.act),
      province: known("province", said.province),
      period: areYears && (said.from || said.to) ? said.from + "-" + said.to : "",
    };
  }

  /** The words of the address as they stand there. */
  function asked() {
    const said = new URLSearchParams(location.hash.slice(1));
    const found = {};
    ["act", "province", "from", "to"].forEach((name) => (found[name] = said.get(name) || ""));
    return found;
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
    const years = yearsOf(choice);
    if (years.from) said.set("from", years.from);
    if (years.to) said.set("to", years.to);
    return said.toString();
  }

  /** @param {string} words */
  function pathOf(words) {
    return words ? "#" + words : location.pathname + location.search;
  }

  /** Show it and let the address say so: a step that the back button undoes. @param {Choice} choice */
  function choose(choice) {
    const words = addressOf(choice);
    if (words !== location.hash.slice(1)) {
      try {
        history.pushState({ choice: choice }, "", pathOf(words));
      } catch (refused) {
        location.hash = words; // some browsers let no page in a folder write its history
      }
    }
    show(choice);
  }

  /**
   * A link to a place in the page, such as #main, chooses nothing: the choice that it was followed from is kept in the history, so that
   * it is there again after a reload and after going back. Nothing is shown anew that is shown already.
   */
  function restore() {
    const isPlace = location.hash && !/[#&](act|province|from|to)=/.test(location.hash);
    const kept = history.state && history.state.choice;
    const nothing = { act: "", province: "", period: "" };
    const choice = isPlace ? kept || current || nothing : choiceOfAddress();
    const found = { ...choice, ...yearsOf(choice) };
    const isPart = !isPlace && Object.entries(asked()).some(([name, value]) => value !== found[name]);
    try {
      history.replaceState({ choice: choice }, "", isPart ? pathOf(addressOf(choice)) : location.href);
    } catch {
      // Some browsers let no page in a folder write its history; then the address alone tells.
    }
    const isShown = (name) => current[name] === choice[name] && selects[name].value === known(name, choice[name]);
    if (!current || isPart || !Object.keys(selects).every(isShown)) show(choice, isPart);
  }

  Object.keys(selects).forEach(function (name) {
    selects[name].addEventListener("change", function () {
      choose({ ...current, [name]: selects[name].value });
    });
  });
  document.getElementById("filter-reset").addEventListener("click", function () {
    choose({ act: "", province: "", period: "" });
  });
  window.addEventListener("popstate", restore);
  window.addEventListener("hashchange", restore);
  // A browser may put back what stood in the fields after this script has run.
  window.addEventListener("pageshow", restore);
  restore();
  part.hidden = false;
})();
