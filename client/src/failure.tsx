/** Shown in place of an element that could not be drawn. */
export function Failure({ error }: { readonly error: unknown }) {
  return (
    <div class="stException" data-testid="stException" role="alert">
      {error instanceof Error ? error.message : String(error)}
    </div>
  );
}
