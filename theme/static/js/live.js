/* What both live maps are made of: elements, controls in a corner, zoom buttons that keep the focus, and whether two boxes meet. */

(function () {
  "use strict";

  /** @param {string} name @param {string} [kind] its class @param {string} [text] */
  function element(name, kind, text) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }

  /** A button with a name for those who do not see its sign. */
  function button(name, sign, action) {
    const made = element("button");
    const shown = element("span", "", sign);
    shown.setAttribute("aria-hidden", "true");
    made.type = "button";
    made.title = name;
    made.setAttribute("aria-label", name);
    made.append(shown);
    made.addEventListener("click", action);
    return made;
  }

  /** The two zoom buttons. At the end they are not `disabled`: the focus would be lost. */
  function zoomButtons(map, words) {
    const isNearest = () => map.getZoom() >= map.getMaxZoom();
    const isFurthest = () => map.getZoom() <= map.getMinZoom();
    const nearer = button(words.zoomIn, "+", () => isNearest() || map.zoomIn());
    const further = button(words.zoomOut, "−", () => isFurthest() || map.zoomOut());
    map.on("zoomend", function () {
      nearer.setAttribute("aria-disabled", String(isNearest()));
      further.setAttribute("aria-disabled", String(isFurthest()));
    });
    return [nearer, further];
  }

  function control(map, content, position) {
    const Made = L.Control.extend({ onAdd: () => content });
    L.DomEvent.disableClickPropagation(content);
    new Made({ position: position }).addTo(map);
  }

  /** What every live map says of itself: where its lines come from, its scale, and in a corner that its data are an example. */
  function notes(map, words, corner) {
    control(map, element("p", "map-origin", words.attribution), "bottomright");
    if (words.example) control(map, element("p", "map-example", words.example), corner);
    L.control.scale({ imperial: false }).addTo(map);
  }

  /** Whether two boxes of the screen share a pixel. */
  function meet(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  window.liveMap = { element: element, button: button, zoomButtons: zoomButtons, control: control, notes: notes, meet: meet };
})();
