/** Reads tables for components: loaded where a component is given one. */
export { tableFromIPC } from "apache-arrow";
