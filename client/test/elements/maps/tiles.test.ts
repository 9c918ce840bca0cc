import { expect, test } from "vitest";
import { wholeAddress } from "../../../src/elements/maps/use_tiles";

const below = (path: string) => `/reports/sales${path}`;

test.each([
  ["https://tile.example/{z}/{x}/{y}.png", "https://tile.example/{z}/{x}/{y}.png"],
  ["/tiles/{z}/{x}/{y}.png", "/tiles/{z}/{x}/{y}.png"],
  ["app/static/{z}/{x}/{y}.png", "/reports/sales/app/static/{z}/{x}/{y}.png"],
])("tiles at %s are fetched from %s", (template, address) => {
  expect(wholeAddress(template, below)).toBe(address);
});
