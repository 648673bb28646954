/* The live campaign map: Leaflet over the page's own words. maps/venues.js, written by Folium, has the land and the places; names,
   counts and lists are those of the table. When anything here fails, the still drawings stay. */

(function () {
  "use strict";

  const frame = document.getElementById("venue-map");
  const still = frame && frame.querySelector(".venue-still");
  const table = document.getElementById("venues-table");
  if (!still || !table || !window.L || !L.Browser.svg || !window.venueMap || !window.liveMap) return;

  const { element, button, zoomButtons, notes, meet } = window.liveMap;
  const SVG = "http://www.w3.org/2000/svg";
  // As on the drawings: the radius of the largest circle on a narrow and a wide map, and of a single campaign at most, in pixels.
  const LARGEST = [17, 24];
  const MOST = 6;
  // A circle can be hit as if its radius were at least this many pixels.
  const HIT = 12;
  const words = frame.dataset;
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bar = element("div", "map-buttons venue-buttons");
  const box = element("div", "map-live");

  function shape(name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, String(attributes[key])));
    return made;
  }

  /** The rows that a circle stands for: one venue, or all venues of a city. */
  function rows(anchor) {
    const found = document.getElementById(anchor);
    return found.matches("tr") ? [found] : Array.from(found.querySelectorAll("tr[id]"));
  }

  function sum(anchor, kind) {
    return rows(anchor).reduce((all, row) => all + Number(row.dataset[kind]), 0);
  }

  /** What the link on the drawing says: `Geneva: 1 campaign, 12 UN engagements`. */
  function said(anchor) {
    return still.querySelector('a[href="#' + anchor + '"]').getAttribute("aria-label");
  }

  /** A circle parted like a clock: campaigns from twelve on, engagements after them. */
  function pie(campaigns, engagements, radius) {
    const size = 2 * radius + 2;
    const svg = shape("svg", { width: size, height: size, viewBox: [-size / 2, -size / 2, size, size].join(" ") });
    const share = campaigns / (campaigns + engagements);
    const stripes = { class: "striped", fill: "url(#venues-stripes)" };
    if (share === 0 || share === 1) {
      svg.append(shape("circle", L.extend({ r: radius }, share ? { class: "campaigns" } : stripes)));
    } else {
      const edge = (turn) => [radius * Math.sin(2 * Math.PI * turn), -radius * Math.cos(2 * Math.PI * turn)].join(" ");
      const sector = (from, to) =>
        ["M0 0L", edge(from), "A", radius, radius, 0, Number(to - from > 0.5), 1, edge(to), "z"].join(" ");
      svg.append(shape("path", { class: "campaigns", d: sector(0, share) }));
      svg.append(shape("path", L.extend({ d: sector(share, 1) }, stripes)));
    }
    return svg;
  }

  /** What was held there, copied from the table as nodes, so that nothing in it can become code. */
  function popup(anchor, close) {
    const content = element("div", "map-popup");
    content.tabIndex = -1;
    content.setAttribute("role", "group");
    content.setAttribute("aria-label", said(anchor));
    content.append(element("p", "popup-title", said(anchor)));
    const held = rows(anchor);
    held.forEach(function (row) {
      const name = element("p");
      const link = element("a", "", held.length > 1 ? row.querySelector("th").textContent : words.row);
      link.href = "#" + row.id;
      name.append(link);
      content.append(name, row.querySelector(".held ul").cloneNode(true));
    });
    const button = element("button", "popup-close", words.close);
    button.type = "button";
    button.addEventListener("click", close);
    content.append(button);
    return content;
  }

  /** A marker for each place, the smaller ones above the larger. */
  function circles(map, points, one) {
    const group = L.featureGroup();
    Object.keys(points).forEach(function (anchor) {
      const campaigns = sum(anchor, "campaigns");
      const engagements = sum(anchor, "engagements");
      const radius = one * Math.sqrt(campaigns + engagements);
      const size = 2 * Math.max(HIT, radius + 1);
      const icon = L.divIcon({ className: "venue-pin", html: pie(campaigns, engagements, radius), iconSize: [size, size] });
      const marker = L.marker(points[anchor], { icon: icon, zIndexOffset: -1000 * Math.round(radius), title: said(anchor) });
      const name = said(anchor).replace(/: [^:]*$/, "");
      marker.bindTooltip(element("span", "", name), {
        permanent: true,
        direction: "right",
        className: "map-name",
        opacity: 1,
      });
      marker.on("add", function () {
        const pin = marker.getElement();
        pin.setAttribute("role", "button");
        pin.setAttribute("aria-label", said(anchor));
        pin.removeAttribute("aria-describedby");
      });
      marker.on("click", () => open(map, marker, anchor));
      marker.on("keypress", function (event) {
        if (event.originalEvent.key === "Enter" || event.originalEvent.key === " ") open(map, marker, anchor);
      });
      marker.weight = radius;
      marker.home = marker.getLatLng();
      marker.leader = L.polyline([], { className: "leader", interactive: false });
      group.addLayer(marker).addLayer(marker.leader);
    });
    group.markers = group.getLayers().filter((layer) => layer.home);
    return group;
  }

  /** Circles that lie too close for a finger part until their squares do, the smaller one of two further; a line leads to its place. */
  function spread(map, group) {
    const placed = group.markers.map((marker) => ({
      at: map.latLngToLayerPoint(marker.home),
      radius: Math.max(HIT, marker.weight + 1),
    }));
    for (let round = 0; round < 100; round++) {
      let isClose = false;
      placed.forEach(function (one, place) {
        placed.slice(place + 1).forEach(function (other) {
          const way = other.at.subtract(one.at);
          const isBeside = Math.abs(way.x) >= Math.abs(way.y);
          const distance = isBeside ? way.x : way.y;
          const lacking = one.radius + other.radius + 2 - Math.abs(distance);
          if (lacking <= 0) return;
          isClose = true;
          const push = L.point(isBeside ? 1 : 0, isBeside ? 0 : 1).multiplyBy(distance < 0 ? -lacking : lacking);
          const share = other.radius ** 2 / (one.radius ** 2 + other.radius ** 2);
          one.at = one.at.subtract(push.multiplyBy(share));
          other.at = other.at.add(push.multiplyBy(1 - share));
        });
      });
      if (!isClose) break;
    }
    group.markers.forEach(function (marker, place) {
      const at = map.layerPointToLatLng(placed[place].at);
      const isMoved = placed[place].at.distanceTo(map.latLngToLayerPoint(marker.home)) > marker.weight;
      marker.setLatLng(at);
      marker.leader.setLatLngs(isMoved ? [marker.home, at] : []);
    });
  }

  function open(map, marker, anchor) {
    const size = map.getSize();
    const content = popup(anchor, () => map.closePopup());
    const shown = L.popup({
      closeButton: false,
      minWidth: Math.min(280, size.x - 60),
      maxWidth: Math.min(340, size.x - 50),
      maxHeight: Math.max(120, size.y - 110),
      autoPanPadding: [8, 8],
    });
    shown.once("remove", function () {
      const isHere = box.contains(document.activeElement) || document.activeElement === document.body;
      if (isHere && marker.getElement()) marker.getElement().focus({ preventScroll: true });
    });
    shown.setLatLng(marker.getLatLng()).setContent(content).openOn(map);
    content.focus({ preventScroll: true });
  }

  /** Names to the right or the left, where they cover nothing; the others are left out until one looks nearer. */
  function part(group) {
    const edges = box.getBoundingClientRect();
    const taken = [];
    const markers = group.markers.slice().sort((one, other) => other.weight - one.weight);
    const pins = markers.map((marker) => marker.getElement().firstChild.getBoundingClientRect());
    markers.forEach(function (marker) {
      const label = marker.getTooltip();
      const others = taken.concat(pins);
      const isFree = ["right", "left"].some(function (side) {
        label.options.direction = side;
        label.options.offset = L.point((marker.weight + 3) * (side === "right" ? 1 : -1), 0);
        label.update();
        const here = label.getElement().getBoundingClientRect();
        if (here.left < edges.left || here.right > edges.right || others.some((other) => meet(here, other))) return false;
        taken.push(here);
        return true;
      });
      label.getElement().classList.toggle("is-covered", !isFree);
    });
  }

  function land(lands) {
    lands.names.forEach(function (name) {
      const kind = { world: "venue-land", "KR-11": "venue-city" }[name] || "venue-near";
      lands.addLayer(lands.polygon(name, { className: kind }));
    });
  }

  /** The two views: the world with its cities, and Seoul with its venues; each only as near as places are known. */
  function views(map, points, groups) {
    const world = { bounds: map.options.home, around: map.options.maxBounds, nearest: map.options.maxZoom, group: groups.cities };
    const city = { bounds: points.city, around: points.city, nearest: map.options.nearestInCity, group: groups.venues };
    let shown = null;

    function go(view) {
      map.closePopup();
      if (shown) shown.group.remove();
      shown = null;
      map.setMaxBounds(null).setMinZoom(0).setMaxZoom(view.nearest);
      map.fitBounds(view.bounds, { animate: false });
      map.setMinZoom(map.getZoom()).setMaxBounds(L.latLngBounds(view.around).pad(1));
      view.group.addTo(map);
      shown = view;
      spread(map, view.group);
      bar.querySelectorAll("[aria-pressed]").forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.view === view));
      });
      part(view.group);
    }

    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.map);
    if (Object.keys(points.venues).length) {
      [[words.world, world], [words.city, city]].forEach(function (each) {
        const made = button(each[0], each[0], () => go(each[1]));
        made.className = "venue-view";
        made.view = each[1];
        made.setAttribute("aria-pressed", "false");
        bar.append(made);
      });
    }
    bar.append(...zoomButtons(map, words));
    map.on("zoomend", function () {
      if (!shown) return;
      spread(map, shown.group);
      part(shown.group);
    });
    map.on("resize", () => shown && go(shown));
    box.before(bar);
    go(world);
    map.fire("zoomend");
  }

  function draw() {
    L.Map.mergeOptions({ zoomAnimation: !quiet, fadeAnimation: !quiet, inertia: !quiet });
    box.id = "map_venues";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", words.map);
    still.before(box);
    const made = window.venueMap();
    const points = made.points;
    const anchors = Object.keys(points.cities).concat(Object.keys(points.venues));
    const most = Math.max(...anchors.map((anchor) => sum(anchor, "campaigns") + sum(anchor, "engagements")));
    const largest = Math.min(Math.max(LARGEST[0], 0.03 * box.clientWidth), LARGEST[1]);
    const one = Math.min(MOST, largest / Math.sqrt(most));
    land(made.lands);
    notes(made.map, words, "topright");
    made.map.getPane("tooltipPane").setAttribute("aria-hidden", "true");
    views(made.map, points, { cities: circles(made.map, points.cities, one), venues: circles(made.map, points.venues, one) });
    box.addEventListener("keydown", (event) => event.key === "Escape" && made.map.closePopup());
  }

  try {
    draw();
    still.hidden = true;
  } catch (error) {
    bar.remove();
    box.remove();
    throw error;
  }
})();
