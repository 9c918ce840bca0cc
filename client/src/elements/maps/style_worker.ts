/** Where MapLibre reads vector tiles, beside the page. It fetches nothing: the page does. */
import "maplibre-gl/dist/maplibre-gl-csp-worker.js";
