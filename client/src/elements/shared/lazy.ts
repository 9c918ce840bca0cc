/** Code that is loaded when it is first needed. */
import { useEffect, useState } from "preact/hooks";

/** The result of `load`, which is called once `isNeeded`; undefined until it resolves. */
export function useLoaded<T>(load: () => Promise<T>, isNeeded: boolean): T | undefined {
  // Wrapped in an object, because `setState` would call a component as an update function.
  const [loaded, setLoaded] = useState<{ readonly value: T }>();
  useEffect(() => {
    if (!isNeeded || loaded) return undefined;
    let isWanted = true;
    load().then((value) => isWanted && setLoaded({ value }), console.error);
    return () => {
      isWanted = false;
    };
  }, [isNeeded]);
  return loaded?.value;
}
