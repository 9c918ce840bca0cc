/**
 * The only place where markup that the server has rendered and sanitized may be inserted into the
 * page: the content security policy (Trusted Types) lets no other code assign HTML.
 */
import type { Html } from "./protocol.gen";

interface Policy {
  createHTML(html: string): string; // In fact a TrustedHTML, in browsers that support it.
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
