/** The types of single files of ECharts (library.ts, rest.ts). */
declare module "echarts/lib/*.js" {
  type Install = Extract<Parameters<typeof import("echarts/core").use>[0], (...args: never[]) => void>;
  export const install: Install;
  export const installAxisBreak: Install;
  export const installLegacyGridContainLabel: Install;
  export const installScatterJitter: Install;
  export const installUniversalTransition: Install;
}
