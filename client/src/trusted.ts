/**
 * Markup that the server rendered and cleaned becomes part of the page here, and nowhere
 * else: the page's security policy lets no other code assign HTML.
 */
import type { Html } from "./protocol.gen";

interface Policy {
  createHTML(html: string): string; // A TrustedHTML where the browser has them.
}

interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

const rules: Policy = { createHTML: (html) => html };
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy("anew", rules) ?? rules;

/** The markup, marked as safe for this page. */
export function trusted(html: Html): string {
  return policy.createHTML(html);
}
