import { describe, expect, test } from "vitest";
import { harmless } from "../../../src/elements/charts/admitted";

describe("what a library writes as HTML", () => {
  test.each([
    ["plain & text", "plain & text"],
    ["<b>1 &amp; 2</b>", "<b>1 &amp; 2</b>"],
    ["<script>steal()</script>ok", "ok"],
    ["<p onclick='steal()' class='a'>x</p>", '<p class="a">x</p>'],
    ["<a href='javascript:steal()'>x</a>", "<a>x</a>"],
    ["<a href=' \u0001JavaScript:steal()'>x</a>", "<a>x</a>"],
    ["<a href='https://example.org'>x</a>", '<a href="https://example.org">x</a>'],
    ["<iframe srcdoc='<script>'></iframe>x", "x"],
    ["<img src='data:text/html,x'>", "<img>"],
    ["<p style='color: red'>x</p>", '<p data-own-style="color: red">x</p>'],
    ["<style>p { color: red }</style>x", "x"],
    ["<template><img onerror='steal()'></template>", "<template><img></template>"],
  ])("%s", (html, left) => {
    expect(harmless(html)).toBe(left);
  });

  test("is left alone where it is only parsed", () => {
    const xml = "<svg><path d='M0 0'/><path/></svg>";
    expect(harmless(xml, "TrustedHTML", "DOMParser parseFromString")).toBe(xml);
  });
});
