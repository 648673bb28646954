/* The live incident map: Leaflet over the page's own words. maps/incidents.js, written by Folium, has the land and the areas. When
   anything here fails, the still drawing stays. */

(function () {
  "use strict";

  const frame = document.getElementById("incident-map");
  const table = document.getElementById("entries");
  const entries = window.incidentEntries;
  const still = frame && (frame.querySelector(".map-picture") || frame.querySelector(".map-drawing"));
  if (!still || !table || !entries || !window.L || !window.incidentMap || !window.liveMap) return;

  const { element, button, zoomButtons, control, notes, meet } = window.liveMap;
  const words = frame.dataset;
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const box = element("div", "map-live");
  const panel = element("div", "map-panel");
  // A map that is narrower, in CSS pixels, has no room for a popup.
  const ROOM = 480;

  // How wide the drawing usually is, in CSS pixels (plugins/maps/drawing.py).
  const USUAL = 480;

  /** The fills of the drawing under names of their own, as large as they are drawn there. */
  function livePatterns() {
    const drawing = still.querySelector("svg") || still;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const units = drawing.viewBox && drawing.viewBox.baseVal ? drawing.viewBox.baseVal.width : 0;
    const scale = units ? USUAL / units : 1;
    drawing.querySelectorAll("pattern").forEach(function (pattern) {
      const copy = pattern.cloneNode(true);
      copy.id = pattern.id.replace("incidents-", "live-");
      copy.setAttribute("patternTransform", "scale(" + scale + ") " + (pattern.getAttribute("patternTransform") || ""));
      svg.append(copy);
    });
    svg.setAttribute("class", "live-patterns");
    svg.setAttribute("aria-hidden", "true");
    return svg;
  }

  /** A pattern of the drawing; where SVG is off, the colour that the style sheet gives. */
  function fill(name) {
    return L.Browser.svg ? "url(#live-" + name + ")" : getComputedStyle(frame).getPropertyValue("--" + name).trim();
  }

  /** Colours for Leaflet's canvas, which sees no style sheet. */
  function drawn(kind, ground, line) {
    if (L.Browser.svg) return { className: kind };
    const colours = getComputedStyle(frame);
    const found = { color: colours.getPropertyValue(line).trim() || "#555" };
    if (ground) found.fillColor = colours.getPropertyValue(ground).trim() || "#eee";
    return found;
  }

  function land(lands) {
    lands.names.forEach(function (code) {
      const isNorth = code.startsWith("KP-");
      const isClosed = lands.closed.indexOf(code) >= 0;
      const look = isNorth
        ? drawn(isClosed ? "province closed" : "province empty", "--land", "--border")
        : code.startsWith("KR-")
          ? drawn("south", "--south", "--coast")
          : drawn("abroad", "--abroad", "--coast");
      lands.addLayer(lands.polygon(code, isClosed ? L.extend(look, { fillColor: fill("closed") }) : look));
    });
  }

  /** A light line along the borders of provinces, above all areas. */
  function borders(lands) {
    const north = lands.names.filter((code) => code.startsWith("KP-"));
    return L.featureGroup(
      north.map((code) => lands.polygon(code, L.extend(drawn("borders", "", "--core"), { fill: false }))),
    );
  }

  /** Buttons one below the other; Leaflet's own are links, whose addresses would be taken for a choice. */
  function buttons(map, goHome) {
    const bar = element("div", "map-buttons");
    bar.append(...zoomButtons(map, words), button(words.whole || words.map, "⌂", goHome));
    return bar;
  }

  /** The names of provinces; those that would cover another one are left out until one looks nearer. */
  function names(map, lands) {
    const labels = [];
    lands.names.forEach(function (code) {
      const option = document.querySelector('#filter-province option[value="' + code + '"]');
      const name = frame.getAttribute("data-" + code.toLowerCase()) || (option && option.textContent.trim());
      if (!name || !code.startsWith("KP-")) return;
      const label = L.tooltip({ permanent: true, direction: "center", className: "map-name", opacity: 1 });
      const bounds = lands.polygon(code).getBounds();
      const content = element("span", "", name);
      content.lang = frame.getAttribute("data-lang-" + code.toLowerCase()) || document.documentElement.lang;
      labels.push(label.setLatLng(middle(lands.polygon(code))).setContent(content));
      label.size = bounds.getNorth() - bounds.getSouth();
      map.addLayer(label);
    });
    map.getPane("tooltipPane").setAttribute("aria-hidden", "true");
    labels.sort((one, other) => other.size - one.size);
    const part = () => apart(labels.map((label) => label.getElement()));
    map.on("zoomend resize", part);
    part();
    box.classList.add("is-drawn");
  }

  /** The middle of the largest ring; the others are islands. */
  function middle(polygon) {
    const rings = polygon.getLatLngs();
    return L.polygon(rings.reduce((one, other) => (other.length > one.length ? other : one)))
      .getBounds()
      .getCenter();
  }

  function apart(labels) {
    const taken = [];
    labels.forEach(function (label) {
      const here = label.getBoundingClientRect();
      const isFree = !taken.some((other) => meet(here, other));
      label.classList.toggle("is-covered", !isFree);
      if (isFree) taken.push(here);
    });
  }

  /** The areas with shown entries, wide ones first; one of them is a stop of the Tab key, and arrows lead to the others. */
  function areas(map, group, above) {
    let shown = [];
    let opened = null;
    let ring = null;
    map.on("popupclose", close);
    frame.addEventListener("keydown", (event) => event.key === "Escape" && close());

    function open(area, at) {
      close();
      opened = area;
      const content = window.incidentPopup(area.entries, table, words, close);
      const size = map.getSize();
      if (size.x < ROOM) {
        panel.append(content);
      } else {
        const room = { minWidth: 360, maxWidth: 360, maxHeight: Math.round(size.y / 2), autoPanPadding: [8, 8] };
        L.popup(L.extend(room, { closeButton: false })).setLatLng(at).setContent(content).openOn(map);
      }
      content.focus({ preventScroll: size.x >= ROOM });
    }

    /** The focus goes back to where it came from, unless it is elsewhere by now. */
    function close() {
      const area = opened;
      if (!area) return;
      opened = null;
      const isHere = box.contains(document.activeElement) || panel.contains(document.activeElement);
      map.closePopup();
      panel.textContent = "";
      if (isHere) focus(area, true);
    }

    function focus(area, isBack) {
      const path = area.layer.getElement && area.layer.getElement();
      if (!path || !path.isConnected) return;
      shown.forEach((other) => other.layer.getElement().setAttribute("tabindex", other === area ? "0" : "-1"));
      if (!isBack) map.panInside(middle(area.layer), { padding: [40, 40] });
      path.focus({ preventScroll: true });
    }

    function pressed(event, area, place) {
      const last = shown.length - 1;
      const to = { ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: last };
      if (event.key === "Enter" || event.key === " ") open(area, middle(area.layer));
      else if (event.key in to) focus(shown[Math.min(Math.max(to[event.key], 0), last)], false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    /** Draw the focus above the neighbours. */
    function mark(area, isFocused) {
      if (ring) ring.remove();
      ring = isFocused ? group.polygon(area.name, { fill: false, className: "map-focus" }).addTo(map) : null;
    }

    /** Squares of a province have one name; their numbers tell them apart. */
    function label(area, place) {
      const first = area.entries.reduce((one, other) => (other.strength > one.strength ? other : one)).row;
      const said = [".area", ".people"].map((kind) => first.querySelector(kind).textContent.trim());
      return said.join(": ") + " (" + (place + 1) + "/" + shown.length + ")";
    }

    return function show() {
      close();
      group.clearLayers();
      const found = {};
      entries.shown.forEach((entry) => (found[entry.area] = found[entry.area] || []).push(entry));
      shown = group.names.filter((name) => found[name]).map((name) => ({ name: name, entries: found[name] }));
      shown.forEach(function (area, place) {
        const strength = area.entries.reduce((most, entry) => Math.max(most, entry.strength), 0);
        const isWide = /^kp-\d\d$/.test(area.name);
        const look = drawn(isWide ? "province told" : "square", "", isWide ? "--border" : "--square");
        area.layer = group.polygon(area.name, L.extend(look, { interactive: true, fillColor: fill("strength-" + strength) }));
        area.layer.on("click", (event) => open(area, event.latlng));
        group.addLayer(area.layer);
        const path = area.layer.getElement && area.layer.getElement();
        if (!path) return;
        path.setAttribute("role", "button");
        path.setAttribute("tabindex", place ? "-1" : "0");
        path.setAttribute("aria-label", label(area, place));
        path.setAttribute("data-strength", String(strength));
        path.addEventListener("keydown", (event) => pressed(event, area, place));
        path.addEventListener("focus", () => mark(area, path.matches(":focus-visible")));
        path.addEventListener("blur", () => mark(area, false));
      });
      above.bringToFront();
    };
  }

  /** The whole country, and no further away; on a screen that is touched the page can be scrolled past it. */
  function home(map) {
    const bounds = L.latLngBounds(map.options.home);
    const isTouched = matchMedia("(pointer: coarse)").matches;
    const go = () => map.fitBounds(bounds, { animate: !quiet });
    function limit() {
      const isThere = map.getZoom() <= map.getMinZoom();
      map.setMinZoom(0); // or the zoom that fits would not be told when it is smaller than before
      map.setMinZoom(map.getBoundsZoom(bounds));
      if (isThere) map.fitBounds(bounds, { animate: false });
    }
    map.fitBounds(bounds, { animate: false });
    map.setMinZoom(map.getZoom());
    map.on("resize", limit);
    // Paper has a width of its own; Leaflet draws for it as long as the page is printed.
    ["beforeprint", "afterprint"].forEach(function (name) {
      window.addEventListener(name, function () {
        box.classList.toggle("is-printed", name === "beforeprint");
        map.invalidateSize({ animate: false });
      });
    });
    map.on("zoomend", function () {
      if (isTouched) map.dragging[map.getZoom() > map.getMinZoom() ? "enable" : "disable"]();
    });
    return go;
  }

  /** The map without anything on it, in the place of the drawing. */
  function begun() {
    L.Map.mergeOptions({ zoomAnimation: !quiet, fadeAnimation: !quiet, inertia: !quiet });
    L.Map.addInitHook(function () {
      // Folium's options say SVG; a browser without it has a canvas.
      if (!L.Browser.svg) this.options.preferCanvas = true;
    });
    box.id = "map_incidents";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", words.map);
    still.before(box, panel);
    if (L.Browser.svg) frame.append(livePatterns());
    const made = window.incidentMap();
    if (quiet) {
      const panBy = made.map.panBy;
      made.map.panBy = (offset, options) => panBy.call(made.map, offset, L.extend({}, options, { animate: false }));
    }
    still.setAttribute("hidden", ""); // an element of SVG has no property of this name
    return made;
  }

  function controls(map, goHome) {
    control(map, buttons(map, goHome), "topleft");
    notes(map, words, "bottomright"); // in the sea, where they cover no land
    if (words.keys) box.append(element("p", "map-keys", words.keys));
    map.fire("zoomend");
  }

  function draw() {
    const made = begun();
    const map = made.map;
    const goHome = home(map);
    let above = null;
    return [
      () => land(made.lands),
      () => (above = borders(made.lands).addTo(map)),
      function () {
        const show = areas(map, made.areas, above);
        show();
        table.addEventListener("entrieschosen", show);
      },
      () => controls(map, goHome),
      () => names(map, made.lands),
    ];
  }

  /** One step after the other, with a breath between them, so that a slow telephone answers its reader. */
  function run(steps) {
    if (steps.length) {
      attempt(steps[0]);
      setTimeout(run, 0, steps.slice(1));
    }
  }

  function attempt(step) {
    try {
      return step();
    } catch (error) {
      box.remove();
      panel.remove();
      still.removeAttribute("hidden");
      throw error;
    }
  }

  run(attempt(draw));
})();
