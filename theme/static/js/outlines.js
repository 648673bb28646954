/* Outlines that were packed into letters (plugins/maps/packing.py), as a layer of Leaflet. Colours come from the style sheet. */

(function () {
  "use strict";

  if (!window.L) return;

  const SMALL = "a".charCodeAt(0);

  /** The rings that letters stand for, as latitudes and longitudes. @param {string} packed @returns {number[][][]} */
  function unpacked(packed) {
    let longitude = 0;
    let latitude = 0;
    return packed.split(" ").map(function (word) {
      const steps = (word.match(/[a-z]*[A-Z]/g) || []).map(step);
      const ring = [];
      for (let place = 0; place < steps.length; place += 2) {
        longitude += steps[place];
        latitude += steps[place + 1];
        ring.push([latitude / 1000, longitude / 1000]);
      }
      return ring;
    });
  }

  function step(letters) {
    let number = 0;
    for (const letter of letters.toLowerCase()) number = number * 26 + letter.charCodeAt(0) - SMALL;
    return number & 1 ? -(number >> 1) : number >> 1;
  }

  /** Named outlines. `polygon(name, options)` makes one; it may be added to a map, changed and taken away. */
  L.Outlines = L.FeatureGroup.extend({
    /** @param {Object<string, string>} packed @param {string[]} closed names of land of which nothing may be told */
    initialize: function (packed, closed) {
      L.FeatureGroup.prototype.initialize.call(this, []);
      this.packed = packed;
      this.names = Object.keys(packed);
      this.closed = closed;
    },

    polygon: function (name, options) {
      const solid = { fillOpacity: 1, opacity: 1, weight: 1, smoothFactor: 0.5, interactive: false };
      return L.polygon(unpacked(this.packed[name]), L.extend(solid, options));
    },
  });

  L.outlines = function (packed, closed) {
    return new L.Outlines(packed, closed);
  };
})();
