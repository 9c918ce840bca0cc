/** What becomes of the state if the server ends: for the menu of who develops the app. */
import { useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";

export function Saving() {
  const { isUnsaved, unkept } = useSession();
  const { keys = [], more = 0 } = unkept.value ?? {};
  return (
    <div {...named("stMainMenuSaving", "menu-saving")}>
      <div role="status">
        {sentence(unkept.value !== undefined, isUnsaved.value)}
        {keys.length > 0 && ", but for what is in memory only:"}
      </div>
      {keys.length > 0 && (
        <>
          <dl tabIndex={0} aria-label="In memory only">
            {keys.map(({ key, why }) => (
              <div key={key}>
                <dt>{key || "a widget without a key"}</dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
          {more > 0 && `and ${more} more`}
        </>
      )}
    </div>
  );
}

function sentence(isStored: boolean, isUnsaved: boolean): string {
  if (!isStored) return "The state is in memory only";
  return isUnsaved ? "Changes are not saved yet" : "The state is saved";
}
