/** Time and randomness for the connection, passed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Calls `action` once after a delay; returns a function that cancels this. */
  after(milliseconds: number, action: () => void): () => void;
  /** A number from 0 up to 1. */
  random(): number;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
